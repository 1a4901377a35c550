import { compile, forget, type Match, type Pattern } from '../patterns/index.ts';
import type { FunctionRow } from '../scope.ts';
import { ANY, listOf, STRING, type Type } from '../type.ts';
import type { Value } from '../value.ts';
import { nullOf } from '../values/make.ts';
import { objectType } from '../values/types.ts';
import { CallFailure } from './failure.ts';
import { list, object, text, textOf, tuple } from './give.ts';
import { inTime } from './in-time.ts';
import { row, textParam } from './row.ts';

const params = [textParam('pattern'), textParam('text')];

/** A pattern, and how long anything that it does may take. `argument` is where the pattern stands in the call. */
const patternIn = (source: string, argument: number): Pattern => {
  const found = inTime(() => compile(source), { steps: source.length * 1000, ended: forget });
  if ('pattern' in found) return found.pattern;
  throw new CallFailure(`this is not a regular expression: ${found.problem}`, { argument, help: [SYNTAX] });
};

const SYNTAX = 'patterns are those of RE2, as in Terraform: https://github.com/google/re2/wiki/Syntax';

/** One match takes linear time. Each of many may look at all of the rest of the text, in Go as well. */
const matching = <T>(pattern: Pattern, value: string, { work, rounds }: { work: () => T; rounds: number }): T =>
  inTime(work, { steps: pattern.size * value.length * rounds, ended: forget });

/** Every match of a pattern replaced; `$1`, `$name` and `${name}` in the replacement are its groups. */
export const replacedMatches = (value: string, source: string, replacement: string): string => {
  const pattern = patternIn(source, 1);
  return matching(pattern, value, { work: () => pattern.replace(value, replacement), rounds: value.length });
};

// Named groups make an object, unnamed ones a list, none the match itself.
const matchValue = ({ names }: Pattern, { whole, groups }: Match): Value => {
  const parts = groups.map((part) => (part === undefined ? nullOf(STRING) : text(part)));
  if (names.length === 0) return text(whole);
  return isNamed(names) ? object(parts.map((part, at) => [names[at] ?? '', part])) : tuple(parts);
};

const matchType = ({ names }: Pattern): Type => {
  if (names.length === 0) return STRING;
  if (isNamed(names)) return objectType([...names].sort().map((name) => [name ?? '', STRING]));
  return { kind: 'tuple', elements: names.map(() => STRING) };
};

const isNamed = (names: Pattern['names']): boolean => names.some((name) => name !== undefined);

const capturing = (source: string): Pattern => {
  const pattern = patternIn(source, 0);
  const { names } = pattern;
  if (isNamed(names) && names.includes(undefined)) {
    throw new CallFailure('some groups of the pattern have names, and others have none', {
      argument: 0,
      help: ['write (?:…) for a group that only groups'],
    });
  }
  return pattern;
};

export const regexFunctions: readonly FunctionRow[] = [
  row('regex', { params, returns: ANY }, ([source, value]) => {
    const pattern = capturing(textOf(source));
    const whole = textOf(value, 1);
    const match = matching(pattern, whole, { work: () => pattern.first(whole), rounds: 1 });
    if (match === undefined) throw new CallFailure('the text does not match the pattern', { argument: 0 });
    return matchValue(pattern, match);
  }),
  row('regexall', { params, returns: listOf(ANY) }, ([source, value]) => {
    const pattern = capturing(textOf(source));
    const whole = textOf(value, 1);
    const matches = matching(pattern, whole, { work: () => pattern.all(whole), rounds: whole.length });
    return list(
      matchType(pattern),
      matches.map((match) => matchValue(pattern, match)),
    );
  }),
];
