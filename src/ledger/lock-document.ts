import type { Plain } from '../model/data.ts';
import type { Document } from './document.ts';

/*
 * One run at a time works on a seed. The lock is a document that its holder writes again and again; when it has not changed
 * for its time to live, by the clock of whoever waits, its holder is gone. A holder that was held up itself (a suspended
 * process, a lost network) must not go on: before each write it looks at how much of its time is left. Who wants it to stop
 * writes that into the document: the holder looks at it each second, ends its work and gives the lock back.
 */

/** How a lock lives, in milliseconds. */
export interface LockTimes {
  /** How long without being renewed. */
  readonly life: number;
  /** How often it is renewed. */
  readonly renew: number;
  /** What must be left of its life for a write to begin. */
  readonly reserve: number;
  /** How often its holder looks whether it is still its own. */
  readonly watch: number;
}

export const LOCK: LockTimes = { life: 30_000, renew: 8_000, reserve: 8_000, watch: 1_000 };

/** A moment by two clocks. */
export interface Moment {
  readonly steady: number;
  readonly wall: number;
}

export const moment = (): Moment => ({ steady: performance.now(), wall: Date.now() });

/**
 * Milliseconds since a moment. The steady clock stands still while the machine sleeps, the wall clock does not: what it says
 * counts where it is more, so that a holder who slept knows that its time is over.
 */
export const since = ({ steady, wall }: Moment): number => Math.max(performance.now() - steady, Date.now() - wall);

/** Who holds a lock. */
export interface Holder {
  /** For people: `ci@build-7 (pid 123)`. */
  readonly name: string;
  /** When it was taken, in ISO 8601, by the holder's clock. */
  readonly since: string;
}

/** `asked`: its holder is to give it back. */
export type LockState = 'free' | 'held' | 'asked';

/** What the document of a held lock says. */
export interface LockContent {
  readonly [name: string]: Plain;
  readonly state: LockState;
  /** Counts up with every holder, over all times. */
  readonly fence: number;
  /** A random name of the run that holds it. */
  readonly run: string;
}

export const isFree = ({ content }: Document): boolean => content === undefined || content.state === 'free';

/** True when it was freed without a word of its holder, who may still believe to have it. */
export const isForced = ({ content }: Document): boolean => content?.forced === true;

const text = (value: Plain | undefined): string => (typeof value === 'string' ? value : 'unknown');

export const holderOf = ({ content }: Document): Holder => ({
  name: text(content?.holder),
  since: text(content?.since),
});

/** Who has taken it, as far as the document tells: who wanted it back, else who has or had it. */
export const takerOf = (found: Document): Holder =>
  found.content?.asked_by === undefined
    ? holderOf(found)
    : { name: text(found.content.asked_by), since: text(found.content.asked_at) };

/*
 * Who may write the document may write anything into it. So what it says is believed only as far as a run would say it: else a lock
 * that nobody holds could be one to wait for until the end of time.
 */

/** No run says that its lock lives longer without being renewed, in milliseconds. */
const LONGEST_LIFE = 600_000;
/** No seed has been worked on by so many runs: fifty times as many as there were seconds since 1970. */
const MOST_RUNS = 1e11;

const isLife = (life: Plain | undefined): life is number =>
  typeof life === 'number' && life > 0 && life <= LONGEST_LIFE;

/** The times of a run: the usual ones where its own would be believed by nobody. */
export const timesOf = ({ times = LOCK }: { readonly times?: LockTimes | undefined }): LockTimes =>
  times.life > LONGEST_LIFE ? LOCK : times;

const isFence = (fence: Plain | undefined): fence is number =>
  typeof fence === 'number' && Number.isInteger(fence) && fence >= 0 && fence <= MOST_RUNS;

const STATES: readonly unknown[] = ['free', 'held', 'asked'] satisfies readonly LockState[];

/** Which members say what no run would say of them; nothing where it is a lock. */
export const damageIn = ({ content }: Document): readonly string[] => {
  if (content === undefined) return [];
  const { state, run, life_ms: life, fence } = content;
  const held = state !== 'free';
  return [
    ...(STATES.includes(state) ? [] : ['state']),
    ...(held && typeof run !== 'string' ? ['run'] : []),
    ...(held && !isLife(life) ? ['life_ms'] : []),
    ...(isFence(fence) ? [] : ['fence']),
  ];
};

/** Its own time to live is what the holder wrote; a holder with other settings keeps to those. */
export const lifeOf = ({ content }: Document, usual: number): number =>
  isLife(content?.life_ms) ? content.life_ms : usual;

/**
 * The highest number that was given out: the next holder's must be higher. Where it is none, or has no room for a next one that would
 * be believed, the seconds since 1970 are: more than there were ever runs, and more each time.
 */
export const fenceOf = ({ content }: Document): number => {
  if (content === undefined) return 0;
  return isFence(content.fence) && isFence(content.fence + 1) ? content.fence : Math.floor(Date.now() / 1000);
};
