import type { Plain } from '../../model/data.ts';
import { isObject, sortedKeys } from './plain.ts';

/** The items of a list; a comma string means a list, and one value means a list of one. */
export const itemsOf = (value: Plain): readonly Plain[] => {
  if (Array.isArray(value)) return value;
  if (value === null) return [];
  if (typeof value !== 'string') return [value];
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
};

// A number of a list of texts comes back as text.
const asText = (item: Plain): Plain => (typeof item === 'number' || typeof item === 'boolean' ? String(item) : item);

export const canonicalList = (value: Plain): Plain => itemsOf(value).map((item) => asText(sortedKeys(item)));

/** Order and repetitions do not matter. */
export const canonicalSet = (value: Plain): Plain => distinct(itemsOf(value).map((item) => asText(sortedKeys(item))));

const distinct = (items: readonly Plain[]): Plain[] => {
  const byText = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
};

const lower = (item: Plain): Plain => (typeof item === 'string' ? item.toLowerCase() : item);

export const canonicalSetIgnoringCase = (value: Plain): Plain => distinct(itemsOf(value).map(asText).map(lower));

/** One text with commas; blanks around the items do not count, their order does. */
export const canonicalCsv = (value: Plain): Plain => itemsOf(itemsOf(value).map(textOf).join(',')).join(',');

// A host is the network that holds nothing but it.
const network = (item: Plain): Plain =>
  typeof item === 'string' ? item.trim().toLowerCase().replace(HOST_MASK, '') : item;
const HOST_MASK = /(?<=\..*)\/32$|(?<=:.*)\/128$/;

export const canonicalCidrs = (value: Plain): Plain => distinct(itemsOf(value).map(network));

const textOf = (value: Plain): Plain => {
  if (typeof value === 'string' || value === null) return value ?? '';
  return typeof value === 'object' ? JSON.stringify(sortedKeys(value)) : String(value);
};

/** A map whose values are texts on the server, whatever they were written as. */
export const canonicalStringMap = (value: Plain): Plain => {
  if (!isObject(value)) return value;
  return sortedKeys(Object.fromEntries(Object.entries(value).map(([name, item]) => [name, textOf(item)])));
};
