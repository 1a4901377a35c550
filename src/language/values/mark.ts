import type { Value } from '../value.ts';

/** The same value, marked as sensitive when `sensitive` is true; a mark is never taken away. */
export const withMark = (value: Value, sensitive: boolean): Value =>
  sensitive && !value.sensitive ? { ...value, sensitive: true } : value;

/** True when the value or anything in it has this property. */
export const anyPart = (value: Value, question: (part: Value) => boolean): boolean => {
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
