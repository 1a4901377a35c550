import type { Span } from '../../model/span.ts';
import type { Conditional, Expression } from '../ast.ts';
import { BOOL, type Type } from '../type.ts';
import type { Value } from '../value.ts';
import { converted, Mismatch } from '../values/convert.ts';
import { unknown } from '../values/make.ts';
import { withMark } from '../values/mark.ts';
import { typeOf, typeWords, valueWords } from '../values/types.ts';
import { unify } from '../values/unify.ts';
import { apart, type Environment, wrong } from './environment.ts';
import { evaluateIn } from './evaluate.ts';

/** Only the chosen side's mistakes count, but both sides say what type the result has. */
export const evaluateConditional = (environment: Environment, expression: Conditional): Value => {
  const condition = conditionOf(environment, expression.condition);
  const sides = [apart(environment), apart(environment)] as const;
  const whenTrue = evaluateIn(sides[0], expression.whenTrue);
  const whenFalse = evaluateIn(sides[1], expression.whenFalse);
  const known = condition.kind === 'bool';
  if (!known || condition.value) environment.diagnostics.push(...sides[0].diagnostics);
  if (!known || !condition.value) environment.diagnostics.push(...sides[1].diagnostics);
  const failed = sides.some(({ diagnostics }) => diagnostics.length > 0);
  const type = failed ? { kind: 'any' as const } : resultType(environment, { whenTrue, whenFalse }, expression.span);
  if (type === undefined) return unknown();
  const sensitive = condition.sensitive || whenTrue.sensitive || whenFalse.sensitive;
  if (!known) return unknown(type, sensitive);
  return withMark(asType(condition.value ? whenTrue : whenFalse, type), sensitive);
};

/** A condition as a truth value, or unknown. */
export const conditionOf = (environment: Environment, expression: Expression): Value => {
  const value = evaluateIn(environment, expression);
  if (value.kind === 'null') {
    return wrong(environment, expression.span, { code: 'null-value', message: 'a condition cannot be null' });
  }
  try {
    return converted(value, BOOL);
  } catch (thrown) {
    if (!(thrown instanceof Mismatch)) throw thrown;
    const message = `a condition must be true or false, and this is ${valueWords(value)}`;
    return wrong(environment, expression.span, { code: 'bad-condition', message });
  }
};

const resultType = (
  environment: Environment,
  { whenTrue, whenFalse }: { whenTrue: Value; whenFalse: Value },
  at: Span,
): Type | undefined => {
  const type = unify([typeOf(whenTrue), typeOf(whenFalse)]);
  if (type !== undefined) return type;
  const message = `one result is ${typeWords(typeOf(whenTrue))}, the other ${typeWords(typeOf(whenFalse))}: they have no type in common`;
  wrong(environment, at, {
    code: 'mixed-types',
    message,
    help: ['make both the same, with tostring(), tolist() or null'],
  });
  return undefined;
};

/** Types that were made one can be converted to; a part whose type nothing was said about stays as it is. */
const asType = (value: Value, type: Type): Value => {
  try {
    return converted(value, type);
  } catch (thrown) {
    if (!(thrown instanceof Mismatch)) throw thrown;
    return value;
  }
};
