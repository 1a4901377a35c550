import { type Address, isTargeted } from '../model/address.ts';
import type { Plan } from '../model/plan.ts';

/**
 * What is destroyed though nobody named it: it depends on something that was named, and cannot do without. Each says so where it
 * stands in the plan, and all of them are counted where the plan is asked about.
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
