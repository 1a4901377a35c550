import type { Value } from '../../language/index.ts';
import type { Address } from '../../model/address.ts';
import { chainOf, type Evaluation, evaluateIn, instanceAround } from '../evaluate/scope.ts';
import { allOf, type Instance, instancesIn, type Program } from '../evaluate/state.ts';
import type { Declaration } from '../parts/written.ts';
import { mentionsOf } from './mentions.ts';
import { localId, type Node } from './program.ts';
import type { ObjectTarget, Target } from './targets.ts';
import type { UseStep } from './uses.ts';

/** Where a reference is. Without a node the keys of references are not known. */
interface Mention {
  readonly node?: Node | undefined;
  readonly each?: Value | undefined;
  readonly parent?: Instance | undefined;
}

/** The objects that expressions of one program lead to, also through locals and through inputs and outputs of modules. */
interface Reach {
  /** What every object of the program depends on, because the module call does. */
  readonly around: () => ReadonlySet<Address>;
  readonly add: (targets: readonly Target[], mention: Mention, found: Set<Address>) => void;
  /** What one output leads to; without a name: every object of the program. */
  readonly output: (name: string | undefined) => ReadonlySet<Address>;
}

export type ReachOf = (program: Program) => Reach;

/** All objects of a program and of the modules it calls, in the order of the files. */
export const objectsOf = (program: Program): readonly Instance[] =>
  program.written.declarations.flatMap((declaration) =>
    declaration.module === undefined
      ? allOf(program.instances, declaration)
      : allOf(program.calls, declaration).flatMap(objectsOf),
  );

/** The reach of each program of a seed, on demand. Their instances must be complete. */
export const reachesIn = (evaluation: Evaluation): ReachOf => {
  const known = new Map<Program, Reach>();
  const reachOf: ReachOf = (program) => {
    const found = known.get(program) ?? openReach(evaluation.within(program), reachOf);
    known.set(program, found);
    return found;
  };
  return reachOf;
};

type Named = (name: string) => ReadonlySet<Address>;

const openReach = (evaluation: Evaluation, reachOf: ReachOf): Reach => {
  const { program } = evaluation;
  const { caller } = program;
  const input = remembered((name) => inputReach(program, name, reachOf));
  const add: Reach['add'] = (targets, mention, found) => {
    for (const target of targets) {
      if (target.kind === 'object') addObjects(found, { mention, target, evaluation, reachOf });
      if (target.kind === 'local') addAll(found, local(target.name));
      if (target.kind === 'variable') addAll(found, input(target.name));
    }
  };
  const local = throughLocals(evaluation, add);
  const around = remembered(() => {
    const found = new Set<Address>();
    if (caller === undefined) return found;
    const calling = reachOf(caller.program);
    addAll(found, calling.around());
    if (caller.parent !== undefined) found.add(caller.parent.resource.address);
    calling.add(forCall(caller.node), caller, found);
    return found;
  });
  const output = remembered((name) => {
    const value = program.written.outputs.get(name)?.value;
    const found = new Set<Address>();
    if (value !== undefined) add(mentionsOf(value, { names: program.names, each: false }, () => {}).targets, {}, found);
    return found;
  });
  const everything = remembered(() => new Set(objectsOf(program).map(({ resource }) => resource.address)));
  return { around: () => around(''), add, output: (name) => (name === undefined ? everything('') : output(name)) };
};

const remembered = (work: Named): Named => {
  const known = new Map<string, ReadonlySet<Address>>();
  return (name) => {
    const found = known.get(name) ?? work(name);
    known.set(name, found);
    return found;
  };
};

const addAll = (found: Set<Address>, more: ReadonlySet<Address>): void => {
  for (const one of more) found.add(one);
};

/** What a call itself depends on: by its `for_each` and its `depends_on`. Inputs are separate. */
const forCall = ({ declaration, mentions, dependsOn }: Node): readonly Target[] => {
  const forEach = declaration?.meta.forEach;
  return [...((forEach && mentions.get(forEach.expression)?.targets) ?? []), ...dependsOn];
};

const inputReach = ({ caller }: Program, name: string, reachOf: ReachOf): ReadonlySet<Address> => {
  const found = new Set<Address>();
  const attribute = caller?.declaration.attributes.get(name);
  if (caller === undefined || attribute === undefined) return found;
  const { targets = [] } = caller.node.mentions.get(attribute.expression) ?? {};
  reachOf(caller.program).add(targets, caller, found);
  return found;
};

/** In topological order, so that a chain of locals of any length needs no recursion. */
const throughLocals = ({ program }: Evaluation, add: Reach['add']): Named => {
  let known: Map<string, ReadonlySet<Address>> | undefined;
  return (name) => {
    if (known === undefined) {
      known = new Map();
      for (const { local, id, targets } of program.sorted) {
        if (local === undefined) continue;
        const found = new Set<Address>();
        add(targets, {}, found);
        known.set(id, found);
      }
    }
    return known.get(localId(name)) ?? new Set();
  };
};

interface Mentioned {
  readonly mention: Mention;
  readonly target: ObjectTarget;
  readonly evaluation: Evaluation;
  readonly reachOf: ReachOf;
}

/** The instances that a reference means: one where the key can be told, all where not. */
const addObjects = (found: Set<Address>, mentioned: Mentioned): void => {
  const { target, evaluation, reachOf } = mentioned;
  const { instances, calls } = evaluation.program;
  const last = target.declaration;
  const walk = (declarations: readonly Declaration[], parent: Instance | undefined): void => {
    const [declaration, ...rest] = declarations;
    if (declaration === undefined) return;
    if (declaration.module !== undefined) {
      for (const one of chosen(instancesIn(calls, declaration, parent), declaration, mentioned)) {
        addAll(found, reachOf(one).output(target.field?.name));
      }
      return;
    }
    for (const one of chosen(instancesIn(instances, declaration, parent), declaration, mentioned)) {
      if (declaration === last) found.add(one.resource.address);
      else walk(rest, one);
    }
  };
  walk(chainOf(last, target.from), instanceAround(target.from, mentioned.mention.parent));
};

const chosen = <T>(
  here: ReadonlyMap<string | undefined, T>,
  declaration: Declaration,
  mentioned: Mentioned,
): Iterable<T> => {
  const step = mentioned.target.keys.get(declaration);
  const key = step && keyOf(step, mentioned);
  const one = key === undefined ? undefined : here.get(key);
  return one === undefined ? here.values() : [one];
};

const keyOf = (step: UseStep, { mention, evaluation }: Mentioned): string | undefined => {
  const { node, each, parent } = mention;
  if (step.kind === 'name') return step.name;
  if (step.kind === 'open' || node === undefined) return undefined;
  const { value } = evaluateIn({ expression: step.key, node, each, parent }, evaluation);
  if (value.kind === 'number') return value.value.toFixed();
  return value.kind === 'string' ? value.value : undefined;
};
