import { type Data, type Fields, Pending } from '../model/data.ts';
import type { Condition } from '../model/kind.ts';
import { Secret } from '../model/secret.ts';
import { pointerGet } from './pointer.ts';

// Servers keep many scalars as strings: 2, "2" and 2.0 are one value here.
const isOne = (wanted: unknown, value: unknown): boolean =>
  wanted === null ? value === null : value !== null && String(wanted) === String(value);

const holds = (allowed: readonly unknown[], value: Data | undefined): boolean => {
  if (value instanceof Pending) return false;
  if (value instanceof Secret) return value.is((plain) => allowed.some((one) => isOne(one, plain)));
  return allowed.some((one) => isOne(one, value ?? null));
};

/**
 * True when every named field has, or may come to have, one of the listed values: what is not known yet may be anything. For what
 * must not be overlooked. Names are as for `meets`.
 */
export const mayMeet = (condition: Condition, fields: Fields): boolean =>
  Object.entries(condition).every(([name, allowed]) => {
    const [, field = name, inside = ''] = /^\/([^/]*)(.*)$/.exec(name) ?? [];
    return mayHold(allowed, fields[field], inside);
  });

const mayHold = (allowed: readonly unknown[], value: Data | undefined, inside: string): boolean => {
  if (value instanceof Pending) return true;
  if (value instanceof Secret) return value.is((plain) => holds(allowed, pointerGet(plain, inside)));
  return inside === '' ? holds(allowed, value) : mayHold(allowed, pointerGet(value, inside), '');
};

/**
 * True when every named field has one of the listed values; `null` in a list stands for "not set".
 * A name that starts with `/` is a JSON pointer into the fields. A value that is not known yet meets nothing.
 */
export const meets = (condition: Condition, fields: Fields): boolean =>
  Object.entries(condition).every(([name, allowed]) =>
    holds(allowed, name.startsWith('/') ? pointerGet(fields, name) : fields[name]),
  );
