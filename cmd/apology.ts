import { visible } from '../src/model/clean.ts';

/** The message for an unexpected error, a bug of ours. Details only with VAULTSEED_DEBUG. */
export const apology = (error: unknown, env: Readonly<Record<string, string | undefined>>): string => {
  const sorry = 'vaultseed has made a mistake of its own, and is sorry.';
  if (!env.VAULTSEED_DEBUG) return `${sorry} With VAULTSEED_DEBUG=1 it says where; please report that.`;
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${sorry}\n${visible(details, '\n')}`;
};
