import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { Plain } from '../model/data.ts';
import { Fault } from '../model/fault.ts';
import type { Client } from '../server/index.ts';
import { lockName } from './book.ts';
import { type Document, dropDocument, readDocument, type Shelf, writeDocument } from './document.ts';

/*
 * One run at a time works on a seed. The lock is a document that its holder writes again and again; when it has not changed
 * for its time to live, by the clock of whoever waits, its holder is gone. A holder that was held up itself (a suspended
 * process, a lost network) must not go on: before each write it looks at how much of its time is left.
 */

/** Milliseconds that a lock lives without being renewed, how often it is renewed, and what must be left for a write. */
export const LOCK = { life: 30_000, renew: 8_000, reserve: 8_000 };

export interface LockTimes {
  readonly life: number;
  readonly renew: number;
  readonly reserve: number;
}

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

/** A lock in hand. */
export interface Lease {
  /** Counts up with every holder, over all times. */
  readonly fence: number;
  /** The lock was taken from a holder that had not renewed it. */
  readonly taken: boolean;
  /** Aborted when the lock is no longer ours. */
  readonly signal: AbortSignal;
  /** @throws {Fault} `lock-lost` when too little of its time is left for a write. */
  ensure(): void;
  /** Gives the lock back. Never throws: a lock that is not given back ends by itself. */
  release(): Promise<void>;
  /** Takes the lock's document away with the lock, so that nothing is left of it. */
  vanish(): Promise<void>;
}

export interface Acquiring {
  readonly seed: string;
  readonly holder: string;
  /** Milliseconds to wait for a lock that somebody holds. */
  readonly wait: number;
  /** Told once, when there is somebody to wait for. */
  readonly onWait?: ((holder: Holder) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly times?: LockTimes | undefined;
}

const PAUSE = 500;

const isFree = ({ content }: Document): boolean => content === undefined || content.state === 'free';

const text = (value: Plain | undefined): string => (typeof value === 'string' ? value : 'unknown');

const holderOf = ({ content }: Document): Holder => ({ name: text(content?.holder), since: text(content?.since) });

const held = (seed: string, { name, since }: Holder): Fault =>
  new Fault('lock-held', `another run works on ${seed}: ${name}, since ${since}`, {
    help: [
      'wait for it: --lock-timeout 5m; a holder that is gone loses the lock by itself',
      'if you are sure that nobody works: vaultseed unlock',
    ],
  });

/**
 * Takes the lock of a seed, waiting for whoever holds it.
 * @throws {Fault} `lock-held` when it was not free in time.
 */
export const acquire = async (shelf: Shelf, asked: Acquiring): Promise<Lease> => {
  const { life } = asked.times ?? LOCK;
  const began = performance.now();
  let seen: { version: number; at: number } | undefined;
  for (;;) {
    asked.signal?.throwIfAborted();
    const now = await readDocument(shelf, lockName(asked.seed));
    if (seen?.version !== now.version) seen = { version: now.version, at: performance.now() };
    // Its own time to live is what the holder wrote; a holder with other settings keeps to those.
    const itsLife = typeof now.content?.life_ms === 'number' ? now.content.life_ms : life;
    const stale = performance.now() - seen.at > itsLife;
    if (isFree(now) || stale) {
      const lease = await take(shelf, asked, now);
      if (lease !== undefined) return lease;
      continue;
    }
    const waited = performance.now() - began;
    if (waited >= asked.wait) throw held(asked.seed, holderOf(now));
    if (seen.at === began || waited < PAUSE) asked.onWait?.(holderOf(now));
    await setTimeout(Math.min(PAUSE, asked.wait - waited), undefined, { signal: asked.signal });
  }
};

/** Writes our name into the lock; nothing where somebody else was faster. */
const take = async (shelf: Shelf, asked: Acquiring, found: Document): Promise<Lease | undefined> => {
  const times = asked.times ?? LOCK;
  const last = found.content?.fence;
  const content = {
    state: 'held',
    holder: asked.holder,
    run: randomBytes(9).toString('base64url'),
    since: new Date().toISOString(),
    life_ms: times.life,
    fence: (typeof last === 'number' ? last : 0) + 1,
  };
  const began = moment();
  try {
    const version = await writeDocument(shelf, { name: lockName(asked.seed), content, replaces: found.version });
    return lease(shelf, { seed: asked.seed, times, content, version, began, taken: !isFree(found) });
  } catch (error) {
    if (error instanceof Fault && error.code === 'ledger-crossed') return undefined;
    throw error;
  }
};

interface Held {
  readonly seed: string;
  readonly times: LockTimes;
  readonly content: { readonly [name: string]: Plain; readonly fence: number };
  readonly version: number;
  /** When the write that got it was begun: its time runs from there. */
  readonly began: Moment;
  readonly taken: boolean;
}

const lost = (seed: string): Fault =>
  new Fault('lock-lost', `the lock on ${seed} could not be renewed in time`, {
    help: ['nothing more was written; somebody else may work on it by now: see that first, then plan again'],
  });

const lease = (shelf: Shelf, { seed, times, content, version, began, taken }: Held): Lease => {
  const ended = new AbortController();
  // Every write under way listens to it.
  setMaxListeners(0, ended.signal);
  let current = version;
  let from = began;
  let renewing: Promise<void> = Promise.resolve();
  let released = false;
  const left = (): number => times.life - since(from);
  const end = (): void => ended.abort(lost(seed));
  const withinTime = (): AbortSignal => AbortSignal.timeout(Math.max(1, Math.floor(left())));
  const renew = async (): Promise<void> => {
    const start = moment();
    try {
      const signal = withinTime();
      current = await writeDocument(shelf, { name: lockName(seed), content, replaces: current, signal });
      from = start;
    } catch (error) {
      // The network may come back before our time is over; another holder will not go away.
      if (error instanceof Fault && error.code === 'ledger-crossed') end();
    }
  };
  const timer = setInterval(() => {
    // What is under way when the time is over is given up, also while a renewal waits for its answer.
    if (left() < 0) end();
    renewing = renewing.then(() => (ended.signal.aborted || released ? undefined : renew()));
  }, times.renew);
  const stop = async (): Promise<boolean> => {
    if (released) return false;
    released = true;
    clearInterval(timer);
    await renewing;
    return !ended.signal.aborted && left() > 0;
  };
  return {
    fence: content.fence,
    taken,
    signal: ended.signal,
    ensure: () => {
      if (left() < times.reserve) end();
      ended.signal.throwIfAborted();
    },
    release: async () => {
      if (!(await stop())) return;
      const free = { state: 'free', fence: content.fence };
      const signal = withinTime();
      const writing = { name: lockName(seed), content: free, replaces: current, signal };
      await writeDocument(shelf, writing).catch(() => {});
    },
    vanish: async () => {
      if (await stop()) await dropDocument(shelf, lockName(seed));
    },
  };
};

/** Gives a lock back by force, whoever holds it. @returns who held it; undefined when nobody did. */
export const unlock = async (shelf: Shelf, seed: string): Promise<Holder | undefined> => {
  const found = await readDocument(shelf, lockName(seed));
  if (isFree(found)) return undefined;
  // The next holder's number must be higher than any that was ever given out.
  const content = { state: 'free', fence: found.content?.fence ?? 0 };
  await writeDocument(shelf, { name: lockName(seed), content, replaces: found.version });
  return holderOf(found);
};

/** A client that writes only while the lock is ours. Reads go through. */
export const fenced = (client: Client, { ensure, signal }: Lease): Client => ({
  ...client,
  request: async (request) => {
    if (request.method === 'GET' || request.method === 'LIST') return client.request(request);
    const both = request.signal === undefined ? signal : AbortSignal.any([request.signal, signal]);
    // Looked at before each attempt: what waits for its turn, or to be tried again, may wait longer than the lock lasts.
    return client.request({ ...request, signal: both, before: ensure });
  },
});
