import type { Value } from '../language/index.ts';
import type { Address } from '../model/address.ts';
import type { Kind } from '../model/kind.ts';
import type { Resource } from '../model/resource.ts';
import { allInstances } from './expand.ts';
import { localId, type Node } from './program.ts';
import { chainOf, type Evaluation, evaluateIn, instanceAround } from './scope.ts';
import { type Instance, instancesIn } from './state.ts';
import type { ObjectTarget } from './targets.ts';
import type { UseStep } from './uses.ts';
import type { Declaration } from './written.ts';

/** Every object with what it depends on directly, in the order of the files. */
export const withDependencies = (
  declarations: readonly Declaration[],
  evaluation: Evaluation,
): readonly (readonly [Instance, Resource])[] => {
  const instances = declarations.flatMap((declaration) => allInstances(evaluation, declaration));
  const mentioned = mentionedBy(evaluation);
  const implied = impliedBy(instances);
  return instances.map((instance) => {
    const { address } = instance.resource;
    const found = new Set<Address>(instance.parent === undefined ? [] : [instance.parent.resource.address]);
    mentioned(instance, found);
    implied(instance, found);
    found.delete(address);
    return [instance, { ...instance.resource, dependsOn: [...found].sort() }] as const;
  });
};

type Collect = (instance: Instance, found: Set<Address>) => void;

/** What its expressions and `depends_on` mention, itself or through locals. */
const mentionedBy = (evaluation: Evaluation): Collect => {
  const { nodes, sorted } = evaluation.program;
  // In the order of need, so that a chain of locals of any length takes no recursion.
  const throughLocals = new Map<string, ReadonlySet<Address>>();
  for (const node of sorted) {
    if (node.local !== undefined) throughLocals.set(node.id, ofLocal(node, throughLocals, evaluation));
  }
  return ({ declaration, each, parent }, found) => {
    const node = nodes.get(declaration.key);
    for (const target of node?.targets ?? []) {
      if (target.kind === 'object') addTargets(found, { target, evaluation, node, each, parent });
      if (target.kind !== 'local') continue;
      for (const one of throughLocals.get(localId(target.name)) ?? []) found.add(one);
    }
  };
};

const ofLocal = (
  { targets }: Node,
  others: ReadonlyMap<string, ReadonlySet<Address>>,
  evaluation: Evaluation,
): ReadonlySet<Address> => {
  const found = new Set<Address>();
  for (const target of targets) {
    if (target.kind === 'object') addTargets(found, { target, evaluation });
    if (target.kind !== 'local') continue;
    for (const one of others.get(localId(target.name)) ?? []) found.add(one);
  }
  return found;
};

interface Mentioned {
  readonly target: ObjectTarget;
  readonly evaluation: Evaluation;
  readonly node?: Node | undefined;
  readonly each?: Value | undefined;
  readonly parent?: Instance | undefined;
}

/** The instances that a reference means: one where the key can be told, all where not. */
const addTargets = (found: Set<Address>, mentioned: Mentioned): void => {
  const { target } = mentioned;
  const last = target.declaration;
  const walk = (declarations: readonly Declaration[], parent: Instance | undefined): void => {
    const [declaration, ...rest] = declarations;
    if (declaration === undefined) return;
    for (const one of chosen(declaration, parent, mentioned)) {
      if (declaration === last) found.add(one.resource.address);
      else walk(rest, one);
    }
  };
  walk(chainOf(last, target.from), instanceAround(target.from, mentioned.parent));
};

const chosen = (
  declaration: Declaration,
  parent: Instance | undefined,
  { target, evaluation, node, each, parent: around }: Mentioned,
): Iterable<Instance> => {
  const here = instancesIn(evaluation.program.instances, declaration, parent);
  const step = target.keys.get(declaration);
  const key = step && keyOf(step, { node, each, evaluation, parent: around });
  const one = key === undefined ? undefined : here.get(key);
  return one === undefined ? here.values() : [one];
};

const keyOf = (step: UseStep, { node, each, evaluation, parent }: Omit<Mentioned, 'target'>): string | undefined => {
  if (step.kind === 'name') return step.name;
  if (step.kind === 'open' || node === undefined) return undefined;
  const { value } = evaluateIn({ expression: step.key, node, each, parent }, evaluation);
  if (value.kind === 'number') return value.value.toFixed();
  return value.kind === 'string' ? value.value : undefined;
};

/** What kinds say about order: neighbours that are made first, and fields that name other objects. */
const impliedBy = (instances: readonly Instance[]): Collect => {
  const byDefinition = new Map<string, Address[]>();
  const byName = new Map<string, Address>();
  for (const { kind, resource } of instances) {
    const key = `${placeKey(resource)} ${definitionOf(kind)}`;
    const list = byDefinition.get(key);
    if (list === undefined) byDefinition.set(key, [resource.address]);
    else list.push(resource.address);
    byName.set(nameKey(placeKey(resource), kind.block, resource.name), resource.address);
  }
  return ({ kind, resource }, found) => {
    for (const definition of kind.after) {
      for (const one of byDefinition.get(`${placeKey(resource)} ${definition}`) ?? []) found.add(one);
    }
    for (const { name, refers } of kind.fields) {
      if (refers === undefined) continue;
      for (const value of namesIn(resource.fields[name])) {
        const beside = byName.get(nameKey(placeKey(resource), refers, value));
        const named = beside ?? byName.get(nameKey(scopeKey(resource), refers, value));
        if (named !== undefined) found.add(named);
      }
    }
  };
};

const definitionOf = ({ id }: Kind): string => id.slice(id.indexOf('#') + 1);

// What an object stands among: the others of its mount, or of its namespace.
const placeKey = (resource: Resource): string => resource.parent ?? scopeKey(resource);
const scopeKey = ({ namespace }: Resource): string => `namespace ${namespace}`;

// Servers that fold the case of names fold it in what names them as well.
const nameKey = (place: string, block: string, name: string): string => `${place} ${block} ${name.toLowerCase()}`;

/** The names in a field: a list of texts, or one text with commas. */
const namesIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return value.split(',').map((one) => one.trim());
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
};
