import type { Address } from '../../model/address.ts';
import { below } from '../../model/below.ts';
import type { Resource } from '../../model/resource.ts';

/** Finds the container of an object among the resources: its mount, or the namespace around it. */
export type ContainerOf = (resource: Resource) => Resource | undefined;

/** The namespace that a namespace object makes, below the one of the connection. */
export const opened = ({ namespace, name }: Resource): string => below(namespace, name);

export const containersAmong = (resources: readonly Resource[]): ContainerOf => {
  const byAddress = new Map<Address, Resource>();
  const scopes = new Map<string, Resource>();
  for (const resource of resources) {
    byAddress.set(resource.address, resource);
    if (resource.kind.scope) scopes.set(opened(resource), resource);
  }
  return ({ parent, namespace }) => (parent === undefined ? scopes.get(namespace) : byAddress.get(parent));
};

/** The place and sort of an object: two with the same value may replace each other. */
export const placeOf = ({ kind: { block, label }, namespace, parent }: Resource): string =>
  JSON.stringify([namespace, parent ?? '', block, label ?? '']);

/** The containers of an object, from the nearest to the outermost. */
export const around = (resource: Resource, containerOf: ContainerOf): Resource[] => {
  const found: Resource[] = [];
  for (let at = containerOf(resource); at !== undefined; at = containerOf(at)) found.push(at);
  return found;
};

/** The resources in groups, each after the group of its container. */
export const inWaves = (resources: readonly Resource[], containerOf: ContainerOf): Resource[][] => {
  const waves: Resource[][] = [];
  for (const resource of resources) {
    const depth = around(resource, containerOf).length;
    while (waves.length <= depth) waves.push([]);
    waves[depth]?.push(resource);
  }
  return waves;
};
