import { visible } from '../model/clean.ts';
import { type Data, isMap, Pending } from '../model/data.ts';
import { MASK, Secret } from '../model/secret.ts';

export const PENDING = '(known after apply)';
export const HIDDEN = '(sensitive, write-only)';

/** Strings that can be taken for something else, or whose ends cannot be seen. */
const AMBIGUOUS = /^$|^\s|\s$|^(?:true|false|null)$|^[-+]?\d+(?:\.\d+)?$|^["'([{~+-]/;

export const quoted = (text: string): string => `"${visible(text).replaceAll('"', '\\"')}"`;

const listText = (items: readonly Data[]): string => `[${items.map(inside).join(', ')}]`;

const mapText = (map: Readonly<Record<string, Data>>): string => {
  const pairs = Object.entries(map).map(([key, item]) => `${keyText(key)} = ${inside(item)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
};

/** A key of a map, as a seed would write it. */
export const keyText = (key: string): string => (/^[A-Za-z_][\w-]*$/.test(key) ? key : quoted(key));

/** A value as a seed would write it: strings always have their quotes. */
export const writtenText = (data: Data): string => inside(data);

const inside = (data: Data): string => (typeof data === 'string' ? quoted(data) : valueText(data));

/** Any value on one line. Secrets are masked, what the server has not made yet says so, foreign characters are escaped. */
export const valueText = (data: Data): string => {
  if (data instanceof Secret) return MASK;
  if (data instanceof Pending) return pendingText(data);
  if (typeof data === 'string') return AMBIGUOUS.test(data) ? quoted(data) : visible(data);
  if (Array.isArray(data)) return listText(data);
  return isMap(data) ? mapText(data) : String(data);
};

const pendingText = ({ sensitive, withheld }: Pending): string => {
  if (!sensitive) return PENDING;
  return `${MASK.slice(0, -1)}, ${withheld ? 'not given' : 'known after apply'})`;
};

/** The value as JSON says it: secrets as their mask, what is not known as its placeholder, keys in order. */
export const plainValue = (data: Data): unknown => {
  if (data instanceof Secret) return MASK;
  if (data instanceof Pending) return data.sensitive ? MASK : PENDING;
  if (Array.isArray(data)) return data.map(plainValue);
  if (!isMap(data)) return data;
  return Object.fromEntries(
    Object.keys(data)
      .sort()
      .map((key) => [key, plainValue(data[key] ?? null)]),
  );
};

/** The value with the named keys of a map made secret: what a server never shows is nobody else's to see either. */
export const withHidden = (data: Data | undefined, hides: readonly string[]): Data | undefined => {
  if (hides.length === 0 || data === undefined || !isMap(data)) return data;
  const entries = Object.entries(data).map(
    ([key, item]) => [key, hides.includes(key) ? Secret.seal(key) : item] as const,
  );
  return Object.fromEntries(entries);
};
