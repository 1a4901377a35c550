import type { Client } from '../server/index.ts';

/** Who may write, and until when. */
export interface Guard {
  /** @throws {Fault} `lock-lost` when a write must not begin any more. */
  ensure(): void;
  /** Aborted when what is under way must end. */
  readonly signal: AbortSignal;
  /** Writes under way: the lock is not given back before they have ended. */
  readonly under: UnderWay;
}

/** How many writes are under way. They are counted and not kept: what they have sent and heard goes when they end. */
export class UnderWay {
  #count = 0;
  #ended = (): void => {};

  get some(): boolean {
    return this.#count > 0;
  }

  async wait<T>(write: Promise<T>): Promise<T> {
    this.#count += 1;
    try {
      return await write;
    } finally {
      this.#count -= 1;
      if (this.#count === 0) this.#ended();
    }
  }

  /** Waits for all of them. For one who waits at a time. */
  async allEnd(): Promise<void> {
    if (this.some) await new Promise<void>((resolve) => (this.#ended = resolve));
  }
}

/** A client that writes only while it may. Reads go through. */
export const fenced = (client: Client, { ensure, signal, under }: Guard): Client => ({
  ...client,
  request: async (request) => {
    if (request.method === 'GET' || request.method === 'LIST') return client.request(request);
    const both = request.signal === undefined ? signal : AbortSignal.any([request.signal, signal]);
    // Looked at before each attempt: what waits for its turn, or to be tried again, may wait longer than the lock lasts.
    return under.wait(client.request(Object.assign({}, request, { signal: both, before: ensure })));
  },
});
