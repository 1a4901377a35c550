import type { Plain } from '../../model/data.ts';

/** Seconds in each unit that servers take. */
const SECONDS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
};

const NUMBER = /^[+-]?\d+(\.\d+)?$/;
const SEQUENCE = /^([+-]?)((?:\d+(?:\.\d+)?(?:ns|us|µs|μs|ms|s|m|h|d))+)$/;
const PIECE = /(\d+(?:\.\d+)?)(ns|us|µs|μs|ms|s|m|h|d)/g;

/** Seconds, from a number, a numeric string, or a string such as `1h30m` or `7d`; `undefined` where it is none of these. */
export const seconds = (value: Plain): number | undefined => {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (NUMBER.test(text)) return Number(text);
  const [, sign, pieces] = SEQUENCE.exec(text) ?? [];
  if (pieces === undefined) return undefined;
  const parts = [...pieces.matchAll(PIECE)].map(([, amount, unit = '']) => Number(amount) * (SECONDS[unit] ?? 0));
  // Sums of fractions such as 0.1 + 0.2 must not differ in their last bit.
  const total = Number(parts.reduce((sum, part) => sum + part, 0).toFixed(9));
  return sign === '-' ? -total : total;
};

/** Durations as numbers of seconds; the empty string is none, which servers keep as zero. Other text stays as it is. */
export const canonicalDuration = (value: Plain): Plain => (value === '' ? 0 : (seconds(value) ?? value));

/**
 * Why servers would not understand a duration, or would understand another one. Seen on both families: parts below a second
 * are cut off without a word (`500ms` is stored as 0), and days do not mix with other units (`1d12h` is refused).
 */
export const durationProblem = (value: Plain): string | undefined => {
  if (value === '' || value === null) return undefined;
  const total = seconds(value);
  if (total === undefined) return 'a duration is a number of seconds or text such as 90s, 1h30m or 7d';
  if (!Number.isInteger(total)) return 'servers cut off parts of a second: this would not be stored as written';
  if (typeof value === 'string' && /\dd/.test(value) && !/^\s*[+-]?\d+d\s*$/.test(value)) {
    return 'servers take days only in whole numbers and alone, such as 7d: write the sum in hours';
  }
  return undefined;
};

/** How people write what servers do not read: a unit and the seconds in it. */
const SPELT: readonly (readonly [words: RegExp, size: number])[] = [
  [/^(?:s|secs?|seconds?)$/i, 1],
  // Before the minutes: as a capital letter it is nobody's minute.
  [/^(?:M|mos?|mths?|mons?|months?|Mon|Months?)$/, 2_592_000],
  [/^(?:m|mins?|minutes?)$/i, 60],
  [/^(?:h|hrs?|hours?)$/i, 3600],
  [/^(?:d|days?)$/i, 86_400],
  [/^(?:w|weeks?)$/i, 604_800],
  [/^(?:y|yrs?|years?)$/i, 31_536_000],
];

const SPELT_WHOLE = /^\s*(?:\d+\s*\p{L}+[\s,]*)+$/u;
const SPELT_PIECE = /(\d+)\s*(\p{L}+)/gu;

/** What a text that servers refuse most likely means, as they read it: `1 hour` is `1h`, `1d12h` is `36h`. */
export const durationMeant = (value: Plain): string | undefined => {
  if (typeof value !== 'string') return undefined;
  // The last unit is the next smaller one.
  if (/^\d+h\d+$/.test(value)) return `${value}m`;
  if (/^\d+m\d+$/.test(value)) return `${value}s`;
  if (!SPELT_WHOLE.test(value)) return undefined;
  const parts = [...value.matchAll(SPELT_PIECE)].map(([, amount, word = '']) => {
    const size = SPELT.find(([words]) => words.test(word))?.[1];
    return size === undefined ? Number.NaN : Number(amount) * size;
  });
  const total = parts.reduce((sum, part) => sum + part, 0);
  if (!Number.isSafeInteger(total)) return undefined;
  if (total % 86_400 === 0 && total > 86_400) return `${total / 86_400}d`;
  const [hours, minutes, rest] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60];
  const pieces = [[hours, 'h'] as const, [minutes, 'm'] as const, [rest, 's'] as const];
  return pieces.map(([amount, unit]) => (amount === 0 ? '' : `${amount}${unit}`)).join('') || '0';
};
