import { visible } from '../src/model/clean.ts';
import { Fault } from '../src/model/fault.ts';
import { type Context, fail, type Job, note } from './context.ts';
import { type ExitCode, exit } from './exit.ts';

/** What to print for an error that nobody foresaw: our own bug. The details only where somebody asked for them. */
export const apology = (error: unknown, env: Readonly<Record<string, string | undefined>>): string => {
  const sorry = 'vaultseed has made a mistake of its own, and is sorry.';
  if (!env.VAULTSEED_DEBUG) return `${sorry} With VAULTSEED_DEBUG=1 it says where; please report that.`;
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${sorry}\n${visible(details, '\n')}`;
};

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** Runs a command to its end. What the world did wrong is shown like a mistake in the seed. */
export const guarded = async (context: Context, job: Job): Promise<ExitCode> => {
  try {
    return await job(context);
  } catch (error) {
    if (context.io.signal.aborted && (isAbort(error) || error === context.io.signal.reason)) {
      note(context, 'Interrupted.');
      return exit.interrupted;
    }
    if (error instanceof Fault) return fail(context, [{ code: error.code, message: error.message, help: error.help }]);
    note(context, apology(error, context.io.env));
    return exit.failure;
  }
};
