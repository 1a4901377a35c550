import { isDeepStrictEqual } from 'node:util';
import type { Plain } from '../model/data.ts';
import type { Acl, Merged } from './compile.ts';
import { ruleFor } from './match.ts';

/** A request as policies see it. */
interface Asked {
  /** From the root of the server. */
  readonly path: string;
  /** The capability it takes: `create`, `update`, `read`, `delete`, `list`, `patch`, … */
  readonly capability: string;
  /** The members of its body, or of its query. */
  readonly data?: Readonly<Record<string, Plain>> | undefined;
  /** Seconds that the answer is to be wrapped for; 0: not at all. */
  readonly wrapped?: number | undefined;
}

const PARAMETERS_COUNT: readonly string[] = ['create', 'read', 'update', 'patch', 'recover'];
const LISTINGS: readonly string[] = ['list', 'scan'];
const ANY = '*';

/** Whether the server would let a request pass: capabilities, parameters and wrapping. */
export const allows = (acl: Acl, { path, capability, data = {}, wrapped = 0 }: Asked): boolean => {
  if (acl.root || acl.broken !== undefined) return acl.root;
  const rule = ruleFor(acl, path, LISTINGS.includes(capability));
  if (rule === undefined || rule.capabilities.has('deny') || !rule.capabilities.has(capability)) return false;
  if (!wrapsRight(rule, wrapped)) return false;
  return !PARAMETERS_COUNT.includes(capability) || fitsParameters(rule, data, acl);
};

const wrapsRight = ({ wrapping: { least, most } }: Merged, wrapped: number): boolean =>
  (most === 0 || (wrapped > 0 && wrapped <= most)) && (least === 0 || wrapped >= least);

const fitsParameters = (rule: Merged, data: NonNullable<Asked['data']>, { dialect }: Acl): boolean => {
  const given = Object.entries(data).map(([name, value]) => ({ name: name.toLowerCase(), value }));
  if (!rule.required.every((name) => Object.hasOwn(data, name.toLowerCase()))) return false;
  if (given.length === 0) return true;
  const { allowed = new Map(), denied = new Map() } = rule;
  const judge = dialect.looksIntoLists ? deep : flat;
  if (denied.has(ANY)) return false;
  if (given.some(({ name, value }) => denied.has(name) && judge.some(value, denied.get(name) ?? []))) return false;
  if (allowed.size === 0) return true;
  return given.every(({ name, value }) =>
    allowed.has(name) ? judge.every(value, allowed.get(name) ?? []) : allowed.has(ANY),
  );
};

type Judge = (value: Plain, list: readonly Plain[]) => boolean;

/** An empty list stands for every value. */
const isIn: Judge = (value, list) => list.length === 0 || list.some((one) => fits(one, value));

/** Text may have a `*` at its start, its end or both. A number is never equal: a request's are read in another way. */
const fits = (one: Plain, value: Plain): boolean => {
  if (typeof one === 'number') return false;
  if (typeof one !== 'string' || typeof value !== 'string' || one.length < 2) return isDeepStrictEqual(one, value);
  const [open, shut] = [one.startsWith('*'), one.endsWith('*')];
  if (open && shut) return value.includes(one.slice(1, -1));
  if (open) return value.endsWith(one.slice(1));
  return shut ? value.startsWith(one.slice(0, -1)) : one === value;
};

/** The members of a list, or of text with commas, which may stand for one. */
const members = (value: Plain): readonly Plain[] | undefined => {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string') return undefined;
  return value === '' ? [] : value.split(',').map((piece) => piece.trim());
};

const flat: Readonly<Record<'some' | 'every', Judge>> = { some: isIn, every: isIn };

const deep: typeof flat = {
  some: (value, list) => isIn(value, list) || (members(value)?.some((one) => isIn(one, list)) ?? false),
  every: (value, list) => isIn(value, list) || (members(value)?.every((one) => isIn(one, list)) ?? false),
};
