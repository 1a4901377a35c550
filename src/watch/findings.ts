import { createHash } from 'node:crypto';
import type { Address } from '../model/address.ts';
import { severityOf } from '../model/diagnostic.ts';
import type { Action, Plan } from '../model/plan.ts';
import { isKeyLost, isSideless, isUnsent, type Side, sideOf } from '../report/index.ts';

export const actions = [
  'create',
  'update',
  'replace',
  'adopt',
  'delete',
  'forget',
] as const satisfies readonly Action[];

/** One object that is not as the seed declares it. */
export interface Finding {
  readonly address: Address;
  readonly action: Action;
  readonly side: Side;
}

/** What one look at the server has found. */
export interface Findings {
  readonly list: readonly Finding[];
  readonly unseen: number;
  /** Write-only fields that no run has sent: nobody knows what the server holds in them. */
  readonly unsent: number;
  /** Objects that are as declared. */
  readonly same: number;
  /** Everything could be looked at. */
  readonly looked: boolean;
  /** And everything could be compared. */
  readonly complete: boolean;
  /** Nobody can tell which side has changed: all counts as the server's. */
  readonly sideless: boolean;
  /** Two looks with the same mark have found the same. */
  readonly mark: string;
}

/** What a plan in mode `drift` says, in the words of a watch. `digest` is that of the plan. */
export const findingsOf = (plan: Plan, digest: string): Findings => {
  const changes = new Map(plan.changes.map((change) => [change.address, change]));
  const list = plan.changes.map((change) => ({
    address: change.address,
    action: change.action,
    side: sideOf(change, changes),
  }));
  const errors = plan.diagnostics.filter((diagnostic) => severityOf(diagnostic) === 'error');
  const looked = plan.unseen.length === 0 && errors.length === 0 && !isKeyLost(plan);
  const complete = looked && !isUnsent(plan);
  const meaning = [
    digest,
    list.map(({ side }) => side),
    errors.map(({ code, message }) => [code, message]),
    plan.unsent,
  ];
  return {
    list,
    unseen: plan.unseen.length,
    unsent: plan.unsent?.length ?? 0,
    same: plan.unchanged,
    looked,
    complete,
    sideless: isSideless(plan),
    mark: list.length === 0 && complete ? 'fine' : createHash('sha256').update(JSON.stringify(meaning)).digest('hex'),
  };
};

/** How many objects there are to do something about, on which side. */
export const countOf = ({ list }: Findings, side: Side): number => list.filter((one) => one.side === side).length;
