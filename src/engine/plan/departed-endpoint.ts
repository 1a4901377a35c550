import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Live } from '../../model/live.ts';
import type { Change } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import { remainsBecause } from '../live/requests.ts';

/*
 * An endpoint that leaves the seed has no block any more that says where it is read. Where the server has no read for its
 * path, the entry is forgotten: silently if the object would stay on the server anyhow, else with a warning. A token that
 * may not read, or a server in trouble, proves nothing: then the entry stays, and the plan says so.
 */

/** Why nothing is sent for an object that leaves the seed. */
interface LetGo extends Pick<Change, 'undeleted'> {
  readonly why: string;
}

/** Why the object is forgotten although it could not be read; undefined where it must stay in the ledger. */
export const letGoBecause = (resource: Resource, live: Live | undefined): LetGo | undefined => {
  if (!resource.kind.anywhere || live?.state !== 'unsupported') return undefined;
  const why = remainsBecause(resource);
  if (why !== undefined) return { why };
  return live.unrouted ? undefined : { why: UNDELETED, undeleted: true };
};

const UNDELETED = 'stays on the server: it cannot be read, and so is not deleted';

/** Warnings for objects that should have been deleted and are only forgotten. */
export const undeleted = (changes: readonly Change[]): Diagnostic[] =>
  changes
    .filter((change) => change.undeleted)
    .map(({ address }) => ({
      code: 'advice',
      message: `${address} stays on the server: nobody has written down where it can be read, so it is not deleted`,
      help: ['delete it by hand if it is to go'],
      address,
    }));
