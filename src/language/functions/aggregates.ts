import type { FunctionRow } from '../scope.ts';
import { BOOL, listOf, NUMBER, STRING } from '../type.ts';
import type { Value } from '../value.ts';
import { list, number, text, truth } from '../values/make.ts';
import { Numbers } from '../values/number.ts';
import { CallFailure } from './failure.ts';
import { itemsOf, numberOf, textOf, truthOf } from './give.ts';
import { numberParam, param, row } from './row.ts';

const ZERO = new Numbers(0);

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const RANGE_LIMIT = 1024;

const ranged = (args: readonly Value[]): Value => {
  const numbers = args.map((arg, index) => numberOf(arg, index));
  const [start, end] = numbers.length === 1 ? [ZERO, numbers[0] ?? ZERO] : [numbers[0] ?? ZERO, numbers[1] ?? ZERO];
  const step = numbers[2] ?? new Numbers(end.lt(start) ? -1 : 1);
  if (numbers.length === 0 || numbers.length > 3) throw new CallFailure('range takes one, two or three numbers');
  const distance = end.minus(start);
  if (step.isZero() || (!distance.isZero() && step.s !== distance.s)) {
    throw new CallFailure('range never gets from its start to its end by this step', { argument: 2 });
  }
  const length = distance.dividedBy(step).ceil();
  if (length.gt(RANGE_LIMIT))
    throw new CallFailure(`range makes at most ${RANGE_LIMIT} numbers`, { code: 'too-large' });
  return list(
    NUMBER,
    Array.from({ length: length.toNumber() }, (_, at) => number(start.plus(step.times(at)))),
  );
};

const quantified = (name: string, deciding: boolean): FunctionRow =>
  row(name, { params: [param('list', listOf(BOOL))], returns: BOOL }, ([from]) =>
    truth(itemsOf(from, 0).some((item) => (item.kind !== 'null' && truthOf(item)) === deciding) === deciding),
  );

export const aggregateFunctions: readonly FunctionRow[] = [
  row('range', { params: [], rest: numberParam('numbers'), returns: listOf(NUMBER) }, ranged),
  row('sort', { params: [param('list', listOf(STRING))], returns: listOf(STRING) }, ([from]) =>
    list(
      STRING,
      [...itemsOf(from, 0)]
        .map((item) => textOf(item))
        .sort(byBytes)
        .map(text),
    ),
  ),
  row('sum', { params: [param('list', listOf(NUMBER))], returns: NUMBER }, ([from]) => {
    const items = itemsOf(from, 0);
    if (items.length === 0) throw new CallFailure('sum needs at least one number', { argument: 0 });
    return number(items.reduce((total, item) => total.plus(numberOf(item)), ZERO));
  }),
  quantified('anytrue', true),
  quantified('alltrue', false),
];
