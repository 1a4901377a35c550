import type { Value } from '../value.ts';

/** The same value, marked as sensitive when `sensitive` is true; a mark is never taken away. */
export const withMark = (value: Value, sensitive: boolean): Value =>
  sensitive && !value.sensitive ? { ...value, sensitive: true } : value;

interface Traits {
  /** Nothing in it is unknown. */
  readonly known: boolean;
  /** Something in it is sensitive. */
  readonly sensitive: boolean;
}

/** What is so of some values and everything in them, found in one go. */
export const traitsOf = (values: readonly Value[]): Traits => {
  const found = { known: true, sensitive: false };
  for (const value of values) look(found, value);
  return found;
};

const look = (found: { known: boolean; sensitive: boolean }, value: Value): void => {
  if (value.sensitive) found.sensitive = true;
  switch (value.kind) {
    case 'unknown':
      found.known = false;
      break;
    case 'list':
    case 'set':
    case 'tuple':
      for (const item of value.items) look(found, item);
      break;
    case 'map':
    case 'object':
      for (const member of value.entries.values()) look(found, member);
  }
};

/** True when the value or anything in it has this property. */
const anyPart = (value: Value, question: (part: Value) => boolean): boolean => {
  if (question(value)) return true;
  if (value.kind === 'list' || value.kind === 'set' || value.kind === 'tuple') {
    for (const item of value.items) if (anyPart(item, question)) return true;
    return false;
  }
  if (value.kind !== 'map' && value.kind !== 'object') return false;
  for (const member of value.entries.values()) if (anyPart(member, question)) return true;
  return false;
};

export const isWhollyKnown = (value: Value): boolean => !anyPart(value, ({ kind }) => kind === 'unknown');

export const holdsSensitive = (value: Value): boolean => anyPart(value, ({ sensitive }) => sensitive);
