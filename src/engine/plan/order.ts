import type { Address } from '../../model/address.ts';
import type { Resource } from '../../model/resource.ts';
import { opened } from '../live/containers.ts';

/*
 * The order of a plan, which is part of the result: the same seed and server always give the same plan. System objects
 * come first, then what they hold, then one namespace after the other; parents before children; else by address.
 */
export const inPlanOrder = (resources: readonly Resource[]): Resource[] => {
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  const key = (resource: Resource): string[] => {
    const parent = resource.parent === undefined ? undefined : byAddress.get(resource.parent);
    const top = parent ?? resource;
    const rank = `${top.kind.stage}${top.kind.children === undefined ? 0 : 1}`;
    return [
      ...scopeOf(resource),
      rank,
      top.kind.id,
      top.address,
      parent === undefined ? '' : childRank(resource),
      resource.address,
    ];
  };
  return resources
    .map((resource) => ({ resource, key: key(resource) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ resource }) => resource);
};

// Inside a mount, objects with a fixed label or none (its configuration) come before named ones.
const childRank = ({ kind }: Resource): string => (kind.named ? '1' : '0');

// A namespace comes before its contents, and after the other contents of the namespace around it.
const scopeOf = (resource: Resource): string[] =>
  resource.kind.scope ? [opened(resource), '0'] : [resource.namespace, '1'];

const compareKeys = (a: readonly string[], b: readonly string[]): number => {
  const at = a.findIndex((part, index) => part !== b[index]);
  if (at === -1) return 0;
  return (a[at] ?? '') < (b[at] ?? '') ? -1 : 1;
};

/** These addresses and everything that they depend on, directly or not. */
export const withDependencies = (addresses: Iterable<Address>, resources: readonly Resource[]): Set<Address> =>
  closure(addresses, new Map(resources.map(({ address, dependsOn }) => [address, dependsOn])));

/** These addresses and everything that depends on them, directly or not. */
export const withDependents = (addresses: Iterable<Address>, resources: readonly Resource[]): Set<Address> =>
  closure(addresses, dependents(resources));

/** For each address those that depend on it directly. */
export const dependents = (
  resources: readonly Pick<Resource, 'address' | 'dependsOn'>[],
): Map<Address, readonly Address[]> => {
  const found = new Map<Address, Address[]>();
  for (const { address, dependsOn } of resources) {
    for (const needed of dependsOn) {
      const list = found.get(needed);
      if (list === undefined) found.set(needed, [address]);
      else list.push(address);
    }
  }
  return found;
};

const closure = (start: Iterable<Address>, next: ReadonlyMap<Address, readonly Address[]>): Set<Address> => {
  const found = new Set<Address>();
  const waiting = [...start];
  for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
    if (found.has(address)) continue;
    found.add(address);
    waiting.push(...(next.get(address) ?? []));
  }
  return found;
};
