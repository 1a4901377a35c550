import { perObject } from '../model/per-object.ts';

const listenersOf = perObject((signal: AbortSignal): Set<() => void> => {
  const listeners = new Set<() => void>();
  signal.addEventListener('abort', () => {
    for (const run of [...listeners]) run();
  });
  return listeners;
});

/**
 * Calls back when a signal aborts. All callbacks share one listener: adding a listener to a signal and removing it again
 * costs more than a small request. @returns a function that takes the callback off again.
 */
export const onAbort = (signal: AbortSignal | undefined, run: () => void): (() => void) => {
  if (signal === undefined) return () => {};
  const listeners = listenersOf(signal);
  listeners.add(run);
  return () => {
    listeners.delete(run);
  };
};
