import { type Context, createContext, Script } from 'node:vm';
import { CallFailure } from './failure.ts';

/** Longer than any honest match takes, in milliseconds. */
const PATIENCE = 3000;

/** So many steps take some milliseconds at most. */
const FEW = 1_000_000;

let watched: { readonly context: Context; readonly script: Script } | undefined;

/**
 * A match takes as many steps as the size of the pattern times the length of the text, never more; but both can be large, and
 * nothing in JavaScript interrupts work, not even Ctrl-C. V8's own watchdog does; it costs a tenth of a millisecond, so what
 * cannot take long goes without. `ended` is called when it has cut the work off.
 */
export const inTime = <T>(work: () => T, { steps, ended }: { steps: number; ended: () => void }): T => {
  if (steps < FEW) return work();
  watched ??= { context: createContext(Object.create(null)), script: new Script('work()') };
  const found: T[] = [];
  watched.context.work = () => {
    found.push(work());
  };
  try {
    watched.script.runInContext(watched.context, { timeout: PATIENCE });
  } catch (thrown) {
    if (!isTimeout(thrown)) throw thrown;
    ended();
    throw new CallFailure('this pattern takes too long on this text', {
      code: 'too-large',
      help: ['the time is the size of the pattern, repetitions written out, times the length of the text'],
    });
  }
  const [result] = found;
  return result as T;
};

/** The watchdog's error comes from the other context, so it is no instance of this one's `Error`. */
const isTimeout = (thrown: unknown): boolean =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
