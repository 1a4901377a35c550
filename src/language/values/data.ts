import { type Data, isMap, Pending, type Plain } from '../../model/data.ts';
import { Secret } from '../../model/secret.ts';
import type { Value } from '../value.ts';
import { nullOf, number, object, text, truth, tuple, unknown } from './make.ts';
import { isWhollyKnown, withMark } from './mark.ts';
import { Numbers, numberText } from './number.ts';

/**
 * A value as data: a sensitive part becomes a `Secret` as a whole, a part that is not known a `Pending`. A number that
 * JavaScript cannot hold exactly becomes its text, rather than another number.
 */
export const toData = (value: Value): Data => {
  if (value.kind === 'unknown') return new Pending(value.sensitive);
  if (value.sensitive) return isWhollyKnown(value) ? new Secret(toPlain(value)) : new Pending(true);
  switch (value.kind) {
    case 'list':
    case 'set':
    case 'tuple':
      return value.items.map(toData);
    case 'map':
    case 'object':
      return fromEntries([...value.entries].map(([name, member]) => [name, toData(member)]));
    default:
      return toPlain(value);
  }
};

/** Names such as `__proto__` are names like any other. */
const fromEntries = <T>(entries: readonly (readonly [string, T])[]): Record<string, T> => Object.fromEntries(entries);

const toPlain = (value: Value): Plain => {
  switch (value.kind) {
    case 'null':
      return null;
    case 'bool':
    case 'string':
      return value.value;
    case 'number':
      return plainNumber(numberText(value.value));
    case 'list':
    case 'set':
    case 'tuple':
      return value.items.map(toPlain);
    case 'map':
    case 'object':
      return fromEntries([...value.entries].map(([name, member]) => [name, toPlain(member)]));
    case 'unknown':
      throw new Error('an unknown value has no plain form');
  }
};

const plainNumber = (written: string): number | string => {
  const near = Number(written);
  return Number.isFinite(near) && new Numbers(near).toFixed() === written ? near : written;
};

/** Data as a value: lists become tuples and maps objects, a `Secret` a sensitive value, a `Pending` an unknown one. */
export const fromData = (data: Data): Value => {
  if (data instanceof Pending) return unknown(undefined, data.sensitive);
  if (data instanceof Secret) return secretValue(data);
  if (data === null) return nullOf();
  if (typeof data === 'boolean') return truth(data);
  if (typeof data === 'number') return number(data);
  if (typeof data === 'string') return text(data);
  if (Array.isArray(data)) return tuple(data.map((item: Data) => fromData(item)));
  return isMap(data) ? object(Object.entries(data).map(([name, member]) => [name, fromData(member)])) : nullOf();
};

/** The content passes from one masked form into the other without being revealed on the way. */
const secretValue = (secret: Secret): Value => {
  let value: Value = nullOf();
  secret.is((plain) => {
    value = fromData(plain);
    return true;
  });
  return withMark(value, true);
};
