import { toData, type Value } from '../language/index.ts';
import { isKnown } from '../model/data.ts';
import { severityOf } from '../model/diagnostic.ts';
import { type FoundKind, kindInside } from './child-kind.ts';
import { membersOf } from './for-each.ts';
import { makeInstance } from './instances.ts';
import { localId, type Node } from './program.ts';
import { type Evaluation, evaluateIn } from './scope.ts';
import { type Instance, UNKNOWN } from './state.ts';
import type { Tell } from './tell.ts';
import type { Declaration } from './written.ts';

interface ExpandRequest {
  readonly sorted: readonly Node[];
  /** Nodes that cannot have a value, for a reason that has been told. */
  readonly circular: ReadonlySet<string>;
  /** Variables without a usable value. */
  readonly badVariables: ReadonlySet<string>;
}

/** Evaluates every node after those it needs, and fills in the program's instances. */
export const expandAll = (request: ExpandRequest, evaluation: Evaluation, tell: Tell): void => {
  const spoiled = new Set(request.circular);
  for (const node of request.sorted) {
    const before = isSpoiled(node, spoiled, request.badVariables);
    let failed = before;
    const note: Tell = (diagnostic) => {
      failed ||= severityOf(diagnostic) === 'error';
      tell(diagnostic);
    };
    if (node.local !== undefined) evaluateLocal(node, evaluation, note);
    else if (node.declaration !== undefined)
      expand({ node, declaration: node.declaration, spoiled: before }, evaluation, note);
    if (failed) spoiled.add(node.id);
  }
};

const isSpoiled = (node: Node, spoiled: ReadonlySet<string>, badVariables: ReadonlySet<string>): boolean =>
  node.needs.some((need) => spoiled.has(need)) ||
  [...node.mentions.values()].some(({ broken }) => broken) ||
  node.targets.some((target) => target.kind === 'variable' && badVariables.has(target.name));

const evaluateLocal = (node: Node, evaluation: Evaluation, tell: Tell): void => {
  if (node.local === undefined) return;
  const { value, diagnostics } = evaluateIn({ expression: node.local.expression, node }, evaluation);
  diagnostics.forEach(tell);
  const failed = diagnostics.some((one) => severityOf(one) === 'error');
  evaluation.state.locals.set(node.id.slice(localId('').length), failed ? UNKNOWN : value);
};

/** The locals that no server can change: nothing in them is unknown. */
export const allKnown = (locals: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> =>
  new Map([...locals].filter(([, value]) => isKnown(toData(value))));

interface Expansion {
  readonly node: Node;
  readonly declaration: Declaration;
  readonly spoiled: boolean;
}

const expand = (expansion: Expansion, evaluation: Evaluation, tell: Tell): void => {
  const { declaration } = expansion;
  const { instances } = evaluation.program;
  const parents = declaration.parent === undefined ? [undefined] : allInstances(evaluation, declaration.parent);
  const tellOnce = onceForAll(tell);
  const table = new Map<Instance | undefined, Map<string | undefined, Instance>>();
  for (const parent of parents) {
    const found = expandIn(expansion, { parent, evaluation }, tellOnce.tell);
    if (found !== undefined) table.set(parent, found);
    tellOnce.next();
  }
  if (table.size > 0 || parents.length === 0) instances.set(declaration, table);
};

/**
 * Instances of one block repeat each other's mistakes: told is what the first instance with a mistake at a place has to say
 * about that place.
 */
const onceForAll = (tell: Tell): { tell: Tell; next: () => void } => {
  const before = new Set<string>();
  let now: string[] = [];
  return {
    tell: (diagnostic) => {
      const place = `${diagnostic.code} ${diagnostic.at?.start} ${diagnostic.at?.end}`;
      if (before.has(place)) return;
      now.push(place);
      tell(diagnostic);
    },
    next: () => {
      for (const place of now) before.add(place);
      now = [];
    },
  };
};

export const allInstances = ({ program }: Evaluation, declaration: Declaration): readonly Instance[] =>
  [...(program.instances.get(declaration)?.values() ?? [])].flatMap((some) => [...some.values()]);

interface Inside {
  readonly parent: Instance | undefined;
  readonly evaluation: Evaluation;
}

const expandIn = (
  { node, declaration, spoiled }: Expansion,
  { parent, evaluation }: Inside,
  tell: Tell,
): Map<string | undefined, Instance> | undefined => {
  const found =
    parent === undefined || declaration.top !== undefined
      ? topKind(declaration)
      : kindInside(declaration, parent, evaluation.program.catalog);
  if (!('kind' in found)) {
    if (found.problem !== undefined) tell(found.problem);
    return undefined;
  }
  const members = membersIn({ node, declaration, spoiled }, { parent, evaluation }, tell);
  if (members === undefined) return undefined;
  const made = new Map<string | undefined, Instance>();
  const once = onceForAll(tell);
  for (const { key, each } of members) {
    const { kind, siblings } = found;
    const origin = { node, declaration, parent, key, each, spoiled, kind, siblings };
    made.set(key, makeInstance(origin, evaluation, once.tell));
    once.next();
  }
  return made;
};

const topKind = ({ top }: Declaration): FoundKind => (top === undefined ? {} : { kind: top, siblings: [] });

/** The members of `for_each`, or the one object that a block without it declares. */
const membersIn = (
  { node, declaration, spoiled }: Expansion,
  { parent, evaluation }: Inside,
  tell: Tell,
): readonly Pick<Instance, 'key' | 'each'>[] | undefined => {
  const { forEach } = declaration.meta;
  const each = parent?.each;
  if (forEach === undefined) return [{ key: undefined, each }];
  const evaluated = evaluateIn({ expression: forEach.expression, node, each, parent }, evaluation);
  evaluated.diagnostics.forEach(tell);
  const found = membersOf(evaluated, forEach.expression.span, spoiled);
  if ('members' in found) return found.members;
  if (found.problem !== undefined) tell(found.problem);
  return undefined;
};
