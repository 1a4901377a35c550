import type { Outcome } from '../model/outcome.ts';
import type { Action, Plan } from '../model/plan.ts';

/** An apply that has ended, in whatever way. */
export interface Applied {
  readonly plan: Plan;
  readonly outcomes: readonly Outcome[];
  /** Somebody stopped it. */
  readonly interrupted: boolean;
  /** The server ends with the command, so there is nothing to go on from. */
  readonly gone?: boolean | undefined;
  /** The ledger, or the lock of it, did not last to the end. */
  readonly untold?: boolean | undefined;
  /** Another run has taken the lock meanwhile, or may have. */
  readonly overtaken?: boolean | undefined;
  /** Addresses that the ledger lists in the end. */
  readonly listed?: readonly string[] | undefined;
}

/** How many changes ended how. `done` is by what was done. */
export const outcomeCounts = (outcomes: readonly Outcome[]) => {
  const done = (action: Action): number =>
    outcomes.filter(({ status, change }) => status === 'done' && change.action === action).length;
  const of = (status: Outcome['status']): number => outcomes.filter((outcome) => outcome.status === status).length;
  return {
    created: done('create'),
    changed: done('update'),
    adopted: done('adopt'),
    replaced: done('replace'),
    deleted: done('delete'),
    forgotten: done('forget'),
    failed: of('failed'),
    not_tried: of('not-tried'),
  };
};

/** Addresses of what was written and could not be looked at after that: what became of it is not known. */
export const unverified = ({ outcomes }: Pick<Applied, 'outcomes'>): readonly string[] =>
  outcomes.flatMap((outcome) =>
    outcome.status === 'done' && outcome.warnings.some(({ code }) => code === 'cannot-verify')
      ? [outcome.change.address]
      : [],
  );

/**
 * Whether all that could be planned was done, and was seen to be done: everything was looked at that does not wait for this very plan.
 */
export const isComplete = ({ plan, outcomes }: Applied): boolean =>
  plan.unseen.every(({ later }) => later === true) &&
  outcomes.every(({ status }) => status === 'done') &&
  unverified({ outcomes }).length === 0;
