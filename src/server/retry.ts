import { onAbort } from './abort.ts';
import type { Answer } from './client.ts';
import type { Trouble } from './trouble.ts';

/** How one attempt ended. */
export type Ending = { readonly answer: Answer; readonly retryAfter: number } | { readonly trouble: Trouble };

interface History {
  /** Retries so far. */
  readonly retries: number;
  /** Dropped connections so far, this ending included. */
  readonly drops: number;
  /** Since the first attempt began, in milliseconds. */
  readonly elapsed: number;
}

interface Limits {
  readonly retries: number;
  /** No retry starts later than this after the first attempt began, in milliseconds. */
  readonly patience: number;
  /** Whether a lost answer allows another attempt. */
  readonly repeat: 'safe' | 'never';
  /** The server has answered before. If not, an address where nobody listens is told at once. */
  readonly met: boolean;
}

const FIRST_WAIT = 200;
const LONGEST_WAIT = 10_000;

/** Text of a key-value engine that changes its own storage, for a moment after mounting. Seen on OpenBao and Vault. */
const UPGRADING = /upgrad\w+ from non-versioned to versioned/i;
const NO_ACTIVE_NODE = /active cluster node not found|Vault is in standby mode/i;

export const hasNoActiveNode = ({ status, errors }: Answer): boolean =>
  status >= 500 && errors.some((text) => NO_ACTIVE_NODE.test(text));

/** The answer says that the request was not taken: sending it again is safe for every request. */
const notTaken = (answer: Answer): boolean =>
  answer.status === 429 ||
  answer.status === 412 ||
  (answer.status === 400 && answer.errors.some((text) => UPGRADING.test(text))) ||
  hasNoActiveNode(answer);

const PASSING = new Set([502, 503, 504]);

/**
 * What a server of itself could not do this once, with 500 where an engine's own failure has words of its own: two writes
 * met in one part of the storage, and this one has lost (OpenBao 2.7.2, where ten runs began at once); token, policies or
 * audit log could not be used (Vault 1.21.1, seen once, on a machine with much to do).
 */
const MOMENTARY = /transaction commit failed|^internal error$/;

const isPassing = ({ status, errors }: Answer): boolean =>
  PASSING.has(status) || (status === 500 && errors.some((text) => MOMENTARY.test(text)));

/** Whether an attempt may have been carried out, and nobody has heard of it. */
export const isDoubtful = (ending: Ending): boolean =>
  'answer' in ending ? !notTaken(ending.answer) && isPassing(ending.answer) : ending.trouble.stage !== 'unsent';

const mayRepeat = (ending: Ending, { repeat, met }: Limits, { drops }: History): boolean => {
  if ('answer' in ending) return notTaken(ending.answer) || (repeat === 'safe' && isPassing(ending.answer));
  const { stage } = ending.trouble;
  if (stage === 'unsent') return met;
  if (stage === 'turned-away') return repeat === 'safe';
  if (stage === 'timeout') return met && repeat === 'safe';
  // A request that cuts its connection twice does so by itself: some reads crash the handler that answers them.
  return stage === 'dropped' && repeat === 'safe' && drops < 2;
};

/**
 * How long to wait before the next attempt, in milliseconds; undefined when there should be none. The longer of what
 * the server asks for and a back-off that starts at 200 ms, with a jitter of up to half of it more. OpenBao sends
 * `Retry-After: 0`, so the back-off counts even where the server names a time.
 */
export const waitBefore = (ending: Ending, limits: Limits, history: History): number | undefined => {
  if (history.retries >= limits.retries || !mayRepeat(ending, limits, history)) return undefined;
  const backOff = Math.min(FIRST_WAIT * 2 ** history.retries, LONGEST_WAIT) * (1 + Math.random() / 2);
  const wait = Math.max(backOff, 'answer' in ending ? ending.retryAfter : 0);
  return history.elapsed + wait > limits.patience ? undefined : wait;
};

/** @throws the signal's reason when it aborts. */
export const pause = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason);
    // Many requests may wait with the same signal.
    const forget = onAbort(signal, () => {
      clearTimeout(timer);
      reject(signal?.reason);
    });
    const timer = setTimeout(() => {
      forget();
      resolve();
    }, milliseconds);
  });
