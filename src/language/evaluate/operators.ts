import type { Decimal } from 'decimal.js';
import type { Span } from '../../model/span.ts';
import type { Binary, BinaryOperator, Expression, Unary } from '../ast.ts';
import { BOOL, NUMBER, type Type } from '../type.ts';
import type { Value } from '../value.ts';
import { converted, Mismatch } from '../values/convert.ts';
import { equals } from '../values/equals.ts';
import { number, truth, unknown } from '../values/make.ts';
import { withMark } from '../values/mark.ts';
import { isTooLarge } from '../values/number.ts';
import { typeWords, valueWords } from '../values/types.ts';
import { apart, type Environment, wrong } from './environment.ts';
import { evaluateIn } from './evaluate.ts';

interface Side {
  readonly value: Value;
  readonly span: Span;
}

export const evaluateBinary = (environment: Environment, { first, rest }: Binary): Value => {
  let left: Side = { value: evaluateIn(environment, first), span: first.span };
  for (const { operator, operand, span } of rest) {
    const value = LOGIC.has(operator)
      ? evaluateLogic(environment, { left, operand, operator })
      : combine(environment, { left, right: sideOf(environment, operand), operator, span });
    left = { value, span: { ...left.span, end: operand.span.end } };
  }
  return left.value;
};

const sideOf = (environment: Environment, expression: Expression): Side => ({
  value: evaluateIn(environment, expression),
  span: expression.span,
});

const LOGIC: ReadonlySet<BinaryOperator> = new Set<BinaryOperator>(['&&', '||']);

interface Combination {
  readonly left: Side;
  readonly right: Side;
  readonly operator: BinaryOperator;
  readonly span: Span;
}

const combine = (environment: Environment, { left, right, operator, span }: Combination): Value => {
  const sensitive = left.value.sensitive || right.value.sensitive;
  if (operator === '==' || operator === '!=') {
    const same = equals(left.value, right.value);
    return same.kind === 'bool' && operator === '!=' ? { ...same, value: !same.value } : same;
  }
  const type = operator in COMPARE ? BOOL : NUMBER;
  const a = operandOf(environment, left, { type: NUMBER, operator });
  const b = operandOf(environment, right, { type: NUMBER, operator });
  if (a?.kind !== 'number' || b?.kind !== 'number') return unknown(type, sensitive);
  const compare = COMPARE[operator];
  if (compare !== undefined) return withMark(truth(compare(a.value.cmp(b.value))), sensitive);
  return withMark(calculate(environment, { a: a.value, b: b.value, operator, span }), sensitive);
};

const COMPARE: Partial<Record<BinaryOperator, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const ARITHMETIC: Partial<Record<BinaryOperator, (a: Decimal, b: Decimal) => Decimal>> = {
  '+': (a, b) => a.plus(b),
  '-': (a, b) => a.minus(b),
  '*': (a, b) => a.times(b),
  '/': (a, b) => a.dividedBy(b),
  '%': (a, b) => a.modulo(b),
};

interface Calculation {
  readonly a: Decimal;
  readonly b: Decimal;
  readonly operator: BinaryOperator;
  readonly span: Span;
}

const calculate = (environment: Environment, { a, b, operator, span }: Calculation): Value => {
  if ((operator === '/' || operator === '%') && b.isZero()) {
    return wrong(environment, span, { code: 'division-by-zero', message: `the right side of "${operator}" is zero` });
  }
  const result = ARITHMETIC[operator]?.(a, b);
  if (result !== undefined && !isTooLarge(result)) return number(result);
  return wrong(environment, span, { code: 'too-large', message: 'the result is too large or too small for a number' });
};

/** The left side may decide; then mistakes on the right do not count: `x != null && x > 1`. */
const evaluateLogic = (
  environment: Environment,
  { left, operand, operator }: { left: Side; operand: Expression; operator: BinaryOperator },
): Value => {
  const deciding = operator === '||';
  const a = operandOf(environment, left, { type: BOOL, operator });
  const decided = a?.kind === 'bool' && a.value === deciding;
  const rightEnvironment = decided ? apart(environment) : environment;
  const right = sideOf(rightEnvironment, operand);
  const sensitive = left.value.sensitive || right.value.sensitive;
  if (decided) return withMark(truth(deciding), sensitive);
  const b = operandOf(rightEnvironment, right, { type: BOOL, operator });
  if (b?.kind === 'bool' && (b.value === deciding || a?.kind === 'bool')) return withMark(truth(b.value), sensitive);
  return unknown(BOOL, sensitive);
};

export const evaluateUnary = (environment: Environment, { operator, operand }: Unary): Value => {
  const side = sideOf(environment, operand);
  const type = operator === '-' ? NUMBER : BOOL;
  const value = operandOf(environment, side, { type, operator });
  const result =
    value?.kind === 'number' ? number(value.value.negated()) : value?.kind === 'bool' ? truth(!value.value) : undefined;
  return withMark(result ?? unknown(type), side.value.sensitive);
};

/** A side as a number or truth value; nothing when it cannot be one, which has then been told. */
const operandOf = (
  environment: Environment,
  side: Side,
  wanted: { type: Type; operator: string },
): Value | undefined => {
  const { value, span } = side;
  const { type, operator } = wanted;
  if (value.kind === 'null') {
    wrong(environment, span, { code: 'null-value', message: `"${operator}" cannot work on null` });
    return undefined;
  }
  try {
    return converted(value, type);
  } catch (thrown) {
    if (!(thrown instanceof Mismatch)) throw thrown;
    const message = `"${operator}" takes ${typeWords(type)}, and this is ${valueWords(value)}`;
    const text = operator === '+' && value.kind === 'string';
    wrong(environment, span, {
      code: 'bad-operand',
      message,
      help: text ? ['join texts with a template: "${a}${b}"'] : [],
    });
    return undefined;
  }
};
