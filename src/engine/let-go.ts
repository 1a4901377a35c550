import type { Diagnostic } from '../model/diagnostic.ts';
import type { Live } from '../model/live.ts';
import type { Change } from '../model/plan.ts';
import type { Resource } from '../model/resource.ts';
import { remainsBecause } from './requests.ts';

/*
 * An endpoint that leaves the seed has no block any more that could say where it is read. What the server says it has no read for
 * is forgotten: without a word where it would stay anyhow, else with a warning. A token that may not look, or a server that is not
 * well, says nothing about the object: then it stays in the ledger, and the plan says so.
 */

/** Why nothing is sent for an object that leaves the seed. */
interface LetGo extends Pick<Change, 'undeleted'> {
  readonly why: string;
}

/** Why nothing is sent for it though it could not be read; undefined where that must hold the plan up. */
export const letGoBecause = (resource: Resource, live: Live | undefined): LetGo | undefined => {
  if (!resource.kind.anywhere || live?.state !== 'unsupported') return undefined;
  const why = remainsBecause(resource);
  if (why !== undefined) return { why };
  return live.unrouted ? undefined : { why: UNDELETED, undeleted: true };
};

const UNDELETED = 'stays on the server: it cannot be read, and so is not deleted';

/** What was to be deleted, and is only forgotten. */
export const undeleted = (changes: readonly Change[]): Diagnostic[] =>
  changes
    .filter((change) => change.undeleted)
    .map(({ address }) => ({
      code: 'advice',
      message: `${address} stays on the server: nobody has written down where it can be read, so it is not deleted`,
      help: ['delete it by hand if it is to go'],
      address,
    }));
