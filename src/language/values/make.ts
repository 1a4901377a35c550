import type { Decimal } from 'decimal.js';
import { composed } from '../compose.ts';
import { ANY, type Type } from '../type.ts';
import type { ListValue, MapValue, ObjectValue, StringValue, TupleValue, UnknownValue, Value } from '../value.ts';
import { Numbers, numberText, rounded } from './number.ts';
import { typeOf } from './types.ts';
import { unify } from './unify.ts';

/*
 * Makes values. What is made here is not sensitive: marks are the business of the callers.
 */

export const text = (value: string): StringValue => textAsIs(composed(value));

/** Of a text that is in normal form already, as all are that stand in a tree. */
export const textAsIs = (value: string): StringValue => ({ kind: 'string', value, sensitive: false });

export const truth = (value: boolean): Value => ({ kind: 'bool', value, sensitive: false });
export const number = (value: Decimal.Value): Value => ({
  kind: 'number',
  value: rounded(new Numbers(value)),
  sensitive: false,
});
export const nullOf = (type: Type = ANY): Value => ({ kind: 'null', type, sensitive: false });
export const unknown = (type: Type = ANY, sensitive = false): UnknownValue => ({ kind: 'unknown', type, sensitive });
export const tuple = (items: readonly Value[]): TupleValue => ({ kind: 'tuple', items, sensitive: false });
export const list = (element: Type, items: readonly Value[]): ListValue => ({
  kind: 'list',
  element: elementType(element, items),
  items,
  sensitive: false,
});

type Entry = readonly [string, Value];

export const object = (entries: Iterable<Entry>): ObjectValue => ({
  kind: 'object',
  entries: sorted(entries),
  sensitive: false,
});

export const map = (element: Type, entries: Iterable<Entry>): MapValue => ({
  kind: 'map',
  element,
  entries: sorted(entries),
  sensitive: false,
});

/** Where nothing is said of the members of a collection, they say it themselves. */
const elementType = (element: Type, items: readonly Value[]): Type =>
  element.kind === 'any' ? (unify(items.map(typeOf)) ?? ANY) : element;

/** By key; of two entries with one key the later one stays. */
const sorted = (entries: Iterable<Entry>): ReadonlyMap<string, Value> => {
  const found = entries instanceof Map ? entries : new Map(entries);
  if (isInOrder(found)) return found;
  const made = new Map<string, Value>();
  for (const name of inOrder([...found.keys()])) {
    const value = found.get(name);
    if (value !== undefined) made.set(name, value);
  }
  return made;
};

/** Most objects have a few members, for which sorting in general takes more than everything else about them. */
const FEW = 8;

const inOrder = (names: string[]): readonly string[] => {
  if (names.length > FEW) return names.sort(compareText);
  for (const [index, name] of names.entries()) {
    let at = index;
    for (; at > 0 && compareText(names[at - 1] ?? '', name) > 0; at--) names[at] = names[at - 1] ?? '';
    names[at] = name;
  }
  return names;
};

const isInOrder = (entries: ReadonlyMap<string, Value>): boolean => {
  let last = '';
  for (const name of entries.keys()) {
    if (compareText(last, name) > 0) return false;
    last = name;
  }
  return true;
};

/** A set of these items: duplicates gone, in the order in which sets are walked (numbers by size, the rest by text). */
export const set = (element: Type, items: readonly Value[]): Value => {
  const unique = [...new Map(items.map((item) => [keyOf(item), item])).values()];
  return { kind: 'set', element: elementType(element, unique), items: unique.sort(setOrder), sensitive: false };
};

const setOrder = (a: Value, b: Value): number => {
  if (a.kind === 'number' && b.kind === 'number') return a.value.cmp(b.value);
  return compareText(sortText(a), sortText(b));
};

const sortText = (value: Value): string => (value.kind === 'string' ? value.value : keyOf(value));

/** The order of code points, which is that of the bytes in UTF-8. JavaScript's own order puts U+E000 after U+1F600. */
export const compareText = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
};

/** Halves of surrogate pairs stand for code points above all others. */
const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

/** The same text for equal values and for no others; lists, sets and tuples of equal items are equal, as are maps and objects. */
export const keyOf = (value: Value): string => {
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'bool':
      return String(value.value);
    case 'number':
      return numberText(value.value);
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
