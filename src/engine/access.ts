import type { Book } from '../ledger/index.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Plan, Risk } from '../model/plan.ts';
import type { LoadedSeed } from '../seed/index.ts';
import type { Client } from '../server/index.ts';
import { guardLockout } from './lockout.ts';
import { guardPaths } from './lockout-by-path.ts';
import { missingRights } from './rights.ts';

interface Asking {
  readonly plan: Plan;
  /** What the plan's outcome is to be written into. */
  readonly book?: Book | undefined;
  readonly client: Client;
  readonly seed: Pick<LoadedSeed, 'topKinds'>;
  /** Risks that somebody has said yes to. */
  readonly allow?: readonly Risk[] | undefined;
  /** The plan is to be carried out, so the token needs the rights to. */
  readonly writes?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What speaks against a plan because of the token that would carry it out: rights it lacks, rights it would lose. */
export const accessGuards = async ({ writes = false, allow = [], ...asking }: Asking): Promise<Diagnostic[]> => {
  const { topKinds } = asking.seed;
  const locked = [...(await guardLockout({ ...asking, allow })), ...(await guardPaths({ ...asking, allow, topKinds }))];
  return writes ? [...locked, ...(await missingRights(asking))] : locked;
};
