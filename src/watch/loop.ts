import { Fault } from '../model/fault.ts';
import { limitOf, pauseAfter } from './pace.ts';

/** Time and chance, as far as a watch needs them. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds since whenever; never goes back. */
  ticks(): number;
  /** Ends early, and well, when the signal aborts. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** From 0 to 1. */
  chance(): number;
}

interface Loop {
  /** Milliseconds from round to round. */
  readonly every: number;
  readonly clock: Clock;
  /** Ends the loop; a round under way is given up, for it only reads. */
  readonly signal: AbortSignal;
  /** @returns false when there can be no further round. */
  readonly round: (signal: AbortSignal) => Promise<boolean>;
}

const tooLate = (limit: number): Fault =>
  new Fault('round-late', `the round took longer than ${Math.round(limit / 1000)} s and was given up`, {
    help: ['the server answers slowly or not at all; look at its load, or choose a longer --interval'],
  });

/** One round within its limit. */
const within = async ({ every, signal, round }: Loop): Promise<boolean> => {
  const stop = new AbortController();
  const end = () => stop.abort(signal.reason);
  // AbortSignal.any would do the same, and keep something of each round for as long as the outer signal lives.
  signal.addEventListener('abort', end, { once: true });
  const limit = limitOf(every);
  const timer = setTimeout(() => stop.abort(tooLate(limit)), limit);
  try {
    return await round(stop.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
};

/** Makes rounds until the signal aborts (`stopped`) or a round says that there can be no other (`ended`). */
export const makeRounds = async (loop: Loop): Promise<'stopped' | 'ended'> => {
  const { every, clock, signal } = loop;
  while (!signal.aborted) {
    const began = clock.ticks();
    if (!(await within(loop))) return signal.aborted ? 'stopped' : 'ended';
    if (signal.aborted) break;
    await clock.sleep(pauseAfter(clock.ticks() - began, { every, chance: clock.chance() }), signal);
  }
  return 'stopped';
};
