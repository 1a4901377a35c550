import type { Diagnostic } from '../model/diagnostic.ts';
import type { Span } from '../model/span.ts';
import { suggest } from '../model/suggest.ts';
import { didYouMean } from './tell.ts';
import type { Use, UseStep } from './uses.ts';
import type { Declaration, Written } from './written.ts';

/** What a mention leads to. */
export type Target =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'local'; readonly name: string }
  | { readonly kind: 'each'; readonly span: Span }
  | { readonly kind: 'path' }
  | ObjectTarget;

/** A declaration, the instances of it that are meant, and the field that is asked for. */
export interface ObjectTarget {
  readonly kind: 'object';
  readonly declaration: Declaration;
  /** For each declaration from the top that has `for_each`: the key; absent where all instances are meant. */
  readonly keys: ReadonlyMap<Declaration, UseStep>;
  readonly field?: Extract<UseStep, { kind: 'name' }> | undefined;
  readonly span: Span;
  /** The namespace whose content the reference starts in, because it stands in there itself; absent: the top. */
  readonly from?: Declaration | undefined;
}

export type Resolved = { readonly target: Target } | { readonly problem: Diagnostic };

/** Everything a mention may lead to, by name. */
export interface Names {
  readonly written: Pick<Written, 'variables' | 'locals'>;
  /** Top-level declarations: block type → label → declaration. */
  readonly tops: ReadonlyMap<string, ReadonlyMap<string, Declaration>>;
  /** Block types that could be declared at the top, whether the seed does or not. */
  readonly blocks: readonly string[];
}

export const namesOf = (written: Written, blocks: readonly string[]): Names => {
  const tops = new Map<string, Map<string, Declaration>>();
  for (const declaration of written.declarations.filter(({ parent }) => parent === undefined)) {
    const { type } = declaration.block;
    const labels = tops.get(type) ?? new Map<string, Declaration>();
    tops.set(type, labels.set(declaration.label ?? '', declaration));
  }
  return { written, tops, blocks };
};

const PATHS = ['module', 'root', 'seed', 'cwd'];

/**
 * Finds what a mention leads to, or says why it leads nowhere. `home` is the declaration it stands in: what is in the same
 * namespace is found first, then what is around that.
 */
export const resolveUse = (use: Use, names: Names, home?: Declaration): Resolved => {
  const [first] = use.steps;
  switch (use.root) {
    case 'var':
      return named(use, 'variable', names.written.variables);
    case 'local':
      return named(use, 'local', names.written.locals);
    case 'path':
      return first?.kind === 'name' && !PATHS.includes(first.name)
        ? { problem: unknown(use, `path has no "${first.name}"`, { word: first.name, candidates: PATHS }) }
        : { target: { kind: 'path' } };
    case 'each':
      return first?.kind !== 'name' || first.name === 'key' || first.name === 'value'
        ? { target: { kind: 'each', span: use.span } }
        : { problem: unknown(use, `each has no "${first.name}"`, { word: first.name, candidates: ['key', 'value'] }) };
    default:
      return names.blocks.includes(use.root) ? topObject(use, names, home) : { problem: unknownRoot(use, names) };
  }
};

interface Spelling {
  readonly word: string;
  readonly candidates: Iterable<string>;
  readonly prefix?: string;
}

const unknown = (use: Pick<Use, 'span'>, message: string, { word, candidates, prefix = '' }: Spelling): Diagnostic => {
  const near = suggest(word, candidates);
  return {
    code: 'unknown-reference',
    message,
    at: use.span,
    help: didYouMean(near === undefined ? undefined : `${prefix}${near}`),
  };
};

const named = (use: Use, kind: 'variable' | 'local', known: ReadonlyMap<string, unknown>): Resolved => {
  const [first] = use.steps;
  if (first?.kind !== 'name') {
    return { problem: notAllowed(use.span, `${use.root} must be followed by a name: ${use.root}.NAME`) };
  }
  if (known.has(first.name)) return { target: { kind, name: first.name } };
  const how = kind === 'variable' ? `variable "${first.name}" { … }` : `locals { ${first.name} = … }`;
  const problem = unknown(use, `there is no ${kind} "${first.name}"`, {
    word: first.name,
    candidates: known.keys(),
    prefix: `${use.root}.`,
  });
  return { problem: { ...problem, help: problem.help?.length ? problem.help : [`declare it: ${how}`] } };
};

export const notAllowed = (at: Span, message: string, help: readonly string[] = []): Diagnostic => ({
  code: 'reference-not-allowed',
  message,
  at,
  help,
});

const unknownRoot = (use: Use, { blocks }: Names): Diagnostic => {
  const candidates = ['var', 'local', 'each', 'path', ...blocks];
  const problem = unknown(use, `there is nothing called "${use.root}"`, { word: use.root, candidates });
  const quoted = use.steps.length === 0 ? [`a text is written in quotes: "${use.root}"`] : [];
  const lists = `a reference starts with one of: ${candidates.join(', ')}`;
  return { ...problem, help: [...(problem.help ?? []), ...quoted, lists] };
};

const topObject = (use: Use, { tops }: Names, home: Declaration | undefined): Resolved => {
  const [first, ...rest] = use.steps;
  for (let from = home; from !== undefined && first?.kind === 'name'; from = from.parent) {
    const near = from.top?.scope ? childrenOf(from).get(use.root)?.get(first.name) : undefined;
    if (near !== undefined) return within({ declaration: near, rest, use, from });
  }
  const labels = tops.get(use.root) ?? new Map<string, Declaration>();
  const unlabelled = labels.get('');
  if (unlabelled !== undefined) return within({ declaration: unlabelled, rest: use.steps, use });
  if (first?.kind !== 'name') {
    return {
      problem: notAllowed(use.span, `${use.root} must be followed by the label of a block`, [
        'to choose among several, declare one block with for_each and write BLOCK.LABEL[KEY]',
      ]),
    };
  }
  const declaration = labels.get(first.name);
  if (declaration !== undefined) return within({ declaration, rest, use });
  const problem = unknown(use, `this seed declares no ${use.root} "${first.name}"`, {
    word: first.name,
    candidates: labels.keys(),
    prefix: `${use.root}.`,
  });
  const elsewhere = inNamespaces(tops, use.root, first.name);
  const help = problem.help?.length ? problem.help : [`declare it, or write its name as a text: "${first.name}"`];
  if (elsewhere !== undefined) return { problem: { ...problem, help: [elsewhere] } };
  return { problem: { ...problem, help } };
};

/** Where a block stands that was looked for at the top, as help. */
const inNamespaces = (tops: Names['tops'], type: string, label: string): string | undefined => {
  const waiting = [...tops.values()].flatMap((labels) => [...labels.values()]);
  for (const declaration of waiting) {
    if (declaration.top?.scope !== true) continue;
    const found = childrenOf(declaration).get(type)?.get(label);
    if (found !== undefined) return `it stands in a ${declaration.block.type}: ${found.key}`;
    waiting.push(...declaration.children);
  }
  return undefined;
};

interface Walk {
  readonly declaration: Declaration;
  readonly rest: readonly UseStep[];
  readonly use: Use;
  readonly keys?: ReadonlyMap<Declaration, UseStep>;
  readonly from?: Declaration | undefined;
}

type Labels = ReadonlyMap<string | undefined, Declaration>;

const indexed = new WeakMap<Declaration, ReadonlyMap<string, Labels>>();

/** The declarations inside one, by block type and label. A mount may hold thousands, so they are looked up, not searched. */
const childrenOf = (declaration: Declaration): ReadonlyMap<string, Labels> => {
  const known = indexed.get(declaration);
  if (known !== undefined) return known;
  const types = new Map<string, Map<string | undefined, Declaration>>();
  for (const child of declaration.children) {
    const labels = types.get(child.block.type) ?? new Map<string | undefined, Declaration>();
    types.set(child.block.type, labels);
    if (!labels.has(child.label)) labels.set(child.label, child);
  }
  indexed.set(declaration, types);
  return types;
};

/** From a declaration on: a key where it has instances, then one of the blocks inside it, or a field. */
const within = ({ declaration, rest, use, from, keys = new Map() }: Walk): Resolved => {
  const [key, ...afterKey] = rest;
  const hasInstances = declaration.meta.forEach !== undefined;
  const chosen = hasInstances && key !== undefined ? new Map([...keys, [declaration, key] as const]) : keys;
  const [next, ...after] = hasInstances ? afterKey : rest;
  const target = (field?: UseStep): Resolved => ({
    target: {
      kind: 'object',
      declaration,
      keys: chosen,
      field: field?.kind === 'name' ? field : undefined,
      span: use.span,
      from,
    },
  });
  if (next?.kind !== 'name') return target();
  const inside = childrenOf(declaration).get(next.name);
  if (inside === undefined) return target(next);
  const [label, ...afterLabel] = after;
  const child = label?.kind === 'name' ? inside.get(label.name) : undefined;
  if (child !== undefined) return within({ declaration: child, rest: afterLabel, use, from, keys: chosen });
  const plain = inside.get(undefined);
  if (plain !== undefined) return within({ declaration: plain, rest: after, use, from, keys: chosen });
  return { problem: unknownChild({ use, declaration, block: next.name, inside, label }) };
};

interface Missing {
  readonly use: Use;
  readonly declaration: Declaration;
  readonly block: string;
  readonly inside: Labels;
  readonly label: UseStep | undefined;
}

const unknownChild = ({ use, declaration, block, inside, label }: Missing): Diagnostic => {
  if (label?.kind !== 'name') {
    return notAllowed(use.span, `${declaration.key}.${block} must be followed by the label of a block`);
  }
  return unknown(use, `${declaration.key} declares no ${block} "${label.name}"`, {
    word: label.name,
    candidates: [...inside.keys()].flatMap((one) => one ?? []),
    prefix: `${declaration.key}.${block}.`,
  });
};
