import { type Data, type Fields, isKnown, isMap } from '../model/data.ts';
import type { Field, Kind } from '../model/kind.ts';
import { perObject } from '../model/per-object.ts';
import { Secret } from '../model/secret.ts';

/**
 * Replaces values that the server would replace by what they really are (`aliases`). What is declared beside it stays:
 * a value that an alias implies never overrides one that was written. No defaults are applied. What the server hides
 * inside a map is a secret from here on.
 */
export const normalise = (kind: Kind, fields: Fields): Fields => {
  let all = fields;
  for (const field of replacing(kind.fields)) all = replaced(field, all);
  return all;
};

const hasAliases = perObject(({ aliases }: Field): boolean => Object.keys(aliases).length > 0);

/** The fields that have something to replace: few, and in most kinds none. */
const replacing = perObject((fields: Kind['fields']): Kind['fields'] =>
  fields.filter((field) => field.hides.length > 0 || field.secretKeys.length > 0 || hasAliases(field)),
);

const replaced = (field: Field, fields: Fields): Fields => {
  const value = fields[field.name];
  if (value === undefined) return fields;
  if (field.hides.length > 0 && isMap(value)) return { ...fields, [field.name]: masked(field, value) };
  if (field.secretKeys.length > 0) return { ...fields, [field.name]: maskedByName(field, value) };
  const meaning = aliasOf(field, value);
  return meaning === undefined ? fields : withMeaning(fields, field.name, meaning);
};

const masked = ({ hides }: Field, map: Fields): Fields =>
  Object.fromEntries(
    Object.entries(map).map(([key, item]) => [key, hides.includes(key) && isKnown(item) ? Secret.seal(item) : item]),
  );

/** Texts whose names say that they are secrets, at any depth. Numbers and truths of such names are settings. */
const maskedByName = (field: Field, value: Data): Data => {
  if (Array.isArray(value)) return value.map((item) => maskedByName(field, item));
  if (!isMap(value)) return value;
  const masked = Object.entries(value).map(([key, item]) => [
    key,
    typeof item === 'string' && item !== '' && namesSecret(field, key) ? new Secret(item) : maskedByName(field, item),
  ]);
  return Object.fromEntries(masked);
};

const namesSecret = ({ secretKeys }: Field, key: string): boolean =>
  secretKeys.some((one) => (one.startsWith('*') ? key.toLowerCase().endsWith(one.slice(1)) : key === one));

/** What a declared value really is, where the server replaces it. The key of an alias is text as it is, else JSON. */
export const aliasOf = (field: Field, value: Data): Fields | undefined => {
  if (!hasAliases(field)) return undefined;
  const key = typeof value === 'string' ? value : JSON.stringify(value);
  return Object.hasOwn(field.aliases, key) ? field.aliases[key] : undefined;
};

const withMeaning = (fields: Fields, name: string, meaning: Fields): Fields => {
  const implied = Object.entries(meaning).map(([other, value]): [string, Fields[string]] => {
    const written = fields[other];
    if (other === name || written === undefined) return [other, value];
    return [other, isMap(written) && isMap(value) ? { ...value, ...written } : written];
  });
  return { ...fields, ...Object.fromEntries(implied) };
};
