import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Source } from '../../model/span.ts';
import type { Body, Expression } from '../ast.ts';
import { parseItems } from './body.ts';
import { parseExpression as parseAnyExpression } from './expression.ts';
import { parseJson } from './json.ts';
import {
  Abort,
  allDiagnostics,
  described,
  fail,
  type Parsing,
  peek,
  startParsing,
  type Text,
  wholeText,
} from './parsing.ts';
import { parseBare } from './template.ts';
import { yamlMistake } from './yaml.ts';

/**
 * A file as a tree: HCL, or JSON when the path ends in `.json`. Every mistake is reported; what could be understood
 * is in the body all the same.
 */
export const parseSource = (source: Source): { body: Body; diagnostics: readonly Diagnostic[] } => {
  if (/\.json$/i.test(source.path)) return parseJson(source);
  const parsing = startParsing(wholeText(source, 'main'));
  const body = parseItems(parsing, source);
  const diagnostics = allDiagnostics(parsing);
  const yaml = diagnostics.length === 0 ? undefined : yamlMistake(source);
  return yaml === undefined ? { body, diagnostics } : { body: { ...body, items: [] }, diagnostics: [yaml] };
};

export interface ParsedExpression {
  readonly expression: Expression;
  readonly diagnostics: readonly Diagnostic[];
}

/** A text that is one expression (`--var`, the console). Newlines are white space in it. */
export const parseExpression = (source: Source): ParsedExpression => {
  const parsing = startParsing(wholeText(source, 'main'));
  parsing.skipNewlines = true;
  return guarded(parsing, () => {
    const expression = parseAnyExpression(parsing);
    const rest = peek(parsing);
    if (rest.kind !== 'end') {
      const help = rest.kind === '=' ? ['a comparison is =='] : [];
      fail(parsing, { code: 'missing-operator', message: `the value ends before ${described(parsing, rest)}`, help });
    }
    return expression;
  });
};

/** A whole text as a template, as `templatefile` reads it. */
export const parseTemplate = (source: Source): ParsedExpression => parseTemplateText(wholeText(source, 'template'));

/** The same for a text that stands inside a file (a JSON string). */
export const parseTemplateText = (text: Text): ParsedExpression => {
  const parsing = startParsing(text);
  return guarded(parsing, () => parseBare(parsing));
};

const guarded = (parsing: Parsing, parse: () => Expression): ParsedExpression => {
  let expression: Expression = { kind: 'invalid', span: parsing.spanOf(0, parsing.text.length) };
  try {
    expression = parse();
  } catch (thrown) {
    if (!(thrown instanceof Abort)) throw thrown;
  }
  return { expression, diagnostics: allDiagnostics(parsing) };
};
