import { expandPath } from '../../kinds/index.ts';
import { ANY, BOOL, fromData, NUMBER, STRING, type Type, type Value } from '../../language/index.ts';
import type { Fields } from '../../model/data.ts';
import type { Field, Kind } from '../../model/kind.ts';
import type { Resource } from '../../model/resource.ts';
import { objectOf, textValue } from './state.ts';

/** True when a server shows the field, so that a seed may refer to it without declaring it. */
export const isShown = (field: Field): boolean =>
  !field.writeOnly && !field.local && (field.at.read !== undefined || field.readPath !== undefined);

/**
 * What a reference to an object stands for: its name, its path, its declared fields, and every field that the server
 * shows: as `facts` has it, or known after apply.
 */
export const valueOfResource = (resource: Resource, facts: Fields | undefined): Value => {
  const { kind, fields } = resource;
  const entries = new Map<string, Value>([
    ['name', textValue(resource.name)],
    ['path', textValue(pathOf(resource))],
  ]);
  for (const field of kind.fields) {
    if (!isShown(field) || Object.hasOwn(fields, field.name)) continue;
    const known = facts?.[field.name];
    entries.set(field.name, known === undefined ? unknownOf(field) : fromData(known));
  }
  for (const [name, value] of Object.entries(fields)) entries.set(name, fromData(value));
  return objectOf(entries);
};

/** The same with these fields only; undefined when one of them is not a field. */
export const fieldsOfResource = (
  resource: Resource,
  facts: Fields | undefined,
  names: ReadonlySet<string>,
): Value | undefined => {
  const entries: (readonly [string, Value])[] = [];
  for (const name of names) {
    const value = fieldOfResource(resource, facts, name);
    if (value === undefined) return undefined;
    entries.push([name, value]);
  }
  return objectOf(entries);
};

const fieldOfResource = (resource: Resource, facts: Fields | undefined, name: string): Value | undefined => {
  const { kind, fields } = resource;
  const declared = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (declared !== undefined) return fromData(declared);
  if (name === 'name') return textValue(resource.name);
  if (name === 'path') return textValue(pathOf(resource));
  const field = kind.fields.find((one) => one.name === name);
  if (field === undefined || !isShown(field)) return undefined;
  const known = facts?.[name];
  return known === undefined ? unknownOf(field) : fromData(known);
};

const unknownOf = (field: Field): Value => ({ kind: 'unknown', type: typeOf(field), sensitive: field.sensitive });

const TYPES: Readonly<Record<string, Type>> = { string: STRING, integer: NUMBER, number: NUMBER, boolean: BOOL };

const typeOf = ({ schema }: Field): Type => (typeof schema.type === 'string' ? TYPES[schema.type] : undefined) ?? ANY;

/**
 * Where an object is, as people write it in policies: a mount's own path, or the path of the request below `/v1/`.
 * Auth methods leave out `auth/`, as the command line of the server does.
 */
const pathOf = ({ kind, name, vars, fields }: Resource): string => {
  if (kind.children !== undefined) return name;
  return expandPath(kind.path, { ...textsOf(fields), ...vars });
};

/** The fields that can stand in a path. */
const textsOf = (fields: Fields): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  );

/** True when a kind's objects may be asked for this field: `name` and `path`, and what the kind has. */
export const hasField = (kind: Kind, name: string): boolean =>
  name === 'name' || name === 'path' || kind.open !== false || kind.fields.some((field) => field.name === name);
