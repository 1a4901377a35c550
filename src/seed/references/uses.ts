import type { AccessStep, Expression, TemplatePart } from '../../language/index.ts';
import type { Span } from '../../model/span.ts';
import { constant } from '../parts/split.ts';

/** One reference to a name from outside an expression, with the steps that follow it. */
export interface Use {
  readonly root: string;
  readonly steps: readonly UseStep[];
  readonly span: Span;
}

/** `name` stands for `.name` and `["name"]`; `dynamic` for `[expression]`; `open` for what only evaluation can tell. */
export type UseStep =
  | { readonly kind: 'name'; readonly name: string; readonly span: Span }
  | { readonly kind: 'dynamic'; readonly key: Expression; readonly span: Span }
  | { readonly kind: 'open'; readonly span: Span };

type Bound = ReadonlySet<string>;

const NOTHING: Bound = new Set();

/** The references of an expression, in the order of its text, without names that `for` binds. */
export const usesOf = (expression: Expression): readonly Use[] => {
  const found: Use[] = [];
  walk(expression, NOTHING, found);
  return found;
};

const walk = (expression: Expression, bound: Bound, found: Use[]): void => {
  if (expression.kind === 'variable') {
    if (!bound.has(expression.name)) found.push({ root: expression.name, steps: [], span: expression.span });
  } else if (expression.kind === 'access') walkAccess(expression, bound, found);
  else if (expression.kind === 'template') walkParts(expression.parts, bound, found);
  else if (expression.kind === 'for') walkFor(expression, bound, found);
  else if (expression.kind === 'object') walkMembers(expression.items, bound, found);
  else for (const inner of within(expression)) walk(inner, bound, found);
};

type Plain = Exclude<Expression, { kind: 'variable' | 'access' | 'template' | 'for' | 'object' }>;

/** The expressions in one that binds no names. */
const within = (expression: Plain): readonly Expression[] => {
  switch (expression.kind) {
    case 'literal':
    case 'invalid':
      return [];
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
  }
};

const walkMembers = (items: Extract<Expression, { kind: 'object' }>['items'], bound: Bound, found: Use[]): void => {
  for (const { key, value } of items) {
    walk(key, bound, found);
    walk(value, bound, found);
  }
};

const withNames = (bound: Bound, { keyName, valueName }: { keyName?: string | undefined; valueName: string }): Bound =>
  new Set([...bound, valueName, ...(keyName === undefined ? [] : [keyName])]);

const walkFor = (expression: Extract<Expression, { kind: 'for' }>, bound: Bound, found: Use[]): void => {
  walk(expression.collection, bound, found);
  const inner = withNames(bound, expression);
  for (const one of [expression.key, expression.value, expression.condition]) {
    if (one !== undefined) walk(one, inner, found);
  }
};

const walkParts = (parts: readonly TemplatePart[], bound: Bound, found: Use[]): void => {
  for (const part of parts) {
    if (part.kind === 'interpolation') walk(part.expression, bound, found);
    if (part.kind === 'if') {
      walk(part.condition, bound, found);
      walkParts(part.whenTrue, bound, found);
      walkParts(part.whenFalse, bound, found);
    }
    if (part.kind === 'for') {
      walk(part.collection, bound, found);
      walkParts(part.body, withNames(bound, part), found);
    }
  }
};

const walkAccess = (
  { base, steps, span }: Extract<Expression, { kind: 'access' }>,
  bound: Bound,
  found: Use[],
): void => {
  if (base.kind !== 'variable') walk(base, bound, found);
  else if (!bound.has(base.name)) found.push({ root: base.name, steps: steps.map((one) => stepOf(one, bound)), span });
  for (const key of steps.flatMap(keysIn)) walk(key, bound, found);
};

const stepOf = (step: AccessStep, bound: Bound): UseStep => {
  const { span } = step;
  if (step.kind === 'name') return { kind: 'name', name: step.name, span };
  if (step.kind === 'splat') return { kind: 'open', span };
  const key = constant(step.key);
  if (typeof key === 'string' || typeof key === 'number') return { kind: 'name', name: String(key), span };
  return mentions(step.key, bound) ? { kind: 'open', span } : { kind: 'dynamic', key: step.key, span };
};

/** True when an expression mentions a name that only a `for` around it knows. */
const mentions = (expression: Expression, bound: Bound): boolean =>
  bound.size > 0 && usesOf(expression).some(({ root }) => bound.has(root));

const keysIn = (step: AccessStep): readonly Expression[] => {
  if (step.kind === 'index') return [step.key];
  return step.kind === 'splat' ? step.steps.flatMap(keysIn) : [];
};
