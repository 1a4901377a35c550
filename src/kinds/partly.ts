import { type Data, isKnown, isMap, isPlain, Pending } from '../model/data.ts';
import type { Field } from '../model/kind.ts';
import { Secret } from '../model/secret.ts';
import { firstError, type Wrong } from './judge.ts';

/*
 * Checks the known parts of a value that partly waits for the server. Checking only complete values would find a wrong item
 * in a list when the apply is half done.
 */

type Schema = Field['schema'];

/** What is wrong, and whether it is about something that must not be shown. */
interface Found {
  readonly error: Wrong;
  readonly hidden: boolean;
}

/** The first thing that is wrong with the known parts of a value. */
const firstErrorIn = (schema: Schema, value: Data, path = ''): Found | undefined => {
  if (value instanceof Pending) return undefined;
  if (isKnown(value)) return ofKnown(schema, value, path);
  const list = Array.isArray(value);
  if (!allows(schema, list ? 'array' : 'object')) {
    const data = list ? [] : {};
    return { error: { instancePath: path, keyword: 'type', params: {}, data, parentSchema: schema }, hidden: false };
  }
  for (const [key, item] of partsOf(value)) {
    const found = firstErrorIn(partOf(schema, key, list), item, `${path}/${escaped(key)}`);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** Each item of a list, and each member of a map, that something is wrong with; of all else the first mistake. */
export const errorsIn = (schema: Schema, value: Data, path = ''): readonly Found[] => {
  const first = firstErrorIn(schema, value, path);
  if (first === undefined) return [];
  const list = Array.isArray(value);
  // A mistake of the whole is none of its parts.
  if (first.error.instancePath === path) return [first];
  const each = partsOf(value).flatMap(([key, item]) =>
    errorsIn(partOf(schema, key, list), item, `${path}/${escaped(key)}`),
  );
  return each.length > 0 ? each : [first];
};

const partsOf = (value: Data): readonly (readonly [key: string, part: Data])[] => {
  if (Array.isArray(value)) return value.map((item: Data, index) => [String(index), item]);
  return isMap(value) ? Object.entries(value) : [];
};

const ofKnown = (schema: Schema, value: Data, path: string): Found | undefined => {
  if (isPlain(value)) return placed(firstError(schema, value), path, false);
  let found: Found | undefined;
  Secret.seal(value).is((plain) => {
    found = placed(firstError(schema, plain), path, true);
    return found !== undefined;
  });
  return found;
};

const placed = (error: Wrong | undefined, path: string, hidden: boolean): Found | undefined =>
  error && { error: { ...error, instancePath: hidden ? path : path + error.instancePath }, hidden };

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const allows = (schema: Schema, type: 'array' | 'object'): boolean => {
  if (Array.isArray(schema.anyOf)) return schema.anyOf.some((one) => isSchema(one) && allows(one, type));
  if (schema.type === undefined) return schema.enum === undefined && schema.const === undefined;
  return [schema.type].flat().includes(type);
};

/** What judges one item of a list or one member of a map: nothing, where that is not said plainly. */
const partOf = ({ items, properties, additionalProperties }: Schema, key: string, list: boolean): Schema => {
  const named = isSchema(properties) && Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
  const part = list ? items : named;
  return isSchema(part) ? part : {};
};
