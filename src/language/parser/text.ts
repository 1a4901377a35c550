import type { Span } from '../../model/span.ts';
import type { Expression } from '../ast.ts';
import { composed } from '../compose.ts';
import type { Token } from '../lexer/token.ts';
import { trim, trimEnd, trimStart } from '../white.ts';
import type { Directive } from './directive.ts';
import { type Parsing, report } from './parsing.ts';

export interface Sequence {
  /** A `~` at its beginning or end. */
  readonly stripBefore: boolean;
  readonly stripAfter: boolean;
  readonly span: Span;
}

/** A template as it is written: directives and what is inside them in one row. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | ({ readonly kind: 'interpolation'; readonly expression: Expression } & Sequence)
  | (Directive & Sequence);

/** Outside quotes only the two template openers are escaped, by doubling their first character. */
export const decodeHeredoc = (raw: string): string =>
  composed(raw.includes('{') ? raw.replaceAll(/([$%])\1\{/g, '$1{') : raw);

const ESCAPE = /\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.|$)|([$%])\2\{/gsu;

const SIMPLE: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** The characters that a piece of a quoted string stands for. A wrong escape is reported and left out. */
export const decodeQuoted = (parsing: Parsing, token: Token, raw: string): string => {
  if (!raw.includes('\\') && !raw.includes('{')) return composed(raw);
  const decoded = raw.replaceAll(
    ESCAPE,
    (whole, ...[written, doubled, offset]: [string | undefined, string, number]) => {
      if (written === undefined) return `${doubled}{`;
      const char = SIMPLE[written] ?? codePoint(written);
      if (char === undefined) refuse(parsing, token.start + offset, whole);
      return char ?? '';
    },
  );
  return composed(decoded);
};

const codePoint = (written: string): string | undefined => {
  if (written.length < 5) return undefined;
  const code = Number.parseInt(written.slice(1), 16);
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  return code > 0x10ffff || surrogate ? undefined : String.fromCodePoint(code);
};

/** A path as Windows has it, with the slashes that it takes here. */
const slashesIn = (text: string, at: number): readonly string[] | undefined => {
  const from = text.lastIndexOf('"', at) + 1;
  const [path = ''] = /^[^"\n]*/.exec(text.slice(from, from + 200)) ?? [];
  return /^(?:[A-Za-z]:)?[\w. -]*(?:\\{1,2}[\w. -]+)+\.\w{1,5}$/.test(path)
    ? [`a path has slashes here: "${path.replaceAll(/\\+/g, '/')}"`]
    : undefined;
};

const refuse = (parsing: Parsing, start: number, found: string): void => {
  // Before a template sequence the piece of text ends with the backslash.
  const whole = found === '\\' ? parsing.text.slice(start, start + 2) : found;
  const help =
    whole.startsWith('\\u') || whole.startsWith('\\U')
      ? ['\\uNNNN takes four hexadecimal digits, \\UNNNNNNNN eight; half of a surrogate pair is no character']
      : whole === '\\$' || whole === '\\%'
        ? [`write ${whole.charAt(1)}${whole.charAt(1)}{ for the characters themselves`]
        : (slashesIn(parsing.text, start) ?? [
            'there are \\n \\r \\t \\" \\\\ \\uNNNN \\UNNNNNNNN',
            'a backslash itself is written \\\\',
          ]);
  report(parsing, {
    code: 'bad-escape',
    message: `there is no escape "${whole}"`,
    help,
    at: { start, end: start + whole.length },
  });
};

/** Applies `~`: white space goes from the text next to it, to the end of that line at most where lines are separate. */
export const strip = (pieces: readonly Piece[]): readonly Piece[] => {
  if (!pieces.some((piece) => piece.kind !== 'text' && (piece.stripBefore || piece.stripAfter))) return pieces;
  return pieces.map((piece, index) => {
    if (piece.kind !== 'text') return piece;
    const before = pieces[index - 1];
    const after = pieces[index + 1];
    const text =
      before !== undefined && before.kind !== 'text' && before.stripAfter ? trimStart(piece.text) : piece.text;
    return {
      ...piece,
      text: after !== undefined && after.kind !== 'text' && after.stripBefore ? trimEnd(text) : text,
    };
  });
};

/**
 * Takes the smallest indentation off every line. Lines of white space alone neither count nor change, and what
 * follows a stripped newline is not the start of a line, as in Terraform 1.11.
 */
export const dedent = (pieces: readonly Piece[]): readonly Piece[] => {
  const isLineStart = (index: number): boolean => {
    const before = pieces[index - 1];
    return before === undefined || (before.kind === 'text' && before.text.endsWith('\n'));
  };
  let common = Number.POSITIVE_INFINITY;
  for (const [index, piece] of pieces.entries()) {
    if (isLineStart(index) && !isBlank(piece)) common = Math.min(common, indentOf(piece));
  }
  return pieces.map((piece, index) =>
    piece.kind === 'text' && isLineStart(index) && !isBlank(piece)
      ? { ...piece, text: withoutIndent(piece.text, common) }
      : piece,
  );
};

/** What combines with the last space goes with it, as for HCL, which counts characters as they are seen. */
const withoutIndent = (text: string, common: number): string =>
  /^\p{Zs}$/u.test(text.charAt(common - 1))
    ? text.slice(common).replace(/^[\p{M}\u200c\u200d]+/u, '')
    : text.slice(common);

const isBlank = (piece: Piece): boolean =>
  piece.kind === 'text' && piece.text.endsWith('\n') && trim(piece.text) === '';

const indentOf = (piece: Piece): number =>
  piece.kind === 'text' ? piece.text.length - trimStart(piece.text).length : 0;
