import { type Context, createContext, Script } from 'node:vm';
import { CallFailure } from './failure.ts';

/** Longer than any honest match takes, in milliseconds. */
const PATIENCE = 1000;

let watched: { readonly context: Context; readonly script: Script } | undefined;

/**
 * Some patterns, such as `(a+)+$`, take longer than the universe lasts on a few dozen letters, and nothing in JavaScript
 * interrupts a match, not even Ctrl-C. V8's own watchdog does; it costs a tenth of a millisecond, so matches that cannot
 * take long go without.
 */
export const matchInTime = <T>(pattern: RegExp, text: string, match: () => T): T => {
  const quantifiers = pattern.source.match(/[*+{]/g)?.length ?? 0;
  if (text.length < 16 || (quantifiers < 2 && text.length < 10_000)) return match();
  watched ??= { context: createContext(Object.create(null)), script: new Script('work()') };
  const found: T[] = [];
  watched.context.work = () => {
    found.push(match());
  };
  try {
    watched.script.runInContext(watched.context, { timeout: PATIENCE });
  } catch (thrown) {
    if (!isTimeout(thrown)) throw thrown;
    throw new CallFailure('this pattern takes too long on this text', {
      code: 'too-large',
      help: ['repetitions within repetitions, such as (a+)+, are what makes a pattern slow'],
    });
  }
  const [result] = found;
  return result as T;
};

/** The watchdog's error comes from the other context, so it is no instance of this one's `Error`. */
const isTimeout = (thrown: unknown): boolean =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
