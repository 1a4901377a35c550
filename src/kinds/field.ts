import type { Field, Kind, Operation } from '../model/kind.ts';
import { perObject } from '../model/per-object.ts';

/** A field as a kind file writes it: JSON Schema keywords and annotations side by side. */
export interface RawField extends Partial<Omit<Field, 'name' | 'schema' | 'required' | 'at'>> {
  /**
   * A string is the pointer within the object, whichever the operation: read answers keep the object below `/data`
   * (or in the entry of a table). With an object the pointers are taken as they stand, and `null` removes one.
   */
  readonly at?: string | Readonly<Partial<Record<Operation, string | null>>>;
  readonly [keyword: string]: unknown;
}

/** What a field has to know about the kind it is part of. */
interface Surroundings {
  readonly required: boolean;
  /** Reads come from the entry of a table. */
  readonly inTable: boolean;
  readonly unreadable: boolean;
}

/** The keywords that judge a declared value, and `default`; everything else a field carries is an annotation. */
const JUDGING = [
  'type',
  'enum',
  'const',
  'items',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minimum',
  'maximum',
  'multipleOf',
  'pattern',
  'minLength',
  'maxLength',
  'properties',
  'required',
  'additionalProperties',
  'propertyNames',
  'anyOf',
] as const;

const schemaOf = (raw: RawField): Field['schema'] =>
  Object.fromEntries([...JUDGING, 'default'].flatMap((keyword) => (keyword in raw ? [[keyword, raw[keyword]]] : [])));

const placesOf = (name: string, raw: RawField, around: Surroundings): Field['at'] => {
  if (raw.local) return {};
  const data = around.inTable && raw.readPath === undefined ? '' : '/data';
  const pointer = typeof raw.at === 'string' ? raw.at : `/${name}`;
  const named = typeof raw.at === 'object' ? raw.at : {};
  const written = raw.readOnly ? {} : { create: pointer, update: pointer };
  const read = raw.writeOnly || around.unreadable ? {} : { read: `${data}${pointer}` };
  return Object.fromEntries(Object.entries({ ...written, ...read, ...named }).filter(([, place]) => place !== null));
};

/** A field with all of its defaults filled in. */
export const loadField = (name: string, raw: RawField, around: Surroundings): Field => ({
  name,
  schema: schemaOf(raw),
  description: raw.description ?? '',
  required: around.required,
  writeOnly: raw.writeOnly ?? false,
  readOnly: raw.readOnly ?? false,
  sensitive: raw.sensitive ?? false,
  deprecated: raw.deprecated ?? false,
  compare: raw.compare ?? 'exact',
  at: placesOf(name, raw, around),
  readPath: raw.readPath,
  aliases: raw.aliases ?? {},
  hides: raw.hides ?? [],
  secretKeys: raw.secretKeys ?? [],
  immutable: raw.immutable ?? false,
  fewerLoses: raw.fewerLoses,
  oneWay: raw.oneWay ?? false,
  reveals: raw.reveals ?? false,
  ends: raw.ends ?? false,
  setFlag: raw.setFlag,
  products: raw.products ?? {},
  edition: raw.edition,
  refers: raw.refers,
  listedIn: raw.listedIn,
  atMost: raw.atMost ?? [],
  local: raw.local ?? false,
  reset: raw.reset,
});

/** The fields of a kind by name. */
export const namedFields = perObject(
  (fields: Kind['fields']): ReadonlyMap<string, Field> => new Map(fields.map((field) => [field.name, field])),
);

/** The field of a kind by its name; one that an open kind has never heard of stands where the kind says such fields stand. */
export const fieldOf = (kind: Kind, name: string): Field | undefined =>
  namedFields(kind.fields).get(name) ?? (kind.open === false ? undefined : openField(kind.open, name));

// What nobody has described is sent under its own name and compared as it is; it may be a secret, so it is never shown.
const openField = (below: string, name: string): Field => ({
  ...loadField(name, { sensitive: true }, { required: false, inTable: false, unreadable: false }),
  at: { create: `/${name}`, update: `/${name}`, read: `${below}/${name}` },
});
