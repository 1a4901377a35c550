import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Resource } from '../../model/resource.ts';
import { serverPath } from '../evaluate/instances.ts';
import type { Instance } from '../evaluate/state.ts';
import { cycleText, shownOf } from '../references/cycle.ts';
import { placeOf } from '../tell.ts';

type Objects = readonly (readonly [Instance, Resource])[];

/** Errors for declarations that are about the same object of the server. */
export const sameObjects = (objects: Objects): readonly Diagnostic[] => {
  const first = new Map<string, Resource>();
  return objects.flatMap(([instance, resource]): readonly Diagnostic[] => {
    if (instance.misnamed) return [];
    const path = serverPath(resource);
    const where = `${resource.namespace} ${misnamedAround(instance)} ${path}`;
    const other = first.get(where);
    if (other === undefined) {
      first.set(where, resource);
      return [];
    }
    return [
      {
        code: 'same-object',
        message: `${resource.address} and ${other.address} are both about ${path}${inNamespace(resource)}`,
        at: resource.at,
        help: [`${other.address} is at ${placeOf(other.at)}`, 'take one away, or give it another name'],
        address: resource.address,
      },
    ];
  });
};

/** Inside an object without a valid name, paths are compared only with those in the same object. */
const misnamedAround = ({ parent }: Instance): string => {
  if (parent === undefined) return '';
  return parent.misnamed ? parent.resource.address : misnamedAround(parent);
};

const inNamespace = ({ namespace }: Resource): string => (namespace === '' ? '' : ` in the namespace ${namespace}`);

/**
 * Finds cycles that do not come from references alone: through fields that name other objects, or the order that kinds ask
 * for. Not recursive, since a chain may be as long as a seed.
 */
export const circleAmong = (objects: Objects): readonly Diagnostic[] => (areInOrder(objects) ? [] : circlesIn(objects));

/** True when every object comes after its dependencies, as in most seeds: then there is no cycle. */
const areInOrder = (objects: Objects): boolean => {
  const before = new Set<string>();
  return objects.every(([, { address, dependsOn }]) => {
    const behind = dependsOn.every((need) => before.has(need));
    before.add(address);
    return behind;
  });
};

const circlesIn = (objects: Objects): readonly Diagnostic[] => {
  const byAddress = new Map(objects.map(([, resource]) => [resource.address, resource]));
  const waiting = new Map(objects.map(([, { address, dependsOn }]) => [address, dependsOn.length]));
  const dependents = new Map<string, string[]>();
  for (const [, { address, dependsOn }] of objects) {
    for (const need of dependsOn) {
      const list = dependents.get(need);
      if (list === undefined) dependents.set(need, [address]);
      else list.push(address);
    }
  }
  const ready = objects.flatMap(([, { address }]) => (waiting.get(address) === 0 ? [address] : []));
  for (const address of ready) {
    waiting.delete(address);
    for (const dependent of dependents.get(address) ?? []) {
      const left = (waiting.get(dependent) ?? 0) - 1;
      waiting.set(dependent, left);
      if (left === 0) ready.push(dependent);
    }
  }
  const [start] = waiting.keys();
  return start === undefined ? [] : [circleFrom(start, waiting, byAddress)];
};

const circleFrom = (
  start: string,
  waiting: ReadonlyMap<string, number>,
  byAddress: ReadonlyMap<string, Resource>,
): Diagnostic => {
  const way = new Set<string>();
  let at = start;
  while (!way.has(at)) {
    way.add(at);
    at = byAddress.get(at)?.dependsOn.find((need) => waiting.has(need)) ?? at;
  }
  const all = [...way];
  const cycle = all.slice(all.indexOf(at));
  return {
    code: 'cycle',
    message: cycleText(cycle),
    at: byAddress.get(at)?.at,
    help: shownOf(cycle)
      .members.slice(1)
      .flatMap((address) => {
        const place = byAddress.get(address)?.at;
        return place === undefined ? [] : [`${address} is at ${placeOf(place)}`];
      }),
    address: at,
  };
};
