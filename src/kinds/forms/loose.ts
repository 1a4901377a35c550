import { isDeepStrictEqual } from 'node:util';
import type { Plain } from '../../model/data.ts';
import { seconds } from './duration.ts';
import { itemsOf } from './lists.ts';
import { isEmpty, isObject, parsedJson } from './plain.ts';

/*
 * Compares values without a schema by what they most likely mean: where one side is a duration, a number, a boolean or a
 * list, the other may be a text for the same. Two other texts must be equal: "007" is not "7".
 */

const UNIT = /^\s*\d[\d.]*[a-zµμ]/i;
const WHOLE = /^(?:0|-?[1-9]\d*)$/;

/** A length of time that is written with its unit: in seconds. */
const timed = (value: Plain): number | undefined =>
  typeof value === 'string' && UNIT.test(value) ? seconds(value) : undefined;

/** A number, or a text that can only be read as this one. */
const counted = (value: Plain): number | undefined => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && WHOLE.test(value) ? Number(value) : undefined;
};

const sameScalar = (declared: Plain, live: Plain): boolean => {
  if (declared === live) return true;
  if (typeof declared === 'boolean' || typeof live === 'boolean') return String(declared) === String(live);
  const [mine, its] = [timed(declared), timed(live)];
  if (mine !== undefined || its !== undefined) {
    const [a, b] = [mine ?? counted(declared), its ?? counted(live)];
    return a !== undefined && a === b;
  }
  return String(declared) === String(live);
};

const isScalar = (value: Plain | undefined): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const sameLists = (declared: Plain, live: Plain): boolean => {
  const [mine, its] = [itemsOf(declared), itemsOf(live)];
  return mine.length === its.length && mine.every((item, at) => loosely(item, its[at]));
};

/** Whether what is declared is found in what is live: of maps, what is declared must be there, and more may be. */
export const loosely = (declared: Plain, live: Plain | undefined): boolean => {
  if (isEmpty(declared) && isEmpty(live)) return true;
  if (live === undefined) return false;
  if (isObject(declared)) {
    const its = parsedJson(live);
    return isObject(its) && Object.entries(declared).every(([name, item]) => loosely(item, its[name]));
  }
  if (isObject(live)) {
    const mine = parsedJson(declared);
    return isObject(mine) && loosely(mine, live);
  }
  if (Array.isArray(declared) || Array.isArray(live)) {
    return (isFlat(declared) && isFlat(live) && sameLists(declared, live)) || isDeepStrictEqual(declared, live);
  }
  return isScalar(declared) && isScalar(live) && sameScalar(declared, live);
};

/** A list, or a value that may stand for one. */
const isFlat = (value: Plain): boolean => Array.isArray(value) || isScalar(value);
