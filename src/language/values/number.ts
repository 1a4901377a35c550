import { Decimal } from 'decimal.js';

/**
 * Numbers are those of a binary float with 512 bits, as in cty: what is exact there is exact here, and what is
 * not (1/3) is rounded to the same bits. The clone has room for the exact decimal form of such a number.
 */
export const Numbers = Decimal.clone({
  precision: 700,
  rounding: Decimal.ROUND_HALF_EVEN,
  toExpNeg: -9e15,
  toExpPos: 9e15,
  maxE: 9e15,
  minE: -9e15,
});

/** Every integer and fraction of so many digits is shown as it was written; longer ones are rounded. */
const EXACT_DIGITS = 150;
const BITS = 512;
/** Beyond this exponent a number is refused: written out it would fill the memory. */
export const LARGEST_EXPONENT = 5000;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number that a text stands for, or nothing when it stands for none. */
export const parseNumber = (text: string): Decimal | undefined => {
  if (!NUMBER.test(text)) return undefined;
  const exponent = Math.abs(Number(/[eE](.*)$/.exec(text)?.[1] ?? '0'));
  if (exponent > LARGEST_EXPONENT || text.length > LARGEST_EXPONENT) return undefined;
  return rounded(new Numbers(text.replace(/^\+/, '').replace(/\.(?=$|[eE])/, '')));
};

export const isTooLarge = (value: Decimal): boolean =>
  !value.isFinite() || value.e > 2 * LARGEST_EXPONENT || (!value.isZero() && value.e < -2 * LARGEST_EXPONENT);

/** The number a float of 512 bits would hold. */
export const rounded = (value: Decimal): Decimal => {
  if (!value.isFinite() || value.precision() <= EXACT_DIGITS) return value;
  const { mantissa, exponent } = binary(value);
  const power = new Numbers(2).pow(exponent);
  return new Numbers(mantissa.toString()).times(power).times(value.s);
};

/** `mantissa * 2^exponent` with a mantissa of 512 bits, nearest to the absolute value; halves go to even. */
const binary = (value: Decimal): { mantissa: bigint; exponent: number } => {
  const digits = value.abs();
  const places = Math.max(0, digits.decimalPlaces());
  const numerator = BigInt(digits.times(new Numbers(10).pow(places)).toFixed(0));
  const denominator = 10n ** BigInt(places);
  let exponent = bits(numerator) - bits(denominator) - BITS;
  let quotient = divided(numerator, denominator, exponent);
  if (bits(quotient.whole) > BITS) quotient = divided(numerator, denominator, ++exponent);
  const { whole, rest, divisor } = quotient;
  const up = rest * 2n > divisor || (rest * 2n === divisor && whole % 2n === 1n);
  return { mantissa: up ? whole + 1n : whole, exponent };
};

const bits = (value: bigint): number => value.toString(2).length;

const divided = (numerator: bigint, denominator: bigint, exponent: number) => {
  const above = exponent < 0 ? numerator << BigInt(-exponent) : numerator;
  const divisor = exponent > 0 ? denominator << BigInt(exponent) : denominator;
  return { whole: above / divisor, rest: above % divisor, divisor };
};

/** The shortest decimal form that stands for the same 512 bits, without an exponent. */
export const numberText = (value: Decimal): string => {
  if (value.precision() <= EXACT_DIGITS) return value.toFixed();
  const { mantissa, exponent } = binary(value);
  const unit = new Numbers(2).pow(exponent - 1);
  const low = new Numbers((mantissa * 2n - 1n).toString()).times(unit);
  const high = new Numbers((mantissa * 2n + 1n).toString()).times(unit);
  const exact = new Numbers(mantissa.toString()).times(unit).times(2);
  for (let digits = EXACT_DIGITS; digits < 160; digits++) {
    const found = between(exact, digits, { low, high });
    if (found !== undefined) return (value.isNegative() ? found.negated() : found).toFixed();
  }
  return value.toFixed();
};

/** A number of so many digits within the two bounds: the nearest when both neighbours are. */
const between = (exact: Decimal, digits: number, bounds: { low: Decimal; high: Decimal }): Decimal | undefined => {
  const down = exact.toSignificantDigits(digits, Decimal.ROUND_DOWN);
  const up = exact.toSignificantDigits(digits, Decimal.ROUND_UP);
  const downFits = down.gt(bounds.low);
  const upFits = up.lt(bounds.high);
  if (downFits && upFits) return exact.toSignificantDigits(digits, Decimal.ROUND_HALF_EVEN);
  return downFits ? down : upFits ? up : undefined;
};
