import { type Expression, parseExpression } from '../language/index.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { constant } from './split.ts';
import { type Names, resolveUse } from './targets.ts';
import { usesOf } from './uses.ts';

/** What every reference looks like, so that not every text of a seed is read as one. */
const REFERENCE = /^[a-z_]+(?:\.[\p{L}_][\p{L}\p{Nd}_-]*|\[(?:"[^"\]]*"|\d+)\])+$/u;

/**
 * Texts that would lead somewhere in this seed if they were references: most likely they were meant to. A text that leads
 * nowhere, such as the name of a file, is a text.
 */
export const quotedReferences = (expressions: Iterable<Expression>, names: Names): readonly Diagnostic[] =>
  [...expressions].flatMap((expression) => textsIn(expression).flatMap((text) => quoted(text, names) ?? []));

/** The parts of a value that are written as one text each. What a function is given is its own affair. */
const textsIn = (expression: Expression): readonly Expression[] => {
  switch (expression.kind) {
    case 'literal':
    case 'template':
      return [expression];
    case 'parentheses':
      return textsIn(expression.inner);
    case 'conditional':
      return [expression.whenTrue, expression.whenFalse].flatMap(textsIn);
    case 'tuple':
      return expression.items.flatMap(textsIn);
    case 'object':
      return expression.items.flatMap(({ value }) => textsIn(value));
    default:
      return [];
  }
};

const quoted = (expression: Expression, names: Names): Diagnostic | undefined => {
  const text = constant(expression);
  if (typeof text !== 'string' || !REFERENCE.test(text) || !leadsSomewhere(text, names)) return undefined;
  const json = expression.span.source.path.endsWith('.json');
  return {
    code: 'quoted-reference',
    message: `this is the text "${text}", not what ${text} stands for`,
    at: expression.span,
    help: [json ? `did you mean \${${text}}?` : `did you mean ${text}, without quotes?`],
  };
};

const leadsSomewhere = (text: string, names: Names): boolean => {
  const { expression, diagnostics } = parseExpression({ path: 'text', text });
  const uses = diagnostics.length === 0 ? usesOf(expression) : [];
  return uses.length > 0 && uses.every((use) => 'target' in resolveUse(use, names));
};
