import { perObject } from '../model/per-object.ts';

interface Listener {
  readonly run: () => void;
  /** Its place in the list. */
  at: number;
}

const listenersOf = perObject((signal: AbortSignal): Listener[] => {
  const listeners: Listener[] = [];
  signal.addEventListener('abort', () => {
    for (const { run } of [...listeners]) run();
  });
  return listeners;
});

/**
 * Calls back when a signal aborts. All callbacks share one listener: adding a listener to a signal and removing it again
 * costs more than a small request. They stand in a list and not in a set: a set that comes and goes leaves tables behind that
 * keep each other, and what stood in them, until V8 collects its whole heap (5 kB for each request).
 * @returns a function that takes the callback off again.
 */
export const onAbort = (signal: AbortSignal | undefined, run: () => void): (() => void) => {
  if (signal === undefined) return () => {};
  const listeners = listenersOf(signal);
  const mine: Listener = { run, at: listeners.length };
  listeners.push(mine);
  return () => {
    if (listeners[mine.at] !== mine) return;
    const last = listeners.pop();
    if (last === undefined || last === mine) return;
    // The last one takes its place.
    last.at = mine.at;
    listeners[mine.at] = last;
  };
};
