import type { Diagnostic } from '../model/diagnostic.ts';
import type { Span } from '../model/span.ts';
import type { Expression } from './ast.ts';
import type { Type } from './type.ts';
import type { Value } from './value.ts';
import { converted, Mismatch } from './values/convert.ts';
import { unknown } from './values/make.ts';
import { mismatchesIn } from './values/mismatches.ts';
import { pathText } from './values/path.ts';
import { typeText } from './values/types.ts';

/** Where a value stands (`at`) and what a message calls it (`variable "region"`). */
export interface Place {
  readonly at?: Span | undefined;
  /** What was evaluated: a part of the value that does not fit is told where it is written. */
  readonly expression?: Expression | undefined;
  readonly what: string;
}

/**
 * The value as a value of this type, its own type where `any` stands. Each part that does not fit is told with the path
 * inside the value; the value is then unknown.
 */
export const convert = (
  value: Value,
  type: Type,
  place: Place,
): { value: Value; diagnostics: readonly Diagnostic[] } => {
  try {
    return { value: converted(value, type), diagnostics: [] };
  } catch (thrown) {
    if (!(thrown instanceof Mismatch)) throw thrown;
    return { value: unknown(type), diagnostics: mismatchesIn(value, type).map((one) => told(one, type, place)) };
  }
};

const told = ({ path, message, wanted }: Mismatch, type: Type, { at, expression, what }: Place): Diagnostic => ({
  code: 'type-mismatch',
  message: `${path.length === 0 ? what : `${what}: value${pathText(path)}`} ${message}`,
  help: [`its type is ${typeText(path.length > 0 && wanted !== undefined ? wanted : type)}`],
  at: (expression && entryAt(expression, path)) ?? at,
});

/** Where the part of a value is written to which the path leads, or the innermost one around it that is written out. */
const entryAt = (expression: Expression, [step, ...rest]: Mismatch['path']): Span => {
  if (expression.kind === 'parentheses' && step !== undefined) return entryAt(expression.inner, [step, ...rest]);
  const inner = step === undefined ? undefined : memberOf(expression, step);
  return inner === undefined ? expression.span : entryAt(inner, rest);
};

const memberOf = (expression: Expression, step: string | number): Expression | undefined => {
  if (expression.kind === 'tuple' && typeof step === 'number') return expression.items[step];
  if (expression.kind !== 'object') return undefined;
  return expression.items.find(({ key }) => keyText(key) === step)?.value;
};

const keyText = (key: Expression): string | undefined => {
  if (key.kind === 'literal') return String(key.value);
  return key.kind === 'variable' ? key.name : undefined;
};
