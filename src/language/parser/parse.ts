import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Source } from '../../model/span.ts';
import type { Body, Expression, NativeBody } from '../ast.ts';
import { parseItems } from './body.ts';
import { parseExpression as parseAnyExpression } from './expression.ts';
import { parseJson } from './json.ts';
import { Abort, allDiagnostics, described, fail, Mistaken, type Parsing, peek } from './parsing.ts';
import { startInPieces, startParsing, type Text, wholeText } from './start.ts';
import { parseBare } from './template.ts';
import { yamlMistake } from './yaml.ts';

/**
 * A file as a tree: HCL, or JSON when the path ends in `.json`. Every mistake is reported; what could be understood
 * is in the body all the same.
 */
export const parseSource = (source: Source): { body: Body; diagnostics: readonly Diagnostic[] } => {
  if (/\.json$/i.test(source.path)) return parseJson(source);
  const text = wholeText(source, 'main');
  const { body, diagnostics } = withoutMistakes(text) ?? withMistakes(text);
  const yaml = diagnostics.length === 0 ? undefined : yamlMistake(source);
  return yaml === undefined ? { body, diagnostics } : { body: { ...body, items: [] }, diagnostics: [yaml] };
};

interface Parsed {
  readonly body: NativeBody;
  readonly diagnostics: readonly Diagnostic[];
}

const withMistakes = (text: Text): Parsed => {
  const parsing = startParsing(text);
  const body = parseItems(parsing, text.source);
  return { body, diagnostics: allDiagnostics(parsing) };
};

/** Most files have none: they need not be in memory twice, as tokens and as a tree. */
const withoutMistakes = (text: Text): Parsed | undefined => {
  const parsing = startInPieces(text);
  try {
    const body = parseItems(parsing, text.source);
    return parsing.diagnostics.length === 0 ? { body, diagnostics: [] } : undefined;
  } catch (thrown) {
    if (!(thrown instanceof Mistaken)) throw thrown;
    return undefined;
  }
};

interface ParsedExpression {
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
