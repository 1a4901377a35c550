import type { FunctionRow } from '../scope.ts';
import { ANY, listOf } from '../type.ts';
import type { Value } from '../value.ts';
import { CallFailure } from './failure.ts';
import { list, nothing, object, text, textOf, tuple } from './give.ts';
import { matchInTime } from './in-time.ts';
import { row, textParam } from './row.ts';
import { compiled } from './strings.ts';

const params = [textParam('pattern'), textParam('text')];

const optional = (value: string | undefined): Value => (value === undefined ? nothing : text(value));

// Named groups make an object, unnamed ones a list, none the match itself.
const matchValue = (match: RegExpExecArray): Value => {
  if (match.groups !== undefined)
    return object(Object.entries(match.groups).map(([name, part]) => [name, optional(part)]));
  return match.length > 1 ? tuple(match.slice(1).map(optional)) : text(match[0]);
};

export const regexFunctions: readonly FunctionRow[] = [
  row('regex', { params, returns: ANY }, ([pattern, value]) => {
    const expression = compiled(textOf(pattern), 'u', 0);
    const whole = textOf(value, 1);
    const match = matchInTime(expression, whole, () => expression.exec(whole));
    if (match === null) throw new CallFailure('the text does not match the pattern', { argument: 0 });
    return matchValue(match);
  }),
  row('regexall', { params, returns: listOf(ANY) }, ([pattern, value]) => {
    const expression = compiled(textOf(pattern), 'gu', 0);
    const whole = textOf(value, 1);
    const matches = matchInTime(expression, whole, () => [...whole.matchAll(expression)]);
    return list(ANY, matches.map(matchValue));
  }),
];
