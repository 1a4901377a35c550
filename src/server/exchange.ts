import type { Dispatcher } from 'undici';
import { onAbort } from './abort.ts';
import type { Method } from './client.ts';
import { type Trouble, tooSlow, troubleFrom, type Where } from './trouble.ts';

/** One HTTP request, ready to go. */
export interface Outbound {
  readonly origin: string;
  /** With the query. */
  readonly path: string;
  readonly method: Exclude<Method, 'LIST'>;
  /** Names and values by turns. */
  readonly headers: readonly string[];
  readonly body: string | undefined;
}

/** One HTTP answer, read to its end. */
export interface Inbound {
  readonly status: number;
  readonly text: string;
  readonly location: string | undefined;
  /** In milliseconds. */
  readonly retryAfter: number;
}

export type Exchange = { readonly inbound: Inbound } | { readonly trouble: Trouble };

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

const header = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === 'object' ? value[0] : value;

/** Of a header that says how long to wait, in milliseconds. */
export const seconds = (text: string | undefined): number => (text && /^\d{1,6}$/.test(text) ? Number(text) * 1000 : 0);

/** What is done with an answer, or with what came in its place. */
interface Ends {
  readonly done: (inbound: Inbound) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Sends a request with as little as the library needs: no stream, no signal and no promise of its own.
 * @returns a function that gives it up, which ends in `failed`.
 */
const dispatched = (pool: Dispatcher, { headers, body, ...outbound }: Outbound, { done, failed }: Ends) => {
  const pieces: Buffer[] = [];
  let [status, head]: [number, Headers] = [0, {}];
  let stop: ((reason: Error) => void) | undefined;
  let given: Error | undefined;
  pool.dispatch(
    { ...outbound, headers: [...headers], body: body ?? null },
    {
      onRequestStart: (controller) => {
        stop = (reason) => controller.abort(reason);
        if (given !== undefined) stop(given);
      },
      onResponseStart: (_, code, its) => {
        status = code;
        head = its;
      },
      onResponseData: (_, piece) => {
        pieces.push(piece);
      },
      onResponseEnd: () => {
        const [only = Buffer.alloc(0)] = pieces;
        const text = (pieces.length > 1 ? Buffer.concat(pieces) : only).toString();
        done({ status, text, location: header(head.location), retryAfter: seconds(header(head['retry-after'])) });
      },
      onResponseError: (_, error) => failed(error),
    },
  );
  return (reason: Error): void => {
    given = reason;
    // A request that still waits for a connection is ended when it gets one.
    stop?.(reason);
  };
};

/**
 * One attempt: sends, and reads the answer, all within `where.timeout`.
 * @throws the signal's reason when the caller gives up.
 */
export const exchange = (
  pool: Dispatcher,
  outbound: Outbound,
  { where, signal }: { where: Where; signal: AbortSignal | undefined },
): Promise<Exchange> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason);
    const finish = (): void => {
      clearTimeout(timer);
      forget();
    };
    const stopped = (act: () => void) => () => {
      finish();
      act();
      giveUp(new Error('given up'));
    };
    const timer = setTimeout(
      stopped(() => resolve({ trouble: tooSlow(where) })),
      where.timeout,
    );
    const forget = onAbort(
      signal,
      stopped(() => reject(signal?.reason)),
    );
    const giveUp = dispatched(pool, outbound, {
      done: (inbound) => {
        finish();
        resolve({ inbound });
      },
      // What was given up ends here too: nobody waits for it any more.
      failed: (error) => {
        finish();
        try {
          resolve({ trouble: troubleFrom(error, where) });
        } catch (unknown) {
          reject(unknown);
        }
      },
    });
  });
