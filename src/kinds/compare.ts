import { isDeepStrictEqual } from 'node:util';
import { type Data, isKnown, isMap, isPlain, type Plain } from '../model/data.ts';
import type { Field } from '../model/kind.ts';
import { Secret } from '../model/secret.ts';
import { type FormRow, forms } from './canonical.ts';
import { isEmpty, isObject, sortedKeys } from './forms/plain.ts';

const COLLECTIONS = new Set(['array', 'object']);

const isCollection = (field: Field, row: FormRow): boolean =>
  row.collection === true ||
  [field.schema.type].flat().some((type) => typeof type === 'string' && COLLECTIONS.has(type));

/** The default of a field: what a new object reads where nothing was declared. */
const resetOf = (field: Field): Plain => field.reset ?? null;

/** What the server would show of a declared value: a map without the keys that it hides. */
const shown = ({ hides }: Field, value: Plain): Plain =>
  hides.length === 0 || !isObject(value)
    ? value
    : Object.fromEntries(Object.entries(value).filter(([key]) => !hides.includes(key)));

/** Two plain values in the form of the field; nothing on either side counts as the field's reset value. */
const equal = (field: Field, declared: Plain, live: Plain): boolean => {
  const row = forms[field.compare];
  const [mine, its] = [shown(field, declared ?? resetOf(field)), live ?? resetOf(field)];
  if (isCollection(field, row) && isEmpty(mine) && isEmpty(its)) return true;
  if (mine === null || its === null) return mine === its;
  const [a, b] = [row.canonical(mine), row.canonical(its)];
  return row.within === undefined ? isDeepStrictEqual(a, b) : row.within(a, b);
};

/**
 * True when a declared and a live value mean the same, however they are spelt. A value that is not known yet is never the
 * same. Secrets are compared inside `Secret`.
 */
export const same = (field: Field, declared: Data, live: Data | undefined): boolean => {
  const found = live ?? null;
  if (!isKnown(declared) || !isKnown(found)) return false;
  if (isPlain(declared) && isPlain(found)) return equal(field, declared, found);
  return Secret.seal(declared).is((mine) => Secret.seal(found).is((its) => equal(field, mine, its)));
};

const sent = (field: Field, value: Plain): Plain => {
  const given = value ?? resetOf(field);
  return given === null ? null : (forms[field.compare].wire?.(given) ?? given);
};

/** What is sent for a declared value. `null` is never sent where the field knows what "back to the default" is. */
export const wire = (field: Field, declared: Data): Data => {
  if (!isKnown(declared)) return declared;
  if (forms[field.compare].wire === undefined && declared !== null) return declared;
  return isPlain(declared) ? sent(field, declared) : Secret.seal(declared).map((value) => sent(field, value));
};

/** The spelling that all spellings of one meaning share; `null` for everything that means nothing or the default. */
export const canonicalOf = (field: Field, value: Plain): Plain => {
  const row = forms[field.compare];
  const given = shown(field, value ?? resetOf(field));
  if (given === null || (isCollection(field, row) && isEmpty(given))) return null;
  return sortedKeys(row.canonical(given));
};

/** The part of a live value that is compared: of some maps only the declared keys. */
export const spokenOf = (field: Field, declared: Data, live: Data | undefined): Data | undefined =>
  forms[field.compare].parts === undefined ? live : unlessEmpty(within(declared, live));

const unlessEmpty = (found: Data | undefined): Data | undefined =>
  isMap(found) && Object.keys(found).length === 0 ? undefined : found;

const within = (declared: Data, live: Data | undefined): Data | undefined => {
  if (!isMap(declared) || !isMap(live)) return live;
  const found = Object.entries(declared).map(([name, item]) => [name, within(item, live[name])] as const);
  return Object.fromEntries(found.filter((entry): entry is [string, Data] => entry[1] !== undefined));
};

/** The keys of a declared map that are not found in what the server shows; undefined where it is a value as a whole. */
export const keysApart = (field: Field, declared: Data, live: Data | undefined): readonly string[] | undefined => {
  if (forms[field.compare].parts === undefined || !isMap(declared)) return undefined;
  const its = isMap(live) ? live : {};
  return Object.entries(declared).flatMap(([name, item]) =>
    same(field, { [name]: item }, { [name]: its[name] ?? null }) ? [] : [name],
  );
};

/** What the server shows, each part of it that is as declared in the spelling of the declaration: what is left over differs. */
export const inWords = (field: Field, declared: Data, live: Data | undefined): Data | undefined => {
  if (forms[field.compare].parts === undefined || !isMap(declared) || !isMap(live)) return live;
  const spelt = Object.entries(live).map(([name, its]): [string, Data] => {
    const mine = declared[name];
    if (mine === undefined) return [name, its];
    return [name, same(field, { [name]: mine }, { [name]: its }) ? mine : (inWords(field, mine, its) ?? its)];
  });
  return Object.fromEntries(spelt);
};
