import type { Attribute, Expression } from '../../language/index.ts';
import type { Span } from '../../model/span.ts';
import { constant } from '../parts/split.ts';

/** Where a part of a value is written: as far in as the expression shows it, which ends at the first reference or call. */
const partPlace = (expression: Expression, path: readonly string[]): Span => {
  const [key, ...rest] = path;
  if (expression.kind === 'parentheses') return partPlace(expression.inner, path);
  if (key === undefined) return expression.span;
  const inner = partOf(expression, key);
  return inner === undefined ? expression.span : partPlace(inner, rest);
};

const partOf = (expression: Expression, key: string): Expression | undefined => {
  if (expression.kind === 'tuple') return expression.items[Number(key)];
  if (expression.kind !== 'object') return undefined;
  return expression.items.findLast((item) => keyText(item.key) === key)?.value;
};

const keyText = (key: Expression): string => (key.kind === 'variable' ? key.name : String(constant(key)));

/** Where the values of attributes are written, and their parts. */
export const placesIn =
  (attributes: readonly Attribute[]) =>
  (name: string, path: readonly string[]): Span | undefined => {
    const attribute = attributes.find((one) => one.name === name);
    return attribute && partPlace(attribute.expression, path);
  };
