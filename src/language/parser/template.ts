import type { Expression, Literal, Template } from '../ast.ts';
import type { Token } from '../lexer/token.ts';
import { strips } from '../lexer/token.ts';
import { parseDirective } from './directive.ts';
import { parseExpression } from './expression.ts';
import { nest } from './nesting.ts';
import { described, fail, nested, next, type Parsing, peek, peekSecond, textOf } from './parsing.ts';
import { decodeHeredoc, decodeQuoted, dedent, type Piece, type Sequence, strip } from './text.ts';

/** `"…"`, from its opening to its closing quote. Most strings are one piece of text. */
export const parseQuoted = (parsing: Parsing): Literal | Template => {
  const open = next(parsing);
  if (peekSecond(parsing).kind === 'quote-close' && peek(parsing).kind === 'text') {
    const value = parseText(parsing, 'quoted');
    return { kind: 'literal', value, span: parsing.spanOf(open.start, next(parsing).end) };
  }
  const pieces = parsePieces(parsing, 'quoted');
  const close = next(parsing);
  return { kind: 'template', parts: nest(parsing, strip(pieces)), span: parsing.spanOf(open.start, close.end) };
};

/** `<<EOT` to the line that ends it; `<<-` takes the common indentation away. */
export const parseHeredoc = (parsing: Parsing): Template => {
  const open = next(parsing);
  const pieces = strip(parsePieces(parsing, 'heredoc'));
  const close = next(parsing);
  const indented = textOf(parsing, open).startsWith('<<-');
  const parts = nest(parsing, indented ? dedent(pieces) : pieces);
  return { kind: 'template', parts, span: parsing.spanOf(open.start, close.end) };
};

/** A text that is a template from its first character to its last. */
export const parseBare = (parsing: Parsing): Template => {
  const pieces = parsePieces(parsing, 'heredoc');
  const parts = nest(parsing, strip(pieces));
  return { kind: 'template', parts, span: parsing.spanOf(0, parsing.text.length) };
};

const parsePieces = (parsing: Parsing, style: 'quoted' | 'heredoc'): readonly Piece[] => {
  const pieces: Piece[] = [];
  for (let token = peek(parsing); ; token = peek(parsing)) {
    if (token.kind === 'text') pieces.push({ kind: 'text', text: parseText(parsing, style) });
    else if (token.kind === 'interpolation-open' || token.kind === 'directive-open')
      pieces.push(parseSequence(parsing));
    else return pieces;
  }
};

const parseText = (parsing: Parsing, style: 'quoted' | 'heredoc'): string => {
  const token = next(parsing);
  const raw = textOf(parsing, token);
  return style === 'heredoc' ? decodeHeredoc(raw) : decodeQuoted(parsing, token, raw);
};

const parseInterpolation = (parsing: Parsing): Expression => {
  if (peek(parsing).kind === 'template-close') {
    const help = ['write an expression between the braces', 'or write $${ for the characters themselves'];
    fail(parsing, { code: 'missing-expression', message: 'this template sequence is empty', help });
  }
  return parseExpression(parsing);
};

const parseSequence = (parsing: Parsing): Piece => {
  const open = next(parsing);
  return nested(parsing, true, () => {
    if (open.kind !== 'interpolation-open') return { ...parseDirective(parsing, open), ...endSequence(parsing, open) };
    const expression = parseInterpolation(parsing);
    const { stripBefore, stripAfter, span } = endSequence(parsing, open);
    return { kind: 'interpolation', expression, stripBefore, stripAfter, span };
  });
};

/** `${NAME:-text}`, as shells write it. */
const SHELL_DEFAULT = /^\$\{([A-Z_][A-Z0-9_]*):[-=]/;

const endSequence = (parsing: Parsing, open: Token): Sequence => {
  const close = peek(parsing);
  if (close.kind !== 'template-close') {
    const message = `expected an operator or "}", found ${described(parsing, close)}`;
    const name =
      close.kind === ':' ? SHELL_DEFAULT.exec(parsing.text.slice(open.start, open.start + 200))?.[1] : undefined;
    const help = name === undefined ? [] : [`a variable of the environment, or else a text: env("${name}", "…")`];
    fail(parsing, { code: 'missing-operator', message, help });
  }
  // Taken without looking further: newlines after it are text again.
  parsing.at++;
  return {
    stripBefore: strips(parsing.text, open),
    stripAfter: strips(parsing.text, close),
    span: parsing.spanOf(open.start, close.end),
  };
};
