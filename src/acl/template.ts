import { seconds } from '../kinds/index.ts';
import type { Dialect } from './dialect.ts';
import type { Policy } from './policy.ts';

type Texts = Readonly<Record<string, string>>;

interface Named {
  readonly id: string;
  readonly name: string;
  readonly metadata?: Texts | undefined;
}

/** Who a token stands for, as far as templates in policies ask. */
export interface Identity {
  readonly entity?: (Named & { readonly aliases?: readonly Alias[] | undefined }) | undefined;
  readonly groups?: readonly Named[] | undefined;
}

export interface Alias extends Named {
  /** The accessor of the auth mount it is of. */
  readonly accessor: string;
  readonly customMetadata?: Texts | undefined;
}

export interface Filling {
  readonly identity: Identity;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly dialect: Dialect;
  readonly lets: Policy['lets'];
}

/** A path without templates; `missing` where a value is not there, `forbidden` where the server does not take it. */
export type Filled = { readonly path: string } | 'missing' | 'forbidden';

const PLACE = /\{\{(.*?)\}\}/gs;

/** Puts values in the place of a path's templates, `{{identity.entity.name}}` and the like. */
export const fill = (path: string, filling: Filling): Filled => {
  const values: string[] = [];
  for (const [, selector = ''] of path.matchAll(PLACE)) {
    const value = chosen(selector.trim(), filling);
    if (value === undefined) return 'missing';
    if (isForbidden(value, filling)) return 'forbidden';
    values.push(value);
  }
  return { path: path.replace(PLACE, () => values.shift() ?? '') };
};

const isForbidden = (value: string, { dialect, lets }: Filling): boolean =>
  dialect.guardsTemplates &&
  ((lets?.slashes !== true && value.includes('/')) || (lets?.wildcards !== true && /[+*]/.test(value)));

const chosen = (selector: string, { identity, now }: Filling): string | undefined => {
  const [, root, rest = ''] = /^(identity\.entity|identity\.groups|time)\.(.*)$/s.exec(selector) ?? [];
  if (root === 'identity.entity') return entityValue(rest, identity);
  if (root === 'identity.groups') return groupValue(rest, identity);
  return root === 'time' ? timeValue(rest, now) : undefined;
};

/** Splits at the first dot: names behind it may hold more of them. */
const cut = (text: string): [string, string | undefined] => {
  const at = text.indexOf('.');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
};

const own = (texts: Texts | undefined, key: string): string | undefined =>
  texts !== undefined && Object.hasOwn(texts, key) ? texts[key] : undefined;

const present = (text: string): string | undefined => (text === '' ? undefined : text);

const namedValue = (named: Named, selector: string): string | undefined => {
  const [first, rest] = cut(selector);
  if (rest !== undefined) return first === 'metadata' ? own(named.metadata, rest) : undefined;
  return first === 'id' || first === 'name' ? present(named[first]) : undefined;
};

const entityValue = (selector: string, { entity }: Identity): string | undefined => {
  if (entity === undefined) return undefined;
  const [first, rest] = cut(selector);
  if (first !== 'aliases' || rest === undefined) return namedValue(entity, selector);
  const [accessor, what] = cut(rest);
  const alias = entity.aliases?.find((one) => one.accessor === accessor);
  if (alias === undefined || what === undefined) return undefined;
  const [kind, key] = cut(what);
  return kind === 'custom_metadata' && key !== undefined ? own(alias.customMetadata, key) : namedValue(alias, what);
};

const groupValue = (selector: string, { groups = [] }: Identity): string | undefined => {
  const [by, rest] = cut(selector);
  if (rest === undefined || (by !== 'ids' && by !== 'names')) return undefined;
  const [key, what] = cut(rest);
  const group = groups.find(({ id, name }) => (by === 'ids' ? id : name) === key);
  return group === undefined || what === undefined ? undefined : namedValue(group, what);
};

/** `now`, or that plus or minus a duration: seconds since 1970. */
const timeValue = (selector: string, now: number): string | undefined => {
  const [first, operator, ...rest] = selector.split('.');
  if (first !== 'now') return undefined;
  if (operator === undefined) return String(Math.floor(now / 1000));
  const by = seconds(rest.join('.'));
  if (by === undefined || (operator !== 'plus' && operator !== 'minus')) return undefined;
  return String(Math.floor(now / 1000 + (operator === 'plus' ? by : -by)));
};
