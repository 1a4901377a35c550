import type { Address } from '../model/address.ts';
import type { Cause, Change } from '../model/plan.ts';

/**
 * Where something has to be done about an object: it was changed on the `server` (drift), the `seed` says something that
 * nobody has applied yet, or `both`. Without a ledger nobody can tell, and every difference counts as the server's.
 */
export const sides = ['server', 'seed', 'both'] as const;
export type Side = (typeof sides)[number];

const SIDES: Readonly<Record<Exclude<Cause, 'dependency'>, Side>> = {
  drift: 'server',
  differs: 'server',
  both: 'both',
  seed: 'seed',
  destroy: 'seed',
  resent: 'seed',
  unfinished: 'seed',
};

/** Which side of an object has moved, of all changes that a look at the server has found. */
export const sideOf = (change: Change, changes: ReadonlyMap<Address, Change>): Side => {
  if (change.action === 'adopt' || change.action === 'delete' || change.action === 'forget') return 'seed';
  if (change.cause !== 'dependency') return SIDES[change.cause];
  // It has to be made anew with what it lives in.
  const around = change.resource.parent === undefined ? undefined : changes.get(change.resource.parent);
  return around === undefined ? 'server' : sideOf(around, changes);
};
