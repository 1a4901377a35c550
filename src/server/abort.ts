import { perObject } from '../model/per-object.ts';

const listenersOf = perObject((signal: AbortSignal): Set<() => void> => {
  const listeners = new Set<() => void>();
  signal.addEventListener('abort', () => {
    for (const run of [...listeners]) run();
  });
  return listeners;
});

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
