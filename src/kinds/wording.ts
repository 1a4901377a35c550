import type { Code } from '../model/diagnostic.ts';
import { suggest } from '../model/suggest.ts';
import type { Wrong } from './judge.ts';
import { asItem, wayOut } from './way-out.ts';

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
const typeName = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (isMap(value)) return 'a map';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a whole number' : 'a number with a fraction';
  return typeof value === 'boolean' ? 'a boolean' : 'a string';
};

const keysOf = (path: string): readonly string[] =>
  path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** Keys as they are written in a seed behind the name of a field: `[0].name`. */
const inside = (keys: readonly string[]): string =>
  keys.map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`)).join('');

/** What a rule besides the type asks for, as the end of a sentence that starts with the field. */
const RULES: Readonly<Record<string, (error: Wrong) => string>> = {
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

const NUMBER = /^-?\d+(\.\d+)?$/;
const TRUE = /^(true|yes|on|enabled)$/i;
const FALSE = /^(false|no|off|disabled)$/i;

/** One value in brackets or braces where it stands alone. Of what is hidden it is not told how many there are. */
const bracketsAround = (schema: Schema, found: unknown, hidden: boolean): readonly string[] => {
  const any = Array.isArray(schema.anyOf) ? schema.anyOf.filter(isMap) : [];
  const types = [schema, ...any].flatMap((one) => [one.type ?? []].flat());
  if (typeof found !== 'object' || found === null || types.includes('array') || types.includes('object')) return [];
  const inside = Object.values(found);
  if (!hidden && (inside.length !== 1 || typeof inside[0] === 'object')) return [];
  return [Array.isArray(found) ? 'take the brackets away' : 'take the braces and the name inside of them away'];
};

/** How somebody who wrote a value of another type most likely has to write it. */
const rewritten = (schema: Schema, found: unknown): readonly string[] => {
  if (Array.isArray(schema.enum) && typeof found !== 'string') return ['write one of these words, in quotes'];
  const types = [schema.type ?? []].flat();
  const text = JSON.stringify(found);
  if (typeof found === 'string') {
    if (types.includes('boolean') && TRUE.test(found)) return ['write true, without quotes'];
    if (types.includes('boolean') && FALSE.test(found)) return ['write false, without quotes'];
    if (types.some((type) => type === 'integer' || type === 'number') && NUMBER.test(found)) {
      return [`write ${found}, without quotes`];
    }
    const pairs = types.includes('object') ? pairsIn(found) : undefined;
    if (pairs !== undefined) return [`write { ${pairs} }`];
    if (types.length === 1 && types[0] === 'integer') return ['write a whole number without quotes, such as 10'];
  }
  const written = inItsPlace(types, found, text);
  return written.length > 0 ? written : byType(schema);
};

const inItsPlace = (types: readonly unknown[], found: unknown, text: string): readonly string[] => {
  const scalar = typeof found !== 'object' && text.length < 60;
  if (types.includes('array') && scalar && !types.includes('string')) return [`write [${text}]`];
  if (typeof found !== 'number' && typeof found !== 'boolean') return [];
  return types.length === 1 && types.includes('string') ? [`write "${text}", in quotes`] : [];
};

/** How a value of a type is written. */
const EXAMPLES: Readonly<Record<string, string>> = {
  string: 'a text is written in quotes: "…"',
  array: 'a list is written ["…", "…"]',
  object: 'a map is written { NAME = "…" }; one that is the text of a file: jsondecode(file("FILE"))',
  boolean: 'write true or false, without quotes',
  integer: 'write a whole number without quotes, such as 10',
  number: 'write a number without quotes, such as 10',
};

/** What to write where nothing can be made of what stands there; types that have several ways say them by themselves. */
const byType = (schema: Schema): readonly string[] => {
  const types = [schema.type ?? []].flat().map(String);
  const [only] = types.includes('array') ? ['array'] : types;
  const example = types.length === 1 || only === 'array' ? EXAMPLES[only ?? ''] : undefined;
  return example === undefined ? [] : [example];
};

/** `version=2`, as command lines have it: as the members of a map. */
const pairsIn = (text: string): string | undefined => {
  const pairs = text.split(/[\s,]+/).map((one) => /^([\w-]+)=([\w.:/-]+)$/.exec(one));
  return pairs.includes(null)
    ? undefined
    : pairs.map((pair) => `${pair?.[1]} = ${JSON.stringify(pair?.[2])}`).join(', ');
};

/** What is wrong with a value, for people; `path` leads to the part of the value that it is about. */
interface Worded {
  readonly code: Code;
  readonly message: string;
  readonly help?: readonly string[];
  readonly path: readonly string[];
}

const withHelp = (help: readonly string[]): Pick<Worded, 'help'> => (help.length === 0 ? {} : { help });

const isText = ({ type }: Schema): boolean => type === 'string';

/** Nothing is near what stands there: any of the words is as likely. */
const oneOf = (schema: Schema): string =>
  Array.isArray(schema.enum) && schema.enum.length > 1 ? 'write one of these' : 'write that';

/** One of the words, in brackets that do not belong around it. */
const inBrackets = ({ enum: words }: Schema, found: unknown, hidden: boolean): string | undefined => {
  if (hidden || !Array.isArray(found) || found.length !== 1 || !Array.isArray(words)) return undefined;
  const [only]: readonly unknown[] = found;
  return words.includes(only) ? `write ${JSON.stringify(only)}, without the brackets` : undefined;
};

/** The code and the sentence for what a validator found in the field `name`. */
export const inWords = (name: string, error: Wrong, hidden: boolean): Worded => {
  const path = hidden ? [] : keysOf(error.instancePath);
  const place = `${name}${inside(path)}`;
  const found: unknown = error.data;
  const schema = isMap(error.parentSchema) ? error.parentSchema : {};
  if (error.keyword === 'type' || error.keyword === 'anyOf') {
    const message = `${place} takes ${takes(schema)}, this is ${typeName(found)}`;
    const item = /^\d+$/.test(path.at(-1) ?? '') && (found === null || (typeof found === 'object' && isText(schema)));
    const single = item ? [] : bracketsAround(schema, found, hidden);
    const help = single.length > 0 ? single : hidden ? byType(schema) : item ? asItem(found) : rewritten(schema, found);
    return { code: 'wrong-type', message, path, ...withHelp(help) };
  }
  if (error.keyword === 'enum' || error.keyword === 'const') {
    const message = `${place} takes ${takes(schema)}, not ${hidden ? 'this' : shown(found)}`;
    const near = hidden || typeof found !== 'string' ? [] : meant(found, textsOf(schema.enum));
    return {
      code: 'wrong-value',
      message,
      path,
      help: near.length > 0 ? near : [inBrackets(schema, found, hidden) ?? oneOf(schema)],
    };
  }
  const rule = hidden && error.keyword === 'additionalProperties' ? undefined : RULES[error.keyword];
  const message = `${place} ${rule?.(error) ?? 'has a form that the server does not take'}`;
  const member =
    error.keyword === 'additionalProperties' && !hidden ? String(error.params.additionalProperty) : undefined;
  if (member === undefined) return { code: 'wrong-value', message, path, ...withHelp(wayOut(error)) };
  return { code: 'wrong-value', message, path: [...path, member], help: membersHelp(member, schema) };
};

const membersHelp = (member: string, schema: Schema): readonly string[] => {
  const names = isMap(schema.properties) ? Object.keys(schema.properties) : [];
  const near = suggest(member, names);
  return near === undefined ? [`it may have ${names.join(', ')}`] : [`did you mean ${near}?`];
};

/** Words of which one list has several that mean the same together. */
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  write: ['create', 'update'],
  modify: ['create', 'update'],
  rw: ['create', 'read', 'update'],
  readwrite: ['create', 'read', 'update'],
  all: ['create', 'read', 'update', 'delete', 'list'],
  '*': ['create', 'read', 'update', 'delete', 'list'],
};

const meant = (found: string, texts: readonly string[]): readonly string[] => {
  const word = found.toLowerCase().replaceAll(/[-_]/g, '');
  const together = Object.hasOwn(TOGETHER, word) ? TOGETHER[word] : undefined;
  if (together?.every((one) => texts.includes(one))) return [`here that is ${listed(together)}`];
  const near = suggest(found, texts);
  if (near !== undefined) return [`did you mean "${near}"?`];
  const begun = texts.filter((text) => found.length > 1 && plain(text).startsWith(plain(found)));
  return begun.length === 0 || begun.length > MOST
    ? []
    : [`did you mean ${begun.map((one) => `"${one}"`).join(' or ')}?`];
};

/** More ways to go on are no help. */
const MOST = 4;

const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_]/g, '');

const textsOf = (values: unknown): readonly string[] =>
  Array.isArray(values) ? values.filter((one) => typeof one === 'string') : [];
