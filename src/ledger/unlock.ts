import { setTimeout } from 'node:timers/promises';
import { type Document, readDocument, type Shelf, writeIfFirst } from './document.ts';
import { fenceOf, type Holder, holderOf, isFree, type LockTimes, lifeOf, timesOf } from './lock-document.ts';
import { lockName } from './names.ts';

/*
 * Taking a lock from its holder. Whether that one is alive shows in the document: a holder renews it. One that is gone loses
 * it after its time to live. One that is alive is asked for it, in the document itself, and gives it back when its last write
 * has ended; it cannot renew it any more, so that it has stopped by the end of its life also when it hears of nothing.
 */

export interface Unlocking {
  readonly seed: string;
  /** Who asks, for people. */
  readonly by: string;
  readonly times?: LockTimes | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told once, before waiting for that many milliseconds at most. */
  readonly onWait?: ((holder: Holder, most: number) => void) | undefined;
}

/**
 * `free`: nobody held it, or no longer. `alive`: it was renewed, and still is its holder's. `gone`: it was not renewed for its
 * time to live, and is free now. `stopped`: its holder was asked for it, and has given it back. `silent`: it was asked, gave no
 * sign, and its time is over. After each but `alive` nothing of that holder reaches the server any more.
 */
export type Unlocked =
  | { readonly state: 'free' }
  | { readonly state: 'alive' | 'gone' | 'stopped' | 'silent'; readonly holder: Holder };

const PAUSE = 250;

const read = (shelf: Shelf, { seed, signal }: Unlocking): Promise<Document> => {
  signal?.throwIfAborted();
  return readDocument(shelf, lockName(seed));
};

/** Writes the document in the place of what was found. @returns its version; undefined when somebody was faster. */
const write = (
  shelf: Shelf,
  { seed }: Unlocking,
  { found, content }: { found: Document; content: NonNullable<Document['content']> },
): Promise<number | undefined> => writeIfFirst(shelf, { name: lockName(seed), content, replaces: found.version });

/** Frees a lock whose holder's time is over. @returns false when somebody was faster. */
const free = async (shelf: Shelf, asked: Unlocking, found: Document): Promise<boolean> => {
  const holder = holderOf(found);
  const content = {
    state: 'free',
    // The next holder's number must be higher than any that was ever given out.
    fence: fenceOf(found),
    holder: holder.name,
    since: holder.since,
    forced: true,
    ...signatureOf(asked),
  };
  return (await write(shelf, asked, { found, content })) !== undefined;
};

const signatureOf = ({ by }: Unlocking) => ({ asked_by: by, asked_at: new Date().toISOString() });

/** Reads until the document is another, or for so long. @returns the last that was read. */
const watched = async (
  shelf: Shelf,
  asked: Unlocking,
  { found, most }: { found: Document; most: number },
): Promise<Document> => {
  const began = performance.now();
  for (let now = found; ; now = await read(shelf, asked)) {
    const left = most - (performance.now() - began);
    if (now.version !== found.version || left <= 0) return now;
    await setTimeout(Math.min(PAUSE, left), undefined, { signal: asked.signal });
  }
};

/** Frees the lock of a holder that is gone; one that is alive keeps it. Takes the lock's time to live at most. */
export const watchLock = async (shelf: Shelf, asked: Unlocking): Promise<Unlocked> => {
  const found = await read(shelf, asked);
  if (isFree(found)) return { state: 'free' };
  const holder = holderOf(found);
  const { life, watch } = timesOf(asked);
  // A holder looks at the clock as often as at its lock.
  const most = lifeOf(found, life) + watch;
  asked.onWait?.(holder, most);
  const now = await watched(shelf, asked, { found, most });
  if (isFree(now)) return { state: 'free' };
  if (now.version === found.version && (await free(shelf, asked, now))) return { state: 'gone', holder };
  return { state: 'alive', holder: holderOf(now) };
};

/** Has the lock back, whoever holds it: its holder is asked for it, and waited for until its time is over. */
export const askForLock = async (shelf: Shelf, asked: Unlocking): Promise<Unlocked> => {
  for (;;) {
    const found = await read(shelf, asked);
    const { content } = found;
    if (content === undefined || isFree(found)) return { state: 'free' };
    const asking = { ...content, state: 'asked', ...signatureOf(asked) };
    const version = await write(shelf, asked, { found, content: asking });
    if (version !== undefined) return answered(shelf, asked, { version, content: asking });
  }
};

const answered = async (shelf: Shelf, asked: Unlocking, found: Document): Promise<Unlocked> => {
  const { life, watch } = timesOf(asked);
  const holder = holderOf(found);
  const most = lifeOf(found, life) + watch;
  const until = performance.now() + most;
  asked.onWait?.(holder, most);
  for (let last = found; ; ) {
    const now = await watched(shelf, asked, { found: last, most: until - performance.now() });
    const isTheirs = now.content?.run === found.content?.run && !isFree(now);
    if (!isTheirs) return { state: 'stopped', holder };
    if (performance.now() >= until && (await free(shelf, asked, now))) return { state: 'silent', holder };
    last = now;
  }
};
