import { Fault } from '../src/model/fault.ts';
import { apology } from './apology.ts';
import { type Context, fail, type Job, note } from './context.ts';
import { type ExitCode, exit } from './exit.ts';

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** Runs a command. A `Fault` is shown like a mistake in the seed; any other error is a bug and gets an apology. */
export const guarded = async (context: Context, job: Job): Promise<ExitCode> => {
  try {
    return await job(context);
  } catch (error) {
    if (context.io.signal.aborted && (isAbort(error) || error === context.io.signal.reason)) {
      note(context, 'Interrupted.');
      return exit.interrupted;
    }
    if (error instanceof Fault) {
      const { code, message, help } = error;
      // The one guard that looks again when the plan is under way already, and nothing is written.
      return fail(context, [{ code, message, help }], code === 'owned-elsewhere' ? exit.refused : exit.failure);
    }
    note(context, apology(error, context.io.env));
    return exit.failure;
  }
};
