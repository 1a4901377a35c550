import type { Address } from '../model/address.ts';
import { below } from '../model/below.ts';
import type { Resource } from '../model/resource.ts';

/** What an object lives in, as far as it is one of the resources: its mount, or the namespace around it. */
export type ContainerOf = (resource: Resource) => Resource | undefined;

/** The namespace that an object of a scope kind stands for, below that of the connection. */
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

/** Objects of one sort in one place: either may take the place of the other. */
export const placeOf = ({ kind: { block, label }, namespace, parent }: Resource): string =>
  JSON.stringify([namespace, parent ?? '', block, label ?? '']);

/** From the nearest to the outermost. */
export const around = (resource: Resource, containerOf: ContainerOf): Resource[] => {
  const found: Resource[] = [];
  for (let at = containerOf(resource); at !== undefined; at = containerOf(at)) found.push(at);
  return found;
};

/** The resources in groups such that each comes after what it lives in. */
export const inWaves = (resources: readonly Resource[], containerOf: ContainerOf): Resource[][] => {
  const waves: Resource[][] = [];
  for (const resource of resources) {
    const depth = around(resource, containerOf).length;
    while (waves.length <= depth) waves.push([]);
    waves[depth]?.push(resource);
  }
  return waves;
};
