import type { Expression } from './ast.ts';

/** The text of an expression that is a string without templates; nothing for any other. */
export const literalText = (expression: Expression): string | undefined => {
  if (expression.kind === 'literal') return typeof expression.value === 'string' ? expression.value : undefined;
  if (expression.kind !== 'template') return undefined;
  const [part, ...others] = expression.parts;
  if (part === undefined) return '';
  return part.kind === 'text' && others.length === 0 ? part.text : undefined;
};
