import type { Decimal } from 'decimal.js';
import type { FunctionRow } from '../scope.ts';
import { listOf, STRING } from '../type.ts';
import type { Value } from '../value.ts';
import { numberText, parseNumber } from '../values/number.ts';
import { CallFailure } from './failure.ts';
import { itemsOf, list, nameOf, numberOf, text, textOf, truthOf } from './give.ts';
import { quoted, toJson } from './json.ts';
import { anyParam, row, textParam } from './row.ts';
import { graphemes } from './strings.ts';

/*
 * The verbs of `format`: `%[flags][width][.precision][[index]]verb`, with the meanings of Go's fmt as HCL uses them.
 */

interface Verb {
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  readonly verb: string;
  readonly value: Value | undefined;
}

const VERB =
  /%(?<flags>[-+ 0#]*)(?<width>\d+)?(?<point>\.(?<precision>\d+)?)?(?:\[(?<index>\d+)\])?(?<verb>[a-zA-Z%])?/g;

const formatted = (pattern: string, values: readonly Value[]): string => {
  let next = 0;
  let used = 0;
  const shown = (match: RegExpMatchArray): string => {
    const { flags = '', width, point, precision, index, verb } = match.groups ?? {};
    if (verb === '%') return '%';
    if (verb === undefined) throw new CallFailure('the format ends in an incomplete verb', { argument: 0 });
    if (index !== undefined) next = Number(index) - 1;
    const value = values[next++];
    if (value === undefined) {
      throw new CallFailure(`the format needs ${next} arguments after it, there are ${values.length}`);
    }
    used = Math.max(used, next);
    return spelt({
      flags,
      verb,
      value,
      width: width ? Number(width) : undefined,
      precision: point ? Number(precision ?? 0) : undefined,
    });
  };
  const parts: string[] = [];
  let end = 0;
  for (const match of pattern.matchAll(VERB)) {
    parts.push(pattern.slice(end, match.index), shown(match));
    end = match.index + match[0].length;
  }
  if (used < values.length)
    throw new CallFailure(`the format uses ${used} of its ${values.length} arguments`, {
      help: ['each argument has a verb in the format, such as %s or %d: add one, or take an argument away'],
    });
  return parts.join('') + pattern.slice(end);
};

const spelt = (one: Verb): string => {
  const body = verbs[one.verb];
  if (body === undefined) throw new CallFailure(`the format has an unknown verb: %${one.verb}`, { argument: 0 });
  return padded(body(one), one);
};

const padded = (body: string, { flags, width, verb }: Verb): string => {
  const missing = (width ?? 0) - graphemes(body).length;
  if (missing <= 0 || verb === 't') return body;
  if (flags.includes('-')) return body + ' '.repeat(missing);
  if (!flags.includes('0')) return ' '.repeat(missing) + body;
  const sign = /^[-+ ]/.test(body) ? body.slice(0, 1) : '';
  return sign + '0'.repeat(missing) + body.slice(sign.length);
};

const signed = (digits: string, { flags }: Verb): string => {
  if (digits.startsWith('-')) return digits;
  return flags.includes('+') ? `+${digits}` : flags.includes(' ') ? ` ${digits}` : digits;
};

const plain = (value: Value | undefined): string => {
  if (value?.kind === 'string') return value.value;
  if (value?.kind === 'number') return numberText(value.value);
  if (value?.kind === 'bool') return String(value.value);
  if (value?.kind === 'null') throw new CallFailure('the format needs a value, this is null');
  const help = ['%v shows any value, lists and maps as JSON'];
  throw new CallFailure(`the format cannot show ${nameOf(value)}`, { help });
};

const asNumber = ({ value }: Verb): Decimal => {
  const written = value?.kind === 'string' ? parseNumber(value.value) : undefined;
  return written ?? numberOf(value);
};

const whole = (one: Verb): Decimal => {
  const value = asNumber(one);
  if (!value.isInteger()) throw new CallFailure(`%${one.verb} takes a whole number`);
  return value;
};

const radix = (base: number, one: Verb): string => {
  const digits = BigInt(whole(one).abs().toFixed()).toString(base);
  const mark = one.flags.includes('#') ? (MARKS[base] ?? '') : '';
  return signed(`${whole(one).isNegative() ? '-' : ''}${mark}${digits}`, one);
};

const MARKS: Readonly<Record<number, string>> = { 8: '0', 16: '0x' };

const truncated = (value: string, precision: number | undefined): string =>
  precision === undefined ? value : graphemes(value).slice(0, precision).join('');

const exponential = (one: Verb): string =>
  signed(asNumber(one).toExponential(one.precision ?? 6), one).replace(/e([+-])(\d)$/, 'e$10$2');

/** In full, or with an exponent where that would be long. */
const shortest = (one: Verb): string => {
  const given = asNumber(one);
  const { precision } = one;
  const value = precision === undefined ? given : given.toSignificantDigits(Math.max(1, precision));
  const digits = value.precision();
  const short = precision === undefined ? 6 : precision > digits && digits > value.e ? digits : Math.max(1, precision);
  if (value.e >= -4 && value.e < short) return signed(numberText(value), one);
  return signed(value.toExponential(), one).replace(/e([+-])(\d)$/, 'e$10$2');
};

const truthFrom = (value: Value | undefined): boolean =>
  value?.kind === 'string' && /^(?:true|false)$/.test(value.value) ? value.value === 'true' : truthOf(value);

const verbs: Readonly<Record<string, (one: Verb) => string>> = {
  v: ({ value, flags }) => {
    const open = value?.kind !== 'string' && value?.kind !== 'number' && value?.kind !== 'bool';
    return value !== undefined && (open || flags.includes('#')) ? toJson(value) : plain(value);
  },
  s: ({ value, precision }) => truncated(plain(value), precision),
  q: ({ value, precision }) => quoted(truncated(plain(value), precision)),
  t: ({ value }) => String(truthFrom(value)),
  d: (one) => signed(whole(one).toFixed(), one),
  b: (one) => radix(2, one),
  o: (one) => radix(8, one),
  x: (one) => radix(16, one),
  X: (one) => radix(16, one).toUpperCase(),
  f: (one) => signed(asNumber(one).toFixed(one.precision ?? 6), one),
  F: (one) => signed(asNumber(one).toFixed(one.precision ?? 6), one),
  e: exponential,
  E: (one) => exponential(one).toUpperCase(),
  g: shortest,
  G: (one) => shortest(one).toUpperCase(),
};

/** One text for each position of the lists among the arguments; what is no list is the same for all. */
const formatList = (pattern: string, values: readonly Value[]): string[] => {
  const isList = ({ kind }: Value): boolean => kind === 'list' || kind === 'tuple' || kind === 'set';
  const lists = values.filter(isList);
  const lengths = new Set(lists.map((value) => itemsOf(value, 1).length));
  if (lengths.size > 1) throw new CallFailure('the lists have different lengths');
  const [length = 1] = lengths;
  return Array.from({ length }, (_, at) => {
    const here = values.map((value) => (isList(value) ? itemsOf(value, 1)[at] : value));
    return formatted(
      pattern,
      here.filter((value) => value !== undefined),
    );
  });
};

export const formatFunctions: readonly FunctionRow[] = [
  row(
    'format',
    { params: [textParam('format')], rest: { ...anyParam('values'), nullable: true }, returns: STRING },
    ([pattern, ...values]) => text(formatted(textOf(pattern), values)),
  ),
  row(
    'formatlist',
    { params: [textParam('format')], rest: anyParam('values'), returns: listOf(STRING) },
    ([pattern, ...values]) => list(STRING, formatList(textOf(pattern), values).map(text)),
  ),
];
