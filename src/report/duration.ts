import { seconds } from '../kinds/forms/duration.ts';
import type { Data } from '../model/data.ts';

const UNITS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;
type Unit = keyof typeof UNITS;

/** The one unit a text is written in, if it is one. */
const unitOf = (like: unknown): Unit | undefined => {
  const unit = typeof like === 'string' ? /^\d+([smhd])$/.exec(like)?.[1] : undefined;
  return unit !== undefined && unit in UNITS ? (unit as Unit) : undefined;
};

const parts = (total: number): string => {
  let rest = total;
  let text = '';
  for (const unit of ['h', 'm', 's'] as const) {
    const amount = Math.floor(rest / UNITS[unit]);
    rest -= amount * UNITS[unit];
    if (amount > 0) text += `${amount}${unit}`;
  }
  return text === '' ? `${total}s` : text;
};

/**
 * A length of time as people write it, in the unit of `like` (the seed's own spelling) where that comes out even.
 * Anything that is no length of time comes back undefined; so does a negative one, which is a code for something else.
 */
export const sayDuration = (value: Data, like?: Data): string | undefined => {
  const total = typeof value === 'string' || typeof value === 'number' ? seconds(value) : undefined;
  if (total === undefined || total < 0) return undefined;
  if (total === 0) return '0s';
  const unit = unitOf(like);
  if (unit !== undefined && Number.isInteger(total / UNITS[unit])) return `${total / UNITS[unit]}${unit}`;
  return parts(total);
};
