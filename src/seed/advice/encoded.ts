import type { Attribute, Expression } from '../../language/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kind.ts';
import { constant } from '../parts/split.ts';

/** The same mistakes, where one is that somebody wrote JSON as text in the place of a map. */
export const explainingEncoded = (
  diagnostics: readonly Diagnostic[],
  attributes: readonly Attribute[],
  { fields }: Kind,
): readonly Diagnostic[] =>
  diagnostics.map((one) => {
    if (one.code !== 'wrong-type' || one.at === undefined) return one;
    const { start, end } = one.at;
    const attribute = attributes.find(({ expression: { span } }) => span.start === start && span.end === end);
    const field = fields.find(({ name }) => name === attribute?.name);
    const help = field?.schema.type === 'object' && attribute !== undefined ? decoded(attribute) : [];
    return help.length === 0 ? one : { ...one, help };
  });

const decoded = ({ name, expression }: Attribute): readonly string[] => {
  if (expression.kind === 'call' && expression.name === 'jsonencode') return [`leave jsonencode out: ${name} = { … }`];
  return isJson(expression) ? [`write ${name} = jsondecode(…) around the text, or ${name} = { … }`] : [];
};

/** A text that begins like an object of JSON, templates in it or not. */
const isJson = (expression: Expression): boolean => {
  const text = constant(expression);
  const [first] = expression.kind === 'template' ? expression.parts : [];
  const start = typeof text === 'string' ? text : first?.kind === 'text' ? first.text : '';
  return start.trimStart().startsWith('{');
};
