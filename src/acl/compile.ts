import type { ServerVersion } from '../kinds/index.ts';
import type { Plain } from '../model/data.ts';
import { type Dialect, dialectOf } from './dialect.ts';
import type { Parameters, Policy, Rule } from './policy.ts';
import { type Filled, type Filling, fill, type Identity } from './template.ts';

/** A path block somebody wrote, for messages. */
export interface Source {
  readonly policy: string;
  readonly path: string;
}

/** Everything that the policies of a token say about one path. */
export interface Merged {
  readonly capabilities: ReadonlySet<string>;
  readonly allowed?: Parameters | undefined;
  readonly denied?: Parameters | undefined;
  readonly required: readonly string[];
  readonly wrapping: Rule['wrapping'];
  readonly sources: readonly Source[];
}

/** The policies of a token, ready to be asked. Its paths are strings of bytes: servers compare and count bytes. */
export interface Acl {
  readonly dialect: Dialect;
  /** It may do everything. */
  readonly root: boolean;
  /** The server cannot make sense of a policy, and so answers no request at all: what is in the way. */
  readonly broken?: Source | undefined;
  readonly exact: ReadonlyMap<string, Merged>;
  /** Paths that end in `*`, without it. */
  readonly prefixes: ReadonlyMap<string, Merged>;
  /** Paths in which a segment is `+`. */
  readonly wildcards: ReadonlyMap<string, Merged>;
}

interface Holder {
  /** The policies that the token has. Names nobody has written a policy for are left out: they give nothing. */
  readonly policies: readonly Policy[];
  readonly identity?: Identity | undefined;
  readonly server: ServerVersion;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const ROOT = 'root';
const DENY = 'deny';

export const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

interface Placed extends Rule {
  /** From the root of the server, with its templates filled in. */
  readonly full: string;
  readonly source: Source;
}

/** Merges the policies of a token, path by path. */
export const compile = (holder: Holder): Acl => compileAs(dialectOf(holder.server), holder);

/** The same for a server that reads policies in a certain way. */
export const compileAs = (dialect: Dialect, { policies, identity = {}, now }: Omit<Holder, 'server'>): Acl => {
  const isOver = (ends: number | undefined): boolean => dialect.expires && ends !== undefined && now > ends;
  const tables = { exact: new Map(), prefixes: new Map(), wildcards: new Map() };
  let broken: Source | undefined;
  for (const policy of policies.filter(({ ends }) => !isOver(ends))) {
    for (const rule of policy.rules) {
      const source = { policy: policy.name, path: rule.path };
      const full = fullPath(rule, policy, { identity, now, dialect, lets: policy.lets });
      // Templates are filled in before anybody asks whether the block is over.
      if (full === 'forbidden' && dialect.failsOnTemplates) broken ??= source;
      if (isOver(rule.ends)) continue;
      if (full === 'impossible') broken ??= source;
      if (typeof full !== 'string') put(tables, { ...rule, full: full.path, source });
    }
  }
  return { dialect, root: policies.some(({ name }) => name === ROOT), broken, ...tables };
};

const fullPath = (rule: Rule, { namespace }: Policy, filling: Filling): Filled | 'impossible' => {
  const filled = fill(rule.path, filling);
  if (typeof filled === 'string') return filled;
  // Servers refuse to write such a path, and fail when a template becomes one.
  if (filled.path.includes('+*')) return 'impossible';
  return { path: bytes(namespace + filled.path.replace(/^\//, '')) };
};

const put = (tables: Record<'exact' | 'prefixes' | 'wildcards', Map<string, Merged>>, rule: Placed): void => {
  const { full } = rule;
  const wild = full === '+' || full.startsWith('+/') || full.includes('/+');
  const table = wild ? tables.wildcards : full.endsWith('*') ? tables.prefixes : tables.exact;
  const key = table === tables.prefixes ? full.slice(0, -1) : full;
  table.set(key, merge(table.get(key), rule));
};

const merge = (before: Merged | undefined, { full, source, ...rule }: Placed): Merged => {
  const sources = [...(before?.sources ?? []), source];
  if (before === undefined) return { ...rule, sources };
  if (before.capabilities.has(DENY)) return before;
  // A denial takes the place of everything that was said of the path.
  if (rule.capabilities.has(DENY)) return { ...rule, sources: [source] };
  return {
    capabilities: new Set([...before.capabilities, ...rule.capabilities]),
    allowed: both(before.allowed, rule.allowed),
    denied: both(before.denied, rule.denied),
    required: [...new Set([...before.required, ...rule.required])],
    wrapping: {
      least: lower(before.wrapping.least, rule.wrapping.least),
      most: lower(before.wrapping.most, rule.wrapping.most),
    },
    sources,
  };
};

/** The lower of two limits, of which 0 is none. */
const lower = (a: number, b: number): number => (a === 0 || b === 0 ? a + b : Math.min(a, b));

const both = (a: Parameters | undefined, b: Parameters | undefined): Parameters | undefined => {
  if (a === undefined || b === undefined || b.size === 0) return a ?? b;
  const merged = new Map<string, readonly Plain[]>(a);
  for (const [name, values] of b) {
    const before = a.get(name);
    merged.set(name, values.length === 0 || before?.length === 0 ? [] : [...values, ...(before ?? [])]);
  }
  return merged;
};
