import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Plan } from '../../model/plan.ts';
import { placeOf } from '../live/containers.ts';

/*
 * Renaming a user is one deletion and one creation. Where the token may not read the new user it is not created, and the
 * old one would be deleted all the same: nobody could log in as either. So nothing that left the seed is deleted beside an
 * object that cannot be seen.
 */

export const halfSeen = ({ changes, unseen }: Pick<Plan, 'changes' | 'unseen'>): Diagnostic[] => {
  if (unseen.length === 0) return [];
  const hidden = new Map(unseen.map((one) => [placeOf(one.resource), one]));
  return changes
    .filter(({ action, cause }) => action === 'delete' && cause === 'seed')
    .flatMap(({ address, resource }): Diagnostic[] => {
      const beside = hidden.get(placeOf(resource));
      if (beside === undefined) return [];
      return [
        {
          code: 'half-seen',
          message: `${address} would be deleted, and ${beside.address}, which may be to take its place, could not be looked at`,
          help: ['let the token read it, so that both can be done', `if it is meant as it is: --target ${address}`],
          address,
        },
      ];
    });
};
