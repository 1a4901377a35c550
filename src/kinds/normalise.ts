import { type Fields, isMap } from '../model/data.ts';
import type { Kind } from '../model/kind.ts';

/**
 * Replaces values that the server would replace by what they really are (`aliases`). What is declared beside it stays:
 * a value that an alias implies never overrides one that was written. No defaults are applied.
 */
export const normalise = (kind: Kind, fields: Fields): Fields =>
  kind.fields.reduce((all, field) => {
    const value = all[field.name];
    const meaning = value === undefined ? undefined : field.aliases[aliasKey(value)];
    return meaning === undefined ? all : withMeaning(all, field.name, meaning as Fields);
  }, fields);

/** How an alias is written as a key: text as it is, everything else as JSON. */
const aliasKey = (value: Fields[string]): string => (typeof value === 'string' ? value : JSON.stringify(value));

const withMeaning = (fields: Fields, name: string, meaning: Fields): Fields => {
  const implied = Object.entries(meaning).map(([other, value]): [string, Fields[string]] => {
    const written = fields[other];
    if (other === name || written === undefined) return [other, value];
    return [other, isMap(written) && isMap(value) ? { ...value, ...written } : written];
  });
  return { ...fields, ...Object.fromEntries(implied) };
};
