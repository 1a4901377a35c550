import { BOOL } from '../type.ts';
import type { Value } from '../value.ts';
import { keyOf, truth, unknown } from './make.ts';
import { holdsSensitive, isWhollyKnown, withMark } from './mark.ts';
import { sameType, typeOf } from './types.ts';

/** `==`: values of different types are never equal, null equals null, and what is not known cannot be said. */
export const equals = (a: Value, b: Value): Value => {
  const sensitive = holdsSensitive(a) || holdsSensitive(b);
  if (a.kind === 'null' || b.kind === 'null') {
    const other = a.kind === 'null' ? b : a;
    const answer = other.kind === 'unknown' ? unknown(BOOL) : truth(a.kind === b.kind);
    return withMark(answer, sensitive);
  }
  if (!isWhollyKnown(a) || !isWhollyKnown(b)) return unknown(BOOL, sensitive);
  return withMark(truth(sameType(typeOf(a), typeOf(b)) && keyOf(a) === keyOf(b)), sensitive);
};
