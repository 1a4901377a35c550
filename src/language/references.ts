import type { Span } from '../model/span.ts';
import type { AccessStep, Expression, TemplatePart, Variable } from './ast.ts';
import { literalText } from './literal.ts';

/** A name from outside the expression, and the steps from it that are plain: `mount["a"].role.x`. */
export interface Traversal {
  readonly root: string;
  /** Up to the first step that is computed or a splat. */
  readonly steps: readonly TraversalStep[];
  readonly span: Span;
}

export type TraversalStep =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly key: string | number };

/** Everything that an expression refers to, in its order. Names that a `for` binds are not among it. */
export const references = (expression: Expression): readonly Traversal[] => {
  const found: Traversal[] = [];
  visit(expression, { found, bound: new Set() });
  return found;
};

interface Visit {
  readonly found: Traversal[];
  readonly bound: ReadonlySet<string>;
}

const visit = (expression: Expression, seen: Visit): void => {
  switch (expression.kind) {
    case 'variable':
      note(expression, [], seen);
      return;
    case 'access':
      visitAccess(expression, seen);
      return;
    case 'template':
      for (const part of expression.parts) visitPart(part, seen);
      return;
    case 'for': {
      const inner = binding(seen, [expression.keyName, expression.valueName]);
      visit(expression.collection, seen);
      for (const part of [expression.key, expression.value, expression.condition])
        if (part !== undefined) visit(part, inner);
      return;
    }
    default:
      for (const part of partsOf(expression)) visit(part, seen);
  }
};

/** The parts of an expression that binds no names. */
const partsOf = (expression: Expression): readonly Expression[] => {
  switch (expression.kind) {
    case 'call':
      return expression.args;
    case 'conditional':
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case 'binary':
      return [expression.first, ...expression.rest.map(({ operand }) => operand)];
    case 'unary':
      return [expression.operand];
    case 'parentheses':
      return [expression.inner];
    case 'tuple':
      return expression.items;
    case 'object':
      return expression.items.flatMap(({ key, value }) => [key, value]);
    default:
      return [];
  }
};

const binding = ({ found, bound }: Visit, names: readonly (string | undefined)[]): Visit => ({
  found,
  bound: new Set([...bound, ...names.filter((name) => name !== undefined)]),
});

const note = (
  { name, span }: Pick<Variable, 'name' | 'span'>,
  steps: readonly TraversalStep[],
  { found, bound }: Visit,
): void => {
  if (!bound.has(name)) found.push({ root: name, steps, span });
};

const visitAccess = (access: Extract<Expression, { kind: 'access' }>, seen: Visit): void => {
  if (access.base.kind === 'variable') {
    const steps = plainSteps(access.steps);
    const last = access.steps[steps.length - 1];
    note(
      { name: access.base.name, span: { ...access.span, end: last?.span.end ?? access.base.span.end } },
      steps,
      seen,
    );
  } else visit(access.base, seen);
  visitKeys(access.steps, seen);
};

const visitKeys = (steps: readonly AccessStep[], seen: Visit): void => {
  for (const step of steps) {
    if (step.kind === 'index') visit(step.key, seen);
    else if (step.kind === 'splat') visitKeys(step.steps, seen);
  }
};

const plainSteps = (steps: readonly AccessStep[]): readonly TraversalStep[] => {
  const plain: TraversalStep[] = [];
  for (const step of steps) {
    const key = step.kind === 'index' ? keyOf(step.key) : undefined;
    if (step.kind === 'name') plain.push({ kind: 'name', name: step.name });
    else if (key !== undefined) plain.push({ kind: 'index', key });
    else return plain;
  }
  return plain;
};

const keyOf = (expression: Expression): string | number | undefined => {
  const number = expression.kind === 'literal' && typeof expression.value === 'object' ? expression.value : null;
  return number?.toNumber() ?? literalText(expression);
};

const visitPart = (part: TemplatePart, seen: Visit): void => {
  if (part.kind === 'interpolation') visit(part.expression, seen);
  else if (part.kind === 'if') {
    visit(part.condition, seen);
    for (const inner of [...part.whenTrue, ...part.whenFalse]) visitPart(inner, seen);
  } else if (part.kind === 'for') {
    visit(part.collection, seen);
    const inner = binding(seen, [part.keyName, part.valueName]);
    for (const each of part.body) visitPart(each, inner);
  }
};
