import type { Dispatcher } from 'undici';
import { Fault } from '../model/fault.ts';
import type { Method } from './client.ts';
import { type Trouble, tooSlow, troubleFrom, type Where } from './trouble.ts';

/** One HTTP request, ready to go. */
export interface Outbound {
  readonly origin: string;
  /** With the query. */
  readonly path: string;
  readonly method: Exclude<Method, 'LIST'>;
  readonly headers: Readonly<Record<string, string>>;
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

const header = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === 'object' ? value[0] : value;

/** Of a header that says how long to wait, in milliseconds. */
export const seconds = (text: string | undefined): number => (text && /^\d{1,6}$/.test(text) ? Number(text) * 1000 : 0);

const send = async (pool: Dispatcher, outbound: Outbound, signal: AbortSignal): Promise<Inbound> => {
  const { origin, path, method, headers, body } = outbound;
  const answer = await pool.request({ origin, path, method, headers, body: body ?? null, signal });
  const text = await answer.body.text();
  return {
    status: answer.statusCode,
    text,
    location: header(answer.headers.location),
    retryAfter: seconds(header(answer.headers['retry-after'])),
  };
};

/**
 * One attempt: sends, and reads the answer, all within `where.timeout`.
 * @throws the signal's reason when the caller gives up.
 */
export const exchange = async (
  pool: Dispatcher,
  outbound: Outbound,
  { where, signal }: { where: Where; signal: AbortSignal | undefined },
): Promise<Exchange> => {
  const stop = new AbortController();
  const giveUp = () => stop.abort();
  signal?.throwIfAborted();
  signal?.addEventListener('abort', giveUp, { once: true });
  const timer = setTimeout(giveUp, where.timeout);
  try {
    return { inbound: await send(pool, outbound, stop.signal) };
  } catch (error) {
    signal?.throwIfAborted();
    if (stop.signal.aborted) return { trouble: tooSlow(where) };
    if (error instanceof Fault) throw error;
    return { trouble: troubleFrom(error, where) };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
};
