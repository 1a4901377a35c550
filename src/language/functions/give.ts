import type { Decimal } from 'decimal.js';
import { ANY, type Type } from '../type.ts';
import type { Value } from '../value.ts';
import { list, nullOf, tuple } from '../values/make.ts';
import { CallFailure } from './failure.ts';

/*
 * Opens values for function rows; what makes them is passed on for convenience.
 */

export { keyOf, list, map, number, object, set, text, truth, tuple, unknown } from '../values/make.ts';

/** A list of the same sort as `like`: a tuple stays one, everything else becomes a list of its element type. */
export const listLike = (like: Value | undefined, items: readonly Value[]): Value =>
  like === undefined || like.kind === 'tuple' ? tuple(items) : list(elementOf(like), items);

export const nothing: Value = nullOf();

/** The items of a list, set or tuple. */
export const itemsOf = (value: Value | undefined, argument: number): readonly Value[] => {
  if (value?.kind === 'list' || value?.kind === 'set' || value?.kind === 'tuple') return value.items;
  throw new CallFailure(`takes a list here, this is ${nameOf(value)}`, { argument });
};

/** The entries of a map or object. */
export const entriesOf = (value: Value | undefined, argument: number): ReadonlyMap<string, Value> => {
  if (value?.kind === 'map' || value?.kind === 'object') return value.entries;
  throw new CallFailure(`takes a map here, this is ${nameOf(value)}`, { argument });
};

export const textOf = (value: Value | undefined, argument = 0): string => {
  if (value?.kind === 'string') return value.value;
  throw new CallFailure(`takes a string here, this is ${nameOf(value)}`, { argument });
};

export const numberOf = (value: Value | undefined, argument = 0): Decimal => {
  if (value?.kind === 'number') return value.value;
  throw new CallFailure(`takes a number here, this is ${nameOf(value)}`, { argument });
};

/** A whole number that fits into a count. */
export const countOf = (value: Value | undefined, argument = 0): number => {
  const given = numberOf(value, argument);
  if (!given.isInteger() || given.abs().gt(Number.MAX_SAFE_INTEGER)) {
    throw new CallFailure('takes a whole number here', { argument });
  }
  return given.toNumber();
};

export const truthOf = (value: Value | undefined, argument = 0): boolean => {
  if (value?.kind === 'bool') return value.value;
  throw new CallFailure(`takes true or false here, this is ${nameOf(value)}`, { argument });
};

const NAMES: Readonly<Record<Value['kind'], string>> = {
  null: 'null',
  bool: 'true or false',
  number: 'a number',
  string: 'a string',
  list: 'a list',
  set: 'a set',
  tuple: 'a list',
  map: 'a map',
  object: 'an object',
  unknown: 'not known yet',
};

/** What a value is, in words. */
export const nameOf = (value: Value | undefined): string => (value === undefined ? 'nothing' : NAMES[value.kind]);

/** The type of the items of a collection that all have one, else `any`. */
export const elementOf = (value: Value): Type =>
  value.kind === 'list' || value.kind === 'set' || value.kind === 'map' ? value.element : ANY;

/** The same value, marked when any of `from` is. */
export const marked = <V extends Value>(value: V, from: readonly Value[]): V =>
  from.some(({ sensitive }) => sensitive) && !value.sensitive ? { ...value, sensitive: true } : value;
