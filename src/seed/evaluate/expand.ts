import { isWhollyKnown } from '../../language/index.ts';
import { severityOf } from '../../model/diagnostic.ts';
import { type OpenedCall, openCall, takesOneMore, tooManyCalls } from '../modules/calls.ts';
import type { Declaration } from '../parts/written.ts';
import { localId, type Node } from '../references/program.ts';
import type { Tell } from '../tell.ts';
import { type FoundKind, kindInside } from './child-kind.ts';
import { expandDynamic } from './expand-dynamic.ts';
import { layoutOf } from './fields.ts';
import { makeInstance } from './instances.ts';
import { type Expansion, type Inside, membersIn, onceForAll } from './members.ts';
import { takesOneObject } from './most-objects.ts';
import { evaluateFree } from './outputs.ts';
import { type Evaluation, evaluateIn } from './scope.ts';
import { allOf, type Instance, type Program, UNKNOWN } from './state.ts';

interface ExpandRequest {
  readonly sorted: readonly Node[];
  /** Nodes without a value because they are in a cycle, which has been reported. */
  readonly circular: ReadonlySet<string>;
  /** Variables without a usable value. */
  readonly badVariables: ReadonlySet<string>;
}

/** Evaluates every node, dependencies first, and fills in the program's instances. */
export const expandAll = (request: ExpandRequest, evaluation: Evaluation, tell: Tell): void => {
  const spoiled = new Set(request.circular);
  for (const node of request.sorted) {
    const before = isSpoiled(node, { spoiled, badVariables: request.badVariables }, evaluation.program);
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
  for (const [name, value] of evaluation.state.locals) {
    if (isWhollyKnown(value)) evaluation.program.constants.set(name, value);
  }
};

interface Spoiled extends Pick<ExpandRequest, 'badVariables'> {
  readonly spoiled: ReadonlySet<string>;
}

const isSpoiled = (node: Node, { spoiled, badVariables }: Spoiled, program: Program): boolean =>
  node.needs.some((need) => spoiled.has(need)) ||
  node.broken ||
  (node.declaration?.module !== undefined && !program.names.units.has(node.declaration)) ||
  node.targets.some((target) => target.kind === 'variable' && badVariables.has(target.name));

const evaluateLocal = (node: Node, evaluation: Evaluation, tell: Tell): void => {
  if (node.local === undefined) return;
  const { value, diagnostics } = evaluateIn({ expression: node.local.expression, node }, evaluation);
  diagnostics.forEach(tell);
  const failed = diagnostics.some((one) => severityOf(one) === 'error');
  evaluation.state.locals.set(node.id.slice(localId('').length), failed ? UNKNOWN : value);
};

const expand = (expansion: Expansion, evaluation: Evaluation, tell: Tell): void => {
  const { declaration } = expansion;
  const { instances } = evaluation.program;
  const parents = declaration.parent === undefined ? [undefined] : allOf(instances, declaration.parent);
  if (declaration.module !== undefined) {
    expandCalls(expansion, { parents, evaluation }, tell);
    return;
  }
  const tellOnce = onceForAll(tell, parents.length);
  const table = new Map<Instance | undefined, Map<string | undefined, Instance>>();
  for (const parent of parents) {
    const found = expandIn(expansion, { parent, evaluation }, tellOnce.tell);
    if (found !== undefined) table.set(parent, found);
    tellOnce.next();
  }
  if (table.size > 0 || parents.length === 0) instances.set(declaration, table);
};

const expandIn = (
  { node, declaration, spoiled }: Expansion,
  { parent, evaluation }: Inside,
  tell: Tell,
): Map<string | undefined, Instance> | undefined => {
  const { dynamic } = declaration;
  if (dynamic !== undefined && parent !== undefined) {
    return expandDynamic({ expansion: { node, declaration, spoiled }, dynamic, parent, evaluation }, tell);
  }
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
  const once = onceForAll(tell, members.length);
  const { kind, siblings } = found;
  const layout = layoutOf(declaration, kind);
  for (const { key, each } of members) {
    if (!takesOneObject(evaluation.program, declaration, tell)) return undefined;
    const origin = { node, declaration, parent, key, each, spoiled, kind, layout, siblings };
    made.set(key, makeInstance(origin, evaluation, once.tell));
    once.next();
  }
  return made;
};

const topKind = ({ top }: Declaration): FoundKind => (top === undefined ? {} : { kind: top, siblings: [] });

interface Calls {
  readonly parents: readonly (Instance | undefined)[];
  readonly evaluation: Evaluation;
}

/** Every instance of a call becomes a program of its own: the same folder, with its own inputs. */
const expandCalls = (expansion: Expansion, { parents, evaluation }: Calls, tell: Tell): void => {
  const { declaration } = expansion;
  const { calls, names } = evaluation.program;
  const unit = names.units.get(declaration);
  if (unit === undefined) return;
  const once = onceForAll(tell);
  const table = new Map<Instance | undefined, Map<string | undefined, Program>>();
  calls.set(declaration, table);
  for (const parent of parents) {
    const members = membersIn(expansion, { parent, evaluation }, once.tell);
    const made = new Map<string | undefined, Program>();
    if (members !== undefined) table.set(parent, made);
    for (const member of members ?? []) {
      const opened = openCall({ ...expansion, ...member, unit, parent }, evaluation, once.tell);
      made.set(member.key, opened.program);
      fillIn(opened, evaluation, once.tell);
      once.next();
    }
  }
};

const fillIn = ({ program, bad }: OpenedCall, evaluation: Evaluation, tell: Tell): void => {
  const inner = evaluation.within(program);
  if (!takesOneMore(program)) {
    tell(tooManyCalls(program));
    return;
  }
  expandAll({ sorted: program.sorted, circular: program.circular, badVariables: bad }, inner, tell);
  for (const output of program.written.outputs.values()) evaluateFree(output.value, inner).diagnostics.forEach(tell);
};
