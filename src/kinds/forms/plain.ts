import type { Plain } from '../../model/data.ts';

/** True for an object in the JSON sense. */
export const isObject = (value: Plain | undefined): value is { readonly [name: string]: Plain } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same value with the keys of every map in order. */
export const sortedKeys = (value: Plain): Plain => {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, item]): [string, Plain] => [name, sortedKeys(item)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** Absent, null, and everything empty: servers show an empty collection as any of these. */
export const isEmpty = (value: Plain | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.keys(value).length === 0);

const parse = (text: string): { readonly value: Plain } | undefined => {
  try {
    const value: Plain = JSON.parse(text);
    return { value };
  } catch {
    return undefined;
  }
};

export const isJson = (text: string): boolean => parse(text) !== undefined;

/** JSON text of a map or list as what it holds; anything else as it is. */
export const parsedJson = (value: Plain): Plain => {
  const parsed = typeof value === 'string' ? parse(value)?.value : undefined;
  return typeof parsed === 'object' && parsed !== null ? parsed : value;
};
