import { isDeepStrictEqual } from 'node:util';
import type { Plain } from '../../model/data.ts';
import { isObject } from './plain.ts';

// A boolean that was sent as one is kept as "1" or "0", one that was sent as text stays as it was written.
const WORDS: Readonly<Record<string, boolean>> = { t: true, true: true, f: false, false: false };
const DIGITS: Readonly<Record<string, boolean>> = { '1': true, '0': false };

const word = (value: Plain | undefined): boolean | undefined => WORDS[String(value).toLowerCase()];
const truth = (value: Plain | undefined): boolean | undefined => word(value) ?? DIGITS[String(value)];

/** The same text, or the same truth where at least one of them is a word for it. */
const sameText = (a: Plain | undefined, b: Plain | undefined): boolean => {
  if (a === b) return true;
  const named = word(a) !== undefined || word(b) !== undefined;
  return named && truth(a) !== undefined && truth(a) === truth(b);
};

/** Maps of texts with the same keys and the same texts. */
export const sameTexts = (declared: Plain, live: Plain): boolean => {
  if (!isObject(declared) || !isObject(live)) return isDeepStrictEqual(declared, live);
  const keys = new Set([...Object.keys(declared), ...Object.keys(live)]);
  return [...keys].every((key) => key in declared && key in live && sameText(declared[key], live[key]));
};

/** What is declared is there; what is declared as nothing is not. Other keys do not count. */
export const textsCovered = (declared: Plain, live: Plain): boolean => {
  if (!isObject(declared)) return isDeepStrictEqual(declared, live);
  const there = isObject(live) ? live : {};
  return Object.entries(declared).every(([key, value]) => sameText(value, there[key] ?? ''));
};

const PASSWORD = /^([a-z][a-z0-9+.-]*:\/\/[^/?#:@]*:)([^/?#]*)@/i;
const MASKED = 'xxxxx';

/** An address whose password the server shows as `xxxxx` is the same whatever its password is. */
export const sameMasked = (declared: Plain, live: Plain): boolean => {
  if (typeof declared !== 'string' || typeof live !== 'string') return isDeepStrictEqual(declared, live);
  if (PASSWORD.exec(live)?.[2] !== MASKED) return declared === live;
  return declared.replace(PASSWORD, `$1${MASKED}@`) === live;
};
