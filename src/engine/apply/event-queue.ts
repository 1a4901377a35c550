interface EventQueue<E> {
  push(event: E): void;
  /** No more events will come. */
  end(): void;
  /** The reader gets this error after all earlier events. */
  fail(error: unknown): void;
  events(): AsyncGenerator<E>;
}

/** Events pushed by many workers, read in order by one reader. */
export const eventQueue = <E>(): EventQueue<E> => {
  const waiting: E[] = [];
  let ended = false;
  let failure: { readonly error: unknown } | undefined;
  let wake: () => void = () => {};
  const finish = (error?: { readonly error: unknown }): void => {
    ended = true;
    failure = error;
    wake();
  };
  return {
    push(event) {
      waiting.push(event);
      wake();
    },
    end: () => finish(),
    fail: (error) => finish({ error }),
    async *events() {
      for (;;) {
        yield* waiting.splice(0);
        if (waiting.length > 0) continue;
        if (failure !== undefined) throw failure.error;
        if (ended) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
};
