const listening = new WeakMap<AbortSignal, Set<() => void>>();

const listenersOf = (signal: AbortSignal): Set<() => void> => {
  const known = listening.get(signal);
  if (known !== undefined) return known;
  const fresh = new Set<() => void>();
  listening.set(signal, fresh);
  signal.addEventListener('abort', () => {
    for (const run of [...fresh]) run();
  });
  return fresh;
};

/**
 * Runs something when a signal aborts. One listener for however many: adding one to a signal and taking it off again costs
 * more than a small request. @returns a function that takes it back.
 */
export const onAbort = (signal: AbortSignal | undefined, run: () => void): (() => void) => {
  if (signal === undefined) return () => {};
  const listeners = listenersOf(signal);
  listeners.add(run);
  return () => {
    listeners.delete(run);
  };
};
