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
interface Place {
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
  help: helpFor(path.length > 0 && wanted !== undefined ? wanted : type, at === undefined ? undefined : message),
  at: (expression && entryAt(expression, path)) ?? at,
});

/** What was given on a command line is written otherwise: there is no `message` then. */
const helpFor = (type: Type, message?: string): readonly string[] => {
  const [, lacked] = /^lacks "(.*)"$/.exec(message ?? '') ?? [];
  const way = lacked === undefined ? WRITTEN[type.kind] : `add ${lacked} = …`;
  if (message === undefined) return [`its type is ${typeText(type)}`];
  return [`its type is ${typeText(type)}`, ...(way === undefined ? [] : [way])];
};

/** How a value of a type is written. */
const WRITTEN: Readonly<Partial<Record<Type['kind'], string>>> = {
  bool: 'write true or false, without quotes',
  list: 'a list is written in brackets: ["…", "…"]',
  map: 'a map is written in braces: { NAME = … }',
  number: 'write a number without quotes, such as 10',
  object: 'an object is written in braces: { NAME = … }',
  set: 'a set is written like a list, in brackets: ["…", "…"]',
  string: 'a text is written in quotes: "…"',
  tuple: 'a tuple is written like a list, in brackets: ["…", 10]',
};

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
