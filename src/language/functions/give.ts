import type { Decimal } from 'decimal.js';
import { ANY, type Type } from '../type.ts';
import type {
  ListValue,
  MapValue,
  ObjectValue,
  SetValue,
  StringValue,
  TupleValue,
  UnknownValue,
  Value,
} from '../value.ts';
import { Numbers, rounded } from '../values/number.ts';
import { CallFailure } from './failure.ts';

/*
 * Makes and opens values for function rows. Marks are the business of the callers: what is made here is not sensitive.
 */

export const text = (value: string): StringValue => ({
  kind: 'string',
  value: value.normalize('NFC'),
  sensitive: false,
});
export const truth = (value: boolean): Value => ({ kind: 'bool', value, sensitive: false });
export const number = (value: Decimal.Value): Value => ({
  kind: 'number',
  value: rounded(new Numbers(value)),
  sensitive: false,
});
export const nothing: Value = { kind: 'null', type: ANY, sensitive: false };
export const unknown = (type: Type = ANY, sensitive = false): UnknownValue => ({ kind: 'unknown', type, sensitive });
export const tuple = (items: readonly Value[]): TupleValue => ({ kind: 'tuple', items, sensitive: false });
export const list = (element: Type, items: readonly Value[]): ListValue => ({
  kind: 'list',
  element,
  items,
  sensitive: false,
});

const bySortKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;

export const object = (entries: Iterable<readonly [string, Value]>): ObjectValue => ({
  kind: 'object',
  entries: new Map([...new Map(entries)].sort(bySortKey)),
  sensitive: false,
});

export const map = (element: Type, entries: Iterable<readonly [string, Value]>): MapValue => ({
  kind: 'map',
  element,
  entries: new Map([...new Map(entries)].sort(bySortKey)),
  sensitive: false,
});

/** A set of these items: duplicates gone, in the order in which sets are walked (numbers by size, the rest by text). */
export const set = (element: Type, items: readonly Value[]): SetValue => {
  const unique = [...new Map(items.map((item) => [keyOf(item), item])).values()];
  return { kind: 'set', element, items: unique.sort(setOrder), sensitive: false };
};

const setOrder = (a: Value, b: Value): number => {
  if (a.kind === 'number' && b.kind === 'number') return a.value.cmp(b.value);
  return bySortKey([sortText(a), a], [sortText(b), b]);
};

const sortText = (value: Value): string => (value.kind === 'string' ? value.value : keyOf(value));

/** The same text for equal values and for no others; lists, sets and tuples of equal items are equal, as are maps and objects. */
export const keyOf = (value: Value): string => {
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'bool':
      return String(value.value);
    case 'number':
      return value.value.toFixed();
    case 'string':
      return JSON.stringify(value.value);
    case 'unknown':
      return 'unknown';
    case 'list':
    case 'set':
    case 'tuple':
      return `[${value.items.map(keyOf).join(',')}]`;
    case 'map':
    case 'object':
      return `{${[...value.entries].map(([name, item]) => `${JSON.stringify(name)}:${keyOf(item)}`).join(',')}}`;
  }
};

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
