import type { MadePlan } from '../src/engine/index.ts';
import { type Checked, checked, refused } from '../src/model/checked.ts';
import { hasErrors } from '../src/model/diagnostic.ts';
import type { Order } from './carry-out.ts';
import type { Context } from './context.ts';
import { partsAgain, planFileOf } from './plan-file.ts';
import { version } from './version.ts';

/**
 * Plans again after the approval, since the server may have changed while the question waited. If the plan is not the one
 * that was shown, the differences are reported and nothing is written, as with a plan file.
 */
export const stillSo = async (context: Context, order: Order): Promise<Checked<MadePlan>> => {
  const { again, made, session, ledger, flags } = order;
  const found = await again();
  if (!found.ok) return found;
  const now = found.value;
  if (now.digest === made.digest && !hasErrors(now.plan.diagnostics)) return checked(now);
  const seed = { folder: '', variables: [], allowed: [] };
  const then = await planFileOf(context, { session, made, ledger, flags: { seed, plan: flags }, plan: made.plan });
  const { movedSince } = await import('../src/report/approved.ts');
  const parts = await partsAgain({ session, made: now, ledger }, then);
  const moved = movedSince(then, { ...parts, ungiven: [], vaultseed: version, next: NEXT });
  const why = [...moved, ...now.plan.diagnostics.filter((one) => hasErrors([one]))];
  return why.length === 0 ? checked(now) : refused(...why);
};

const NEXT = 'nothing was written; run the same command again, and look at the plan as it is now';
