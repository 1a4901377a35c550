import { suggest } from '../../model/suggest.ts';
import type { Expression, Literal, ObjectExpression, Tuple, Variable } from '../ast.ts';
import { literalText } from '../literal.ts';
import type { Evaluated, Scope } from '../scope.ts';
import { STRING } from '../type.ts';
import type { Value } from '../value.ts';
import { converted, Mismatch } from '../values/convert.ts';
import { nullOf, number, object, textAsIs, truth, tuple, unknown } from '../values/make.ts';
import { withMark } from '../values/mark.ts';
import { valueWords } from '../values/types.ts';
import { isTooHeavy } from '../values/weight.ts';
import { evaluateAccess } from './access.ts';
import { evaluateCall } from './call.ts';
import { evaluateConditional } from './conditional.ts';
import { type Binding, type Environment, newEnvironment, TOO_LARGE, wrong } from './environment.ts';
import { evaluateFor } from './for.ts';
import { evaluateBinary, evaluateUnary } from './operators.ts';
import { evaluateTemplate } from './template.ts';

/**
 * The value of an expression. Every mistake in it is told; the parts that are wrong are unknown, so a value with
 * unknown parts and diagnostics is not "known after apply". Names in `bound` stand before those of the scope.
 */
export const evaluate = (expression: Expression, scope: Scope, bound?: Binding): Evaluated => {
  const environment = newEnvironment(scope, { bound });
  const value = evaluateIn(environment, expression);
  return { value, diagnostics: environment.diagnostics };
};

/** A value in which a mistake was told is unknown in every respect, so that nothing is told because of it. */
export const evaluateIn = (environment: Environment, expression: Expression): Value => {
  const before = environment.diagnostics.length;
  const found = evaluateKind(environment, expression);
  const value = isTooHeavy(found) ? wrong(environment, expression.span, TOO_LARGE) : found;
  if (environment.diagnostics.length === before) return value;
  const keeps = expression.kind === 'tuple' || expression.kind === 'object' || expression.kind === 'parentheses';
  return keeps ? value : unknown(undefined, value.sensitive);
};

const evaluateKind = (environment: Environment, expression: Expression): Value => {
  switch (expression.kind) {
    case 'literal':
      return literalValue(expression.value);
    case 'template':
      return evaluateTemplate(environment, expression);
    case 'variable':
      return evaluateVariable(environment, expression);
    case 'access':
      return evaluateAccess(environment, expression);
    case 'call':
      return evaluateCall(environment, expression);
    case 'conditional':
      return evaluateConditional(environment, expression);
    case 'binary':
      return evaluateBinary(environment, expression);
    case 'unary':
      return evaluateUnary(environment, expression);
    case 'parentheses':
      return evaluateIn(environment, expression.inner);
    case 'tuple':
      return evaluateTuple(environment, expression);
    case 'object':
      return evaluateObject(environment, expression);
    case 'for':
      return evaluateFor(environment, expression);
    case 'invalid':
      return unknown();
  }
};

const literalValue = (value: Literal['value']): Value => {
  if (value === null) return nullOf();
  if (typeof value === 'boolean') return truth(value);
  return typeof value === 'string' ? textAsIs(value) : number(value);
};

/** The value of a literal, or of a text without templates: most of what people write needs no scope. */
export const plainValue = (expression: Expression): Value | undefined => {
  if (expression.kind === 'literal') return literalValue(expression.value);
  const written = literalText(expression);
  const value = written === undefined ? undefined : textAsIs(written);
  return value !== undefined && isTooHeavy(value) ? undefined : value;
};

const evaluateVariable = (environment: Environment, { name, span }: Variable): Value => {
  for (let { bound } = environment; bound !== undefined; bound = bound.outer) {
    if (bound.name === name) return bound.value;
  }
  const { variables } = environment.scope;
  const found = variables.get(name);
  if (found !== undefined) return found;
  const near = suggest(name, [...variables.keys(), ...boundNames(environment)]);
  const help = near === undefined ? [`put text in quotes: "${name}"`] : [`did you mean ${near}?`];
  return wrong(environment, span, {
    code: 'unknown-variable',
    message: `there is nothing called "${name}" here`,
    help,
  });
};

const boundNames = ({ bound }: Environment): readonly string[] => {
  const names: string[] = [];
  for (let binding = bound; binding !== undefined; binding = binding.outer) names.push(binding.name);
  return names;
};

const evaluateTuple = (environment: Environment, { items }: Tuple): Value => {
  const values: Value[] = [];
  for (const item of items) values.push(evaluateIn(environment, item));
  return tuple(values);
};

/** The later of two members with one key stays. A key that is not known leaves the whole object unknown. */
const evaluateObject = (environment: Environment, { items }: ObjectExpression): Value => {
  const entries = new Map<string, Value>();
  let sensitive = false;
  let known = true;
  for (const item of items) {
    const key = plainKey(item.key) ?? keyFrom(environment, evaluateIn(environment, item.key), item.key);
    const value = evaluateIn(environment, item.value);
    sensitive ||= key.sensitive;
    if (key.kind === 'string') entries.set(key.value, value);
    else known = false;
  }
  return withMark(known ? object(entries) : unknown(), sensitive);
};

/** Nearly every key is a name. */
const plainKey = (key: Expression): Value | undefined =>
  key.kind === 'literal' && typeof key.value === 'string' ? textAsIs(key.value) : undefined;

/** A value as the key of an object: a string, or unknown (after a mistake as well). */
export const keyFrom = (environment: Environment, value: Value, { span }: Expression): Value => {
  if (value.kind === 'null') {
    return wrong(environment, span, { code: 'null-value', message: 'a key cannot be null' });
  }
  try {
    return converted(value, STRING);
  } catch (thrown) {
    if (!(thrown instanceof Mismatch)) throw thrown;
    const message = `a key must be a string, and this is ${valueWords(value)}`;
    return wrong(environment, span, { code: 'bad-key', message });
  }
};
