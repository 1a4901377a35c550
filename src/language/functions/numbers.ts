import type { Decimal } from 'decimal.js';
import type { FunctionRow } from '../scope.ts';
import { NUMBER } from '../type.ts';
import type { Value } from '../value.ts';
import { isTooLarge, Numbers } from '../values/number.ts';
import { CallFailure } from './failure.ts';
import { countOf, number, numberOf, textOf } from './give.ts';
import { numberParam, row, textParam } from './row.ts';

const one = (name: string, work: (value: Decimal) => Decimal.Value): FunctionRow =>
  row(name, { params: [numberParam('number')], returns: NUMBER }, ([value]) => number(work(numberOf(value))));

const best = (name: string, better: (a: Decimal, b: Decimal) => boolean): FunctionRow =>
  row(name, { params: [], rest: numberParam('numbers'), returns: NUMBER }, (args) => {
    const [first, ...others] = args.map((arg, index) => numberOf(arg, index));
    if (first === undefined) throw new CallFailure(`${name} needs at least one number`);
    return number(others.reduce((found, next) => (better(next, found) ? next : found), first));
  });

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

// Up to base 36 the case of letters does not matter; above, capitals come after small letters.
const parseInteger = (written: string, base: number): Decimal => {
  const negative = written.startsWith('-');
  const digits = [...(negative || written.startsWith('+') ? written.slice(1) : written)];
  const values = digits.map((digit) => DIGITS.indexOf(base <= 36 ? digit.toLowerCase() : digit));
  if (digits.length === 0 || values.some((value) => value < 0 || value >= base)) {
    throw new CallFailure(`parseint cannot read this text as a whole number in base ${base}`, { argument: 0 });
  }
  const total = values.reduce((sum, value) => sum.times(base).plus(value), new Numbers(0));
  return negative ? total.negated() : total;
};

/** Exact for whole exponents; a root is that of a float of 64 bits, as in Terraform. */
const power = (base: Value | undefined, exponent: Value | undefined): Value => {
  const [x, y] = [numberOf(base), numberOf(exponent, 1)];
  const whole = y.isInteger() && y.abs().lt(10_000);
  const result = whole ? x.pow(y) : new Numbers(y.eq(0.5) ? Math.sqrt(x.toNumber()) : x.toNumber() ** y.toNumber());
  if (isTooLarge(result)) throw new CallFailure('pow gives no number for these arguments', { code: 'too-large' });
  return number(result);
};

/** That of a float of 64 bits, as in Terraform; but where a whole number is the answer, that number. */
const logarithm = (value: Value | undefined, base: Value | undefined): Value => {
  const [x, b] = [numberOf(value), numberOf(base, 1)];
  const result = Math.log(x.toNumber()) / Math.log(b.toNumber());
  if (!Number.isFinite(result)) throw new CallFailure('log gives no number for these arguments');
  const near = Math.round(result);
  return number(Math.abs(near) < 10_000 && b.pow(near).eq(x) ? near : result);
};

export const numberFunctions: readonly FunctionRow[] = [
  one('abs', (value) => value.abs()),
  one('ceil', (value) => value.ceil()),
  one('floor', (value) => value.floor()),
  one('signum', (value) => (value.isZero() ? 0 : value.s)),
  best('max', (a, b) => a.gt(b)),
  best('min', (a, b) => a.lt(b)),
  row('pow', { params: [numberParam('base'), numberParam('exponent')], returns: NUMBER }, ([base, exponent]) =>
    power(base, exponent),
  ),
  row('log', { params: [numberParam('number'), numberParam('base')], returns: NUMBER }, ([value, base]) =>
    logarithm(value, base),
  ),
  row('parseint', { params: [textParam('text'), numberParam('base')], returns: NUMBER }, ([value, base]) => {
    const radix = countOf(base, 1);
    if (radix < 2 || radix > 62) throw new CallFailure('parseint takes a base from 2 to 62', { argument: 1 });
    return number(parseInteger(textOf(value), radix));
  }),
];
