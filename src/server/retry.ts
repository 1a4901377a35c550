import { onAbort } from './abort.ts';
import { says } from './answer.ts';
import type { Answer } from './client.ts';
import type { Trouble } from './trouble.ts';

/** How one attempt ended. */
export type Ending = { readonly answer: Answer; readonly retryAfter: number } | { readonly trouble: Trouble };

interface History {
  /** Retries so far. */
  readonly retries: number;
  /** Dropped connections so far, this one included. */
  readonly drops: number;
  /** Milliseconds since the first attempt began. */
  readonly elapsed: number;
}

interface Limits {
  readonly retries: number;
  /** No retry starts later than this many milliseconds after the first attempt began. */
  readonly patience: number;
  /** Whether the request may be sent again after its answer was lost. */
  readonly repeat: 'safe' | 'never';
  /** The server has answered before. If not, a refused connection is reported at once: the address is probably wrong. */
  readonly met: boolean;
}

const FIRST_WAIT = 200;
const LONGEST_WAIT = 10_000;

/** What a versioned key-value engine answers for a moment after mounting, while it converts its storage (OpenBao, Vault). */
const UPGRADING = /upgrad\w+ from non-versioned to versioned/i;
const NO_ACTIVE_NODE = /active cluster node not found|Vault is in standby mode/i;

export const hasNoActiveNode = (answer: Answer): boolean => answer.status >= 500 && says(answer, NO_ACTIVE_NODE);

/** The server did not carry the request out: any request may be sent again. */
const notTaken = (answer: Answer): boolean =>
  answer.status === 429 ||
  answer.status === 412 ||
  (answer.status === 400 && says(answer, UPGRADING)) ||
  hasNoActiveNode(answer);

const PASSING = new Set([502, 503, 504]);

/**
 * The texts of a 500 that may not come again, unlike a failure inside an engine: two writes met in one part of the
 * storage and this one lost (OpenBao 2.7.2, when ten runs began at once); token, policies or audit log could not be read
 * or written (Vault 1.21.1, seen once, on a busy machine).
 */
const MOMENTARY = /transaction commit failed|^internal error$/;

const isPassing = (answer: Answer): boolean =>
  PASSING.has(answer.status) || (answer.status === 500 && says(answer, MOMENTARY));

/** Whether the server may have carried the request out although no answer says so. */
export const isDoubtful = (ending: Ending): boolean =>
  'answer' in ending ? !notTaken(ending.answer) && isPassing(ending.answer) : ending.trouble.stage !== 'unsent';

const mayRepeat = (ending: Ending, { repeat, met }: Limits, { drops }: History): boolean => {
  if ('answer' in ending) return notTaken(ending.answer) || (repeat === 'safe' && isPassing(ending.answer));
  const { stage } = ending.trouble;
  if (stage === 'unsent') return met;
  if (stage === 'turned-away') return repeat === 'safe';
  if (stage === 'timeout') return met && repeat === 'safe';
  // When the connection drops twice, the request itself is the cause: some reads crash their handler.
  return stage === 'dropped' && repeat === 'safe' && drops < 2;
};

/**
 * How long to wait before the next attempt, in milliseconds; undefined when there should be none. It is the longer of
 * the server's `Retry-After` and an exponential back-off from 200 ms with up to 50 % of jitter. OpenBao sends
 * `Retry-After: 0`, so the back-off counts even where the server names a time.
 */
export const waitBefore = (ending: Ending, limits: Limits, history: History): number | undefined => {
  if (history.retries >= limits.retries || !mayRepeat(ending, limits, history)) return undefined;
  const backOff = Math.min(FIRST_WAIT * 2 ** history.retries, LONGEST_WAIT) * (1 + Math.random() / 2);
  const wait = Math.max(backOff, 'answer' in ending ? ending.retryAfter : 0);
  return history.elapsed + wait > limits.patience ? undefined : wait;
};

/** Waits. @throws the signal's reason when it aborts. */
export const pause = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason);
    // Many requests may wait on the same signal.
    const forget = onAbort(signal, () => {
      clearTimeout(timer);
      reject(signal?.reason);
    });
    const timer = setTimeout(() => {
      forget();
      resolve();
    }, milliseconds);
  });
