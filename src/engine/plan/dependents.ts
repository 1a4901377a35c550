import { type Address, isTargeted } from '../../model/address.ts';
import type { Plan } from '../../model/plan.ts';

/**
 * `destroy --target` also destroys what depends on a target, though nobody named it. Each such object says so in the
 * plan, and the question before the apply counts them.
 */
export const withAlong = (plan: Plan, targets: readonly Address[]): Plan => {
  if (targets.length === 0) return plan;
  const going = new Set(plan.changes.map(({ address }) => address));
  const along: Address[] = [];
  const changes = plan.changes.map((change) => {
    if (isTargeted(change.address, targets)) return change;
    along.push(change.address);
    const { dependsOn, parent } = change.resource;
    const needed = dependsOn.find((address) => address !== parent && going.has(address));
    if (needed === undefined) return change;
    return { ...change, remarks: [...change.remarks, `goes along, for it depends on ${needed}`] };
  });
  return { ...plan, changes, along };
};
