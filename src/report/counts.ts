import type { Action, Plan } from '../model/plan.ts';

export interface PlanCounts {
  readonly create: number;
  readonly change: number;
  readonly delete: number;
  readonly adopt: number;
  readonly replace: number;
  readonly forget: number;
  readonly unseen: number;
  readonly unchanged: number;
}

/** True of a plan that could look at nothing of what it is about. */
export const isBlind = ({ changes, unchanged, unseen }: Plan): boolean =>
  unseen.length > 0 && changes.length === 0 && unchanged === 0;

/** True when hidden fields could not be compared because the key of the ledger is gone: then nobody knows what they hold. */
export const isKeyLost = ({ hidden, diagnostics }: Plan): boolean =>
  hidden.length > 0 && diagnostics.some(({ code }) => code === 'ledger-key-lost');

/** True when nobody can tell which side has changed: what was there after the last apply is remembered under the ledger's key. */
export const isSideless = ({ diagnostics }: Plan): boolean =>
  diagnostics.some(({ code }) => code === 'ledger-key-lost' || code === 'ledger-keyless');

/** True when no run has sent some hidden field, so that nobody knows what the server holds in it. */
export const isUnsent = ({ unsent = [] }: Plan): boolean => unsent.length > 0;

/** How many of the objects without a change are known to be as declared. */
export const knownSame = (plan: Plan): number => {
  if (!isKeyLost(plan)) return plan.unchanged;
  const changed = new Set(plan.changes.map(({ address }) => address));
  const open = new Set(plan.hidden.flatMap(({ address }) => (changed.has(address) ? [] : [address])));
  return Math.max(0, plan.unchanged - open.size);
};

/** How much a plan does, by what it does. A replace is counted as a replace only. */
export const planCounts = (plan: Plan): PlanCounts => {
  const of = (action: Action): number => plan.changes.filter((change) => change.action === action).length;
  return {
    create: of('create'),
    change: of('update'),
    delete: of('delete'),
    adopt: of('adopt'),
    replace: of('replace'),
    forget: of('forget'),
    unseen: plan.unseen.length,
    unchanged: plan.unchanged,
  };
};
