import type { Address } from '../../model/address.ts';
import type { Kind } from '../../model/kind.ts';
import { perObject } from '../../model/per-object.ts';
import type { Resource } from '../../model/resource.ts';
import { hostsAmong } from '../checks/endpoint-places.ts';
import type { Instance, Program } from '../evaluate/state.ts';
import { objectsOf, type ReachOf } from './reach.ts';

/** Fills in `dependsOn` of every object. @returns the resources, in the order of the files. */
export const withDependencies = (program: Program, reachOf: ReachOf): readonly (readonly [Instance, Resource])[] => {
  const instances = objectsOf(program);
  const implied = impliedBy(instances);
  const hostOf = hostsAmong(instances);
  return instances.map((instance) => {
    const { declaration, parent, resource } = instance;
    const reach = reachOf(instance.program);
    const node = instance.program.nodes.get(declaration.key);
    const found = new Set<Address>(reach.around());
    if (parent !== undefined) found.add(parent.resource.address);
    if (node !== undefined && node.targets.length > 0) {
      reach.add(node.targets, { node, each: instance.each, parent }, found);
    }
    implied(instance, found);
    const host = hostOf(resource);
    if (host !== undefined) found.add(host.address);
    found.delete(resource.address);
    for (const one of [...found].sort()) instance.dependsOn.push(one);
    // An endpoint inside a mount depends on the mount, wherever it is declared.
    const lodged = host?.kind.children === undefined ? resource : { ...resource, parent: host.address };
    return [instance, lodged] as const;
  });
};

type Collect = (instance: Instance, found: Set<Address>) => void;

/** Dependencies that the kinds state: `after` (neighbours that are made first) and `refers` (fields that name objects). */
const impliedBy = (instances: readonly Instance[]): Collect => {
  const kinds = [...new Set(instances.map(({ kind }) => kind))];
  const definitions = new Set(kinds.flatMap(({ after }) => after));
  const blocks = new Set(kinds.flatMap(({ fields }) => referring(fields).map(({ refers }) => refers)));
  const byDefinition = new Map<string, Address[]>();
  const byName = new Map<string, Address>();
  for (const { kind, resource } of instances) {
    if (definitions.has(definitionOf(kind))) {
      const key = `${placeKey(resource)} ${definitionOf(kind)}`;
      const list = byDefinition.get(key);
      if (list === undefined) byDefinition.set(key, [resource.address]);
      else list.push(resource.address);
    }
    if (blocks.has(kind.block)) byName.set(nameKey(placeKey(resource), kind.block, resource.name), resource.address);
  }
  return ({ kind, resource }, found) => {
    for (const definition of kind.after) {
      for (const one of byDefinition.get(`${placeKey(resource)} ${definition}`) ?? []) found.add(one);
    }
    for (const { name, refers } of referring(kind.fields)) {
      for (const value of namesIn(resource.fields[name])) {
        const beside = byName.get(nameKey(placeKey(resource), refers, value));
        const named = beside ?? byName.get(nameKey(scopeKey(resource), refers, value));
        if (named !== undefined) found.add(named);
      }
    }
  };
};

/** The fields that name other objects, and the block of these. */
const referring = perObject((fields: Kind['fields']) =>
  fields.flatMap(({ name, refers }) => (refers === undefined ? [] : [{ name, refers }])),
);

const definitionOf = ({ id }: Kind): string => id.slice(id.indexOf('#') + 1);

// The neighbours of an object: the others of its mount, or of its namespace.
const placeKey = (resource: Resource): string => resource.parent ?? scopeKey(resource);
const scopeKey = ({ namespace }: Resource): string => `namespace ${namespace}`;

// Where the server folds the case of names it folds it in references to them too.
const nameKey = (place: string, block: string, name: string): string => `${place} ${block} ${name.toLowerCase()}`;

/** The names in a field: a list of texts, or one text with commas. */
const namesIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return value.split(',').map((one) => one.trim());
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
};
