import type { Diagnostic } from '../model/diagnostic.ts';
import type { Span } from '../model/span.ts';
import type { Type } from './type.ts';
import type { Value } from './value.ts';
import { converted, Mismatch } from './values/convert.ts';
import { unknown } from './values/make.ts';
import { pathText } from './values/path.ts';
import { typeText } from './values/types.ts';

/** Where a value stands (`at`) and what a message calls it (`variable "region"`). */
export interface Place {
  readonly at?: Span | undefined;
  readonly what: string;
}

/**
 * The value as a value of this type, its own type where `any` stands. What does not fit is told with the path inside
 * the value; the value is then unknown.
 */
export const convert = (
  value: Value,
  type: Type,
  { at, what }: Place,
): { value: Value; diagnostics: readonly Diagnostic[] } => {
  try {
    return { value: converted(value, type), diagnostics: [] };
  } catch (thrown) {
    if (!(thrown instanceof Mismatch)) throw thrown;
    const place = thrown.path.length === 0 ? what : `${what}: value${pathText(thrown.path)}`;
    const help = [`its type is ${typeText(type)}`];
    return {
      value: unknown(type),
      diagnostics: [{ code: 'type-mismatch', message: `${place} ${thrown.message}`, help, at }],
    };
  }
};
