import type { Book } from '../../ledger/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Plan, Risk } from '../../model/plan.ts';
import type { LoadedSeed } from '../../seed/index.ts';
import type { Client } from '../../server/index.ts';
import { guardLockout } from './lockout.ts';
import { guardPaths } from './lockout-by-path.ts';
import { missingRights } from './rights.ts';

interface Asking {
  readonly plan: Plan;
  /** The ledger that the apply will write to; undefined: none. */
  readonly book?: Book | undefined;
  readonly client: Client;
  readonly seed: Pick<LoadedSeed, 'topKinds'>;
  /** Risks that `--allow` accepts. */
  readonly allow?: readonly Risk[] | undefined;
  /** The plan will be applied, so the token needs the rights for it. */
  readonly writes?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Problems with the token that would apply the plan: rights it lacks, and rights that the plan would take from it. */
export const accessGuards = async ({ writes = false, allow = [], ...asking }: Asking): Promise<Diagnostic[]> => {
  const { topKinds } = asking.seed;
  const locked = [...(await guardLockout({ ...asking, allow })), ...(await guardPaths({ ...asking, allow, topKinds }))];
  return writes ? [...locked, ...(await missingRights(asking))] : locked;
};
