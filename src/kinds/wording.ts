import type { ErrorObject } from 'ajv';
import type { Code } from '../model/diagnostic.ts';

/*
 * What is wrong with a value, as people say it. `hidden` values are never shown: neither themselves nor their parts.
 */

type Schema = Readonly<Record<string, unknown>>;

const TYPES: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  null: 'null',
};

const PLURALS: Readonly<Record<string, string>> = {
  string: 'strings',
  integer: 'whole numbers',
  number: 'numbers',
  boolean: 'true or false',
  array: 'lists',
  object: 'maps',
};

const listed = (values: readonly unknown[]): string => values.map((one) => JSON.stringify(one)).join(', ');

const ofWhat = (items: unknown): string => {
  if (isMap(items) && Array.isArray(items.enum)) return ` of ${listed(items.enum)}`;
  const type = isMap(items) && typeof items.type === 'string' ? PLURALS[items.type] : undefined;
  return type === undefined ? '' : ` of ${type}`;
};

const isMap = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a schema takes: "a whole number", "a list of strings", "a string or a whole number". */
export const takes = (schema: Schema): string => {
  if (Array.isArray(schema.enum)) return `one of ${listed(schema.enum)}`;
  if ('const' in schema) return JSON.stringify(schema.const);
  const any = Array.isArray(schema.anyOf) ? schema.anyOf.filter(isMap).map(takes) : [];
  const types = [schema.type ?? []].flat().map((type) => {
    if (type === 'array') return `a list${ofWhat(schema.items)}`;
    if (type === 'object') return `a map${ofWhat(schema.additionalProperties)}`;
    return TYPES[String(type)] ?? String(type);
  });
  return [...types, ...any].join(' or ') || 'any value';
};

/** What a value is: "a string", "a list". Never the value. */
export const typeName = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (isMap(value)) return 'a map';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a whole number' : 'a number with a fraction';
  return typeof value === 'boolean' ? 'a boolean' : 'a string';
};

/** `/0/name` of an error as it is written in a seed: `[0].name`. */
const inside = (path: string): string =>
  path
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part.replaceAll('~1', '/').replaceAll('~0', '~')}`))
    .join('');

/** What a rule besides the type asks for, as the end of a sentence that starts with the field. */
const RULES: Readonly<Record<string, (error: ErrorObject) => string>> = {
  minimum: ({ params }) => `must be at least ${params.limit}`,
  maximum: ({ params }) => `must be at most ${params.limit}`,
  multipleOf: ({ params }) => `must be a multiple of ${params.multipleOf}`,
  minLength: ({ params }) =>
    params.limit === 1 ? 'must not be empty' : `must have at least ${params.limit} characters`,
  maxLength: ({ params }) => `must have at most ${params.limit} characters`,
  minItems: ({ params }) => (params.limit === 1 ? 'must not be empty' : `must have at least ${params.limit} items`),
  maxItems: ({ params }) => `must have at most ${params.limit} items`,
  uniqueItems: () => 'must not hold the same item twice',
  pattern: ({ params }) => `must match ${params.pattern}`,
  required: ({ params }) => `needs ${params.missingProperty}`,
  additionalProperties: ({ params }) => `has no member ${params.additionalProperty}`,
};

const shown = (value: unknown): string => (typeof value === 'object' ? typeName(value) : JSON.stringify(value));

/** The code and the sentence for what a validator found in the field `name`. */
export const inWords = (
  name: string,
  error: ErrorObject,
  hidden: boolean,
): { readonly code: Code; readonly message: string } => {
  const place = hidden ? name : `${name}${inside(error.instancePath)}`;
  const found: unknown = error.data;
  const schema = isMap(error.parentSchema) ? error.parentSchema : {};
  if (error.keyword === 'type' || error.keyword === 'anyOf') {
    return { code: 'wrong-type', message: `${place} takes ${takes(schema)}, this is ${typeName(found)}` };
  }
  if (error.keyword === 'enum' || error.keyword === 'const') {
    return { code: 'wrong-value', message: `${place} takes ${takes(schema)}, not ${hidden ? 'this' : shown(found)}` };
  }
  const rule = hidden && error.keyword === 'additionalProperties' ? undefined : RULES[error.keyword];
  return { code: 'wrong-value', message: `${place} ${rule?.(error) ?? 'has a form that the server does not take'}` };
};
