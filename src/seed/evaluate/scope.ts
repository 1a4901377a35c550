import {
  type Binding,
  type Evaluated,
  type Expression,
  evaluate,
  plainValue,
  type Scope,
  type Value,
} from '../../language/index.ts';
import type { Resource } from '../../model/resource.ts';
import type { Declaration } from '../parts/written.ts';
import { localId, type Node } from '../references/program.ts';
import { fieldProblems, withObjects } from '../references/target-problems.ts';
import type { ObjectTarget, Target } from '../references/targets.ts';
import type { MemberName } from './dynamic-members.ts';
import { fieldsOfResource, valueOfResource } from './resource-value.ts';
import { type Instance, objectOf, type Program, type State, UNKNOWN } from './state.ts';

export interface Evaluation {
  readonly program: Program;
  readonly state: State;
  /** An instance's resource as far as it is known in this evaluation. */
  readonly resourceOf: (instance: Instance) => Resource;
  /** The program's variables, as one object. */
  readonly variables: () => Value;
  /** The program's outputs, as one object. */
  readonly outputs: () => Value;
  /** The evaluation of another program of the same seed, at the same moment. */
  readonly within: (program: Program) => Evaluation;
}

interface EvaluateRequest {
  readonly expression: Expression;
  readonly node: Node;
  readonly each?: Value | undefined;
  /** What a dynamic block calls its member. */
  readonly binding?: MemberName | undefined;
  /** What the node's declaration stands in. */
  readonly parent?: Instance | undefined;
}

/** The value of one expression of a node. A broken reference is unknown: it has been reported already. */
export const evaluateIn = (request: EvaluateRequest, evaluation: Evaluation): Evaluated => {
  const { expression, node, parent } = request;
  const plain = plainValue(expression);
  if (plain !== undefined) return { value: plain, diagnostics: [] };
  const { broken, targets = [] } = node.mentions.get(expression) ?? {};
  if (broken) return { value: UNKNOWN, diagnostics: [] };
  const { program } = evaluation;
  const problems = fieldProblems(targets, program);
  if (problems.length > 0) return { value: UNKNOWN, diagnostics: problems };
  const evaluated = evaluate(expression, scopeOf(node, parent, evaluation), memberNames(request));
  return withObjects(evaluated, targets, program);
};

/** `each`; of objects that a dynamic block declares it has the name of the iterator, and `each` is that of what is around. */
const memberNames = ({ node, each, parent, binding }: EvaluateRequest): Binding | undefined => {
  const iterator = node.declaration?.dynamic?.iterator;
  let names: Binding | undefined;
  const add = (name: string, value: Value | undefined): void => {
    if (value !== undefined) names = { name, value, outer: names };
  };
  if (iterator !== undefined) add('each', parent?.each);
  add(iterator ?? 'each', each);
  if (binding !== undefined) add(...binding);
  return names;
};

/** The values of the names in a node's expressions, without `each`. */
const scopeOf = (node: Node, parent: Instance | undefined, evaluation: Evaluation): Scope => {
  const { scopes } = evaluation.state;
  const { names } = node;
  const key = names.local && parent !== undefined ? `${names.key}\n${parent.resource.address}` : names.key;
  const known = scopes.get(key);
  if (known !== undefined) return known;
  const made = { ...evaluation.program.base, variables: scopeFor(node.targets, evaluation, parent) };
  scopes.set(key, made);
  return made;
};

/** The instance of a declaration that something stands in; none at the top. */
export const instanceAround = (from: Declaration | undefined, parent: Instance | undefined): Instance | undefined => {
  let at = from === undefined ? undefined : parent;
  while (at !== undefined && at.declaration !== from) at = at.parent;
  return at;
};

/** Builds only the objects that are referred to: a seed may hold ten thousand. */
export const scopeFor = (
  targets: readonly Target[],
  evaluation: Evaluation,
  parent?: Instance,
): ReadonlyMap<string, Value> => {
  const { program } = evaluation;
  const locals = new Set(targets.flatMap((target) => (target.kind === 'local' ? [target.name] : [])));
  const variables = new Map<string, Value>([
    ['var', evaluation.variables()],
    ['path', program.paths],
  ]);
  if (locals.size > 0)
    variables.set('local', objectOf([...locals].map((name) => [name, localValue(name, evaluation)])));
  const objects = targets.filter((target): target is ObjectTarget => target.kind === 'object');
  for (const from of new Set(objects.map((target) => target.from))) {
    const start = instanceAround(from, parent);
    for (const [type, wanted] of wantedOf(objects, from)) {
      const value = blockValue(wanted, start, evaluation);
      variables.set(type, merged(variables.get(type), value));
    }
  }
  return variables;
};

/** Blocks of one type from a namespace and from around it: each reference means one of them. */
const merged = (first: Value | undefined, second: Value): Value =>
  first?.kind === 'object' && second.kind === 'object' ? objectOf([...first.entries, ...second.entries]) : second;

/** The present value of a local that waits for the server. */
const localValue = (name: string, evaluation: Evaluation): Value => {
  const { state } = evaluation;
  const known = state.locals.get(name);
  if (known !== undefined) return known;
  for (const node of openLocals(name, evaluation)) {
    if (node.local === undefined) continue;
    const { value } = evaluateIn({ expression: node.local.expression, node }, evaluation);
    state.locals.set(node.local.name, value);
  }
  return state.locals.get(name) ?? UNKNOWN;
};

/** A local and those it needs that have no value yet, in topological order: a chain may be long. */
const openLocals = (name: string, { program, state }: Evaluation): readonly Node[] => {
  const open = new Set<string>();
  const next = [localId(name)];
  for (const id of next) {
    const node = program.nodes.get(id);
    if (node?.local === undefined || open.has(id) || state.locals.has(node.local.name)) continue;
    open.add(id);
    next.push(...node.needs);
  }
  return program.sorted.filter(({ id }) => open.has(id));
};

/** The mentioned declarations, each with what is asked of it: fields, or all of it, and what is mentioned of those inside it. */
type Wanted = Map<Declaration, Asked>;

interface Asked {
  readonly inside: Wanted;
  readonly fields: Set<string>;
  whole: boolean;
}

const wantedOf = (targets: readonly ObjectTarget[], from: Declaration | undefined): ReadonlyMap<string, Wanted> => {
  const byType = new Map<string, Wanted>();
  for (const { declaration, field } of targets.filter((target) => target.from === from)) {
    const chain = chainOf(declaration, from);
    const type = chain[0]?.block.type ?? '';
    let level = byType.get(type) ?? new Map();
    byType.set(type, level);
    for (const one of chain) {
      const asked: Asked = level.get(one) ?? { inside: new Map(), fields: new Set(), whole: false };
      level.set(one, asked);
      level = asked.inside;
      if (one !== declaration) continue;
      if (field === undefined) asked.whole = true;
      else asked.fields.add(field.name);
    }
  }
  return byType;
};

/** A declaration and those it stands in, from the top, or from inside of `from`. */
export const chainOf = (declaration: Declaration, from?: Declaration): readonly Declaration[] =>
  declaration.parent === from || declaration.parent === undefined
    ? [declaration]
    : [...chainOf(declaration.parent, from), declaration];

/** All mentioned declarations of one block type: by label, or the one without a label itself. */
const blockValue = (wanted: Wanted, parent: Instance | undefined, evaluation: Evaluation): Value => {
  const entries = new Map<string, Value>();
  for (const [declaration, asked] of wanted) {
    const value = declarationValue({ declaration, asked, parent }, evaluation);
    if (declaration.label !== undefined) entries.set(declaration.label, value);
    else if (value.kind !== 'object') return value;
    else for (const [name, member] of value.entries) entries.set(name, member);
  }
  return objectOf(entries);
};

interface ValueRequest {
  readonly declaration: Declaration;
  readonly asked: Asked;
  readonly parent: Instance | undefined;
}

const declarationValue = ({ declaration, asked, parent }: ValueRequest, evaluation: Evaluation): Value => {
  const { program, state } = evaluation;
  const memo = parent === undefined && asked.inside.size === 0;
  const id = asked.whole ? declaration.key : `${declaration.key}\n${[...asked.fields].sort().join('\n')}`;
  const known = memo ? state.objects.get(id) : undefined;
  if (known !== undefined) return known;
  const called = program.calls.get(declaration)?.get(parent);
  const here = program.instances.get(declaration)?.get(parent);
  const values = [
    ...[...(called ?? [])].map(([key, one]) => [key ?? '', evaluation.within(one).outputs()] as const),
    ...[...(here ?? [])].map(([key, one]) => [key ?? '', instanceValue(one, asked, evaluation)] as const),
  ];
  // No instances: the declaration has a mistake, which has been reported.
  const many = (called ?? here) === undefined ? UNKNOWN : objectOf(values);
  const value = declaration.meta.forEach === undefined ? (values[0]?.[1] ?? UNKNOWN) : many;
  if (memo) state.objects.set(id, value);
  return value;
};

const instanceValue = (instance: Instance, { inside, fields, whole }: Asked, evaluation: Evaluation): Value => {
  const resource = evaluation.resourceOf(instance);
  const facts = evaluation.state.facts.get(resource.address);
  const some = whole ? undefined : fieldsOfResource(resource, facts, fields);
  const own = some ?? valueOfResource(resource, facts);
  if (inside.size === 0 || own.kind !== 'object') return own;
  const types = new Set([...inside.keys()].map(({ block }) => block.type));
  const blocks = [...types].map((type) => {
    const some = new Map([...inside].filter(([{ block }]) => block.type === type));
    return [type, blockValue(some, instance, evaluation)] as const;
  });
  return objectOf([...own.entries, ...blocks]);
};
