import type { FunctionRow } from '../scope.ts';
import { NUMBER, STRING } from '../type.ts';
import type { Value } from '../value.ts';
import { Numbers } from '../values/number.ts';
import { CallFailure } from './failure.ts';
import { number, text, textOf } from './give.ts';
import { row, textParam } from './row.ts';

/** A moment, to the nanosecond, and the zone it was written in. */
interface Moment {
  readonly nanoseconds: bigint;
  /** Minutes east of Greenwich. */
  readonly offset: number;
}

const MILLISECOND = 1_000_000n;
const MINUTE = 60_000n * MILLISECOND;

const MOMENT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|([+-])(\d\d):(\d\d))$/;

const momentOf = (value: Value | undefined, argument: number): Moment => {
  const written = textOf(value, argument);
  const [, local = '', fraction = '', zone, sign, hours = '0', minutes = '0'] = MOMENT.exec(written) ?? [];
  const at = Date.parse(`${local}Z`);
  const real = !Number.isNaN(at) && new Date(at).toISOString().startsWith(local);
  if (zone === undefined || !real || Number(hours) > 23 || Number(minutes) > 59) {
    const help = ['it takes date, time and zone: 2025-01-31T12:00:00Z'];
    throw new CallFailure('this is not a time as RFC 3339 writes it', { argument, help });
  }
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const parts = BigInt(fraction.slice(0, 9).padEnd(9, '0'));
  return { nanoseconds: BigInt(at) * MILLISECOND + parts - BigInt(offset) * MINUTE, offset };
};

/** The calendar of the zone a moment was written in, as if it were that of Greenwich. */
const calendar = ({ nanoseconds, offset }: Moment): Date => {
  const local = nanoseconds + BigInt(offset) * MINUTE;
  const down = local < 0n && local % MILLISECOND !== 0n ? 1n : 0n;
  return new Date(Number(local / MILLISECOND - down));
};

const two = (value: number): string => String(value).padStart(2, '0');

const zoneText = (offset: number, colon: string): string => {
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${colon}${two(minutes % 60)}`;
};

const momentText = (moment: Moment): string => {
  const date = calendar(moment);
  const year = date.getUTCFullYear();
  if (Number.isNaN(year) || year < 0 || year > 9999) throw new CallFailure('the result is in no year of four digits');
  return date.toISOString().slice(0, 19) + (moment.offset === 0 ? 'Z' : zoneText(moment.offset, ':'));
};

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10,
  h: 3.6e12,
};

const PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;
const LONGEST = 2n ** 63n;

/** Nanoseconds of a duration such as `-1h30m` or `1.5s`. */
const durationOf = (value: Value | undefined, argument: number): bigint => {
  const written = textOf(value, argument);
  const [, sign, parts = ''] = /^([+-]?)(.*)$/s.exec(written) ?? [];
  if (parts === '0') return 0n;
  const total = [...parts.matchAll(PART)].reduce(
    (sum, [, count = '0', unit = 'ns']) =>
      sum.plus(new Numbers(count.replace(/\.$/, '')).times(UNITS[unit] ?? 0).floor()),
    new Numbers(0),
  );
  const nanoseconds = BigInt(total.toFixed(0)) * (sign === '-' ? -1n : 1n);
  if (parts === '' || parts.replaceAll(PART, '') !== '') {
    throw new CallFailure('this is not a duration', {
      argument,
      help: ['durations are like "90s", "1h30m" or "-24h"'],
    });
  }
  if (nanoseconds >= LONGEST || nanoseconds < -LONGEST) {
    throw new CallFailure('this is more than 292 years', { argument, code: 'too-large' });
  }
  return nanoseconds;
};

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

type Field = (date: Date, offset: number) => string;

const twelve = (date: Date): number => date.getUTCHours() % 12 || 12;
const half = (date: Date): string => (date.getUTCHours() < 12 ? 'am' : 'pm');

const FIELDS: Readonly<Record<string, Field>> = {
  YYYY: (date) => String(date.getUTCFullYear()).padStart(4, '0'),
  YY: (date) => two(date.getUTCFullYear() % 100),
  MMMM: (date) => MONTHS[date.getUTCMonth()] ?? '',
  MMM: (date) => (MONTHS[date.getUTCMonth()] ?? '').slice(0, 3),
  MM: (date) => two(date.getUTCMonth() + 1),
  M: (date) => String(date.getUTCMonth() + 1),
  DD: (date) => two(date.getUTCDate()),
  D: (date) => String(date.getUTCDate()),
  EEEE: (date) => DAYS[date.getUTCDay()] ?? '',
  EEE: (date) => (DAYS[date.getUTCDay()] ?? '').slice(0, 3),
  hh: (date) => two(date.getUTCHours()),
  h: (date) => String(date.getUTCHours()),
  HH: (date) => two(twelve(date)),
  H: (date) => String(twelve(date)),
  AA: (date) => half(date).toUpperCase(),
  aa: half,
  mm: (date) => two(date.getUTCMinutes()),
  m: (date) => String(date.getUTCMinutes()),
  ss: (date) => two(date.getUTCSeconds()),
  s: (date) => String(date.getUTCSeconds()),
  ZZZZZ: (_, offset) => zoneText(offset, ':'),
  ZZZZ: (_, offset) => zoneText(offset, ''),
  ZZZ: (_, offset) => (offset === 0 ? 'UTC' : zoneText(offset, '')),
  Z: (_, offset) => (offset === 0 ? 'Z' : zoneText(offset, ':')),
};

/** Text in single quotes, a run of one letter, or anything else. */
const PIECE = /'((?:[^']|'')*)'|'|([A-Za-z])\2*|[^A-Za-z']+/g;

const formatted = (pattern: string, moment: Moment): string => {
  const date = calendar(moment);
  return pattern.replaceAll(PIECE, (piece: string, quoted: string | undefined, letter: string | undefined) => {
    if (quoted !== undefined) return quoted.replaceAll("''", "'");
    if (piece === "'") throw new CallFailure('the pattern has a quote that is never closed', { argument: 0 });
    if (letter === undefined) return piece;
    const field = Object.hasOwn(FIELDS, piece) ? FIELDS[piece] : undefined;
    if (field !== undefined) return field(date, moment.offset);
    const help = [`these have a meaning: ${Object.keys(FIELDS).join(' ')}`, "other letters stand in quotes: 'T'"];
    throw new CallFailure(`"${piece}" means nothing in a date`, { argument: 0, help });
  });
};

export const timeFunctions: readonly FunctionRow[] = [
  row('formatdate', { params: [textParam('pattern'), textParam('time')], returns: STRING }, ([pattern, time]) =>
    text(formatted(textOf(pattern), momentOf(time, 1))),
  ),
  row('timeadd', { params: [textParam('time'), textParam('duration')], returns: STRING }, ([time, duration]) => {
    const moment = momentOf(time, 0);
    return text(momentText({ ...moment, nanoseconds: moment.nanoseconds + durationOf(duration, 1) }));
  }),
  row('timecmp', { params: [textParam('time'), textParam('other')], returns: NUMBER }, ([time, other]) => {
    const [a, b] = [momentOf(time, 0).nanoseconds, momentOf(other, 1).nanoseconds];
    return number(a === b ? 0 : a < b ? -1 : 1);
  }),
];
