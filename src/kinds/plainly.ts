import { isMap, type Plain } from '../model/data.ts';
import type { Field } from '../model/kind.ts';

/*
 * A fast check for the few JSON Schema keywords that most fields use. Loading the full validator takes 30 ms, a quarter of a
 * short run, so it is left to values that are not accepted here, and to schemas with other keywords.
 */

type Accepts = (value: Plain) => boolean;
type Schema = Field['schema'];

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const TYPES: ReadonlyMap<unknown, Accepts> = new Map<unknown, Accepts>([
  ['string', (value) => typeof value === 'string'],
  ['integer', Number.isInteger],
  ['number', Number.isFinite],
  ['boolean', (value) => typeof value === 'boolean'],
  ['array', Array.isArray],
  ['object', isMap],
]);

const ofType = (types: unknown): Accepts | undefined => {
  const [one, ...others] = [types].flat().map((type) => TYPES.get(type));
  if (one === undefined || others.includes(undefined)) return undefined;
  return others.length === 0 ? one : (value) => one(value) || others.some((other) => other?.(value));
};

/** A keyword that limits numbers says nothing of what is none, and so with all of them. */
const ofNumbers = (test: (value: number, limit: number) => boolean) => (limit: unknown) =>
  typeof limit === 'number' ? (value: Plain) => typeof value !== 'number' || test(value, limit) : undefined;

const ofItems = (items: unknown): Accepts | undefined => {
  const each = isSchema(items) ? accepts(items) : undefined;
  return each && ((value) => !Array.isArray(value) || value.every(each));
};

const ofMembers = (members: unknown): Accepts | undefined => {
  const each = isSchema(members) ? accepts(members) : undefined;
  return each && ((value) => !isMap(value) || Object.values(value).every(each));
};

const ofEnum = (list: unknown): Accepts | undefined =>
  Array.isArray(list) ? (value) => list.includes(value) : undefined;

const ofLength = (limit: unknown): Accepts | undefined =>
  typeof limit === 'number' ? (value) => typeof value !== 'string' || [...value].length >= limit : undefined;

const NOTHING: Accepts = () => true;

const KEYWORDS: ReadonlyMap<string, (value: unknown) => Accepts | undefined> = new Map([
  ['type', ofType],
  ['enum', ofEnum],
  ['minimum', ofNumbers((value, limit) => value >= limit)],
  ['maximum', ofNumbers((value, limit) => value <= limit)],
  ['minLength', ofLength],
  ['items', ofItems],
  ['additionalProperties', ofMembers],
  ['default', () => NOTHING],
]);

/** A function that is true only for values that a schema allows; undefined for schemas with other keywords. */
export const accepts = (schema: Schema): Accepts | undefined => {
  // What it says of other members depends on those that it names.
  if ('properties' in schema) return undefined;
  const tests: Accepts[] = [];
  for (const [keyword, value] of Object.entries(schema)) {
    const test = KEYWORDS.get(keyword)?.(value);
    if (test === undefined) return undefined;
    tests.push(test);
  }
  return (value) => tests.every((test) => test(value));
};
