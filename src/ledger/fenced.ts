import type { Client } from '../server/index.ts';

/** Who may write, and until when. */
export interface Guard {
  /** @throws {Fault} `lock-lost` when a write must not begin any more. */
  ensure(): void;
  /** Aborted when what is under way must end. */
  readonly signal: AbortSignal;
  /** Writes under way: the lock is not given back before they have ended. */
  readonly under: Set<Promise<unknown>>;
}

/** A client that writes only while it may. Reads go through. */
export const fenced = (client: Client, { ensure, signal, under }: Guard): Client => ({
  ...client,
  request: async (request) => {
    if (request.method === 'GET' || request.method === 'LIST') return client.request(request);
    const both = request.signal === undefined ? signal : AbortSignal.any([request.signal, signal]);
    // Looked at before each attempt: what waits for its turn, or to be tried again, may wait longer than the lock lasts.
    const sent = client.request({ ...request, signal: both, before: ensure });
    under.add(sent);
    try {
      return await sent;
    } finally {
      under.delete(sent);
    }
  },
});
