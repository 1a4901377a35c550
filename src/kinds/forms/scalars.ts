import type { Plain } from '../../model/data.ts';

// What Go's strconv.ParseBool takes, which is how servers read a boolean that is kept as text.
const BOOLEANS: Readonly<Record<string, boolean>> = {
  '1': true,
  t: true,
  true: true,
  '0': false,
  f: false,
  false: false,
};

const isScalar = (value: Plain): value is string | number | boolean => value !== null && typeof value !== 'object';

/** A boolean that may be kept as text; text that is none stays text, and so does a number. */
export const canonicalBoolean = (value: Plain): Plain => {
  if (!isScalar(value)) return value;
  const text = String(value).trim();
  return text === '' ? false : (BOOLEANS[text.toLowerCase()] ?? text);
};

/** A number that may be kept as text. One that JavaScript cannot hold exactly stays text. */
export const canonicalNumber = (value: Plain): Plain => {
  if (!isScalar(value)) return value;
  const text = String(value).trim();
  const number = text === '' ? Number.NaN : Number(text);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number + 0 : text;
};

export const canonicalLowercase = (value: Plain): Plain => (typeof value === 'string' ? value.toLowerCase() : value);

export const canonicalTrimmed = (value: Plain): Plain => (typeof value === 'string' ? value.trim() : value);

const INSTANT = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/** An instant (RFC 3339) in UTC, to the nanosecond as it was written; other text as it is. */
export const canonicalTime = (value: Plain): Plain => {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  const [found, fraction = ''] = INSTANT.exec(text) ?? [];
  if (found === undefined) return value;
  const whole = Date.parse(text.replace(fraction, '').replace(' ', 'T').toUpperCase());
  if (Number.isNaN(whole)) return value;
  const digits = fraction.slice(1).replace(/0+$/, '');
  return new Date(whole).toISOString().replace('.000Z', digits === '' ? 'Z' : `.${digits}Z`);
};
