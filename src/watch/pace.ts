/** How far a pause may be from what was asked for, so that many watches do not ask their server at once. */
const JITTER = 0.1;
/** The shortest pause between two rounds, in milliseconds. */
const SHORTEST = 200;
const LIMIT = 10 * 60_000;

/** From one round's begin to the next one's, in milliseconds. `chance` is from 0 to 1. */
const stepBetween = (every: number, chance: number): number => every * (1 - JITTER + 2 * JITTER * chance);

/** How long to wait after a round that took so long. Rounds never overlap. */
export const pauseAfter = (took: number, { every, chance }: { every: number; chance: number }): number =>
  Math.max(stepBetween(every, chance) - took, Math.min(SHORTEST, every));

/** A round that takes longer has hung. */
export const limitOf = (every: number): number => Math.max(2 * every, LIMIT);

/** Whether the last success is more than two intervals ago, or there was none. All in milliseconds. */
export const isLate = (last: number | undefined, now: number, every: number): boolean =>
  last === undefined || now - last > 2 * every;
