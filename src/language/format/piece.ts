import { lex } from '../lexer/lexer.ts';
import type { Token, TokenKind } from '../lexer/token.ts';

/** A token as it is laid out again. White space is no piece: `spaces` says how much of it stands before one. */
export interface Piece {
  readonly kind: TokenKind;
  /** As written. A comment up to the end of its line holds the newline as well, as it does for HCL. */
  readonly text: string;
  spaces: number;
  /** Where it began in the source; pieces that were put in stand where they belong. */
  readonly start: number;
}

/** The text in pieces. The last one is `end`, which has white space before it like any other. */
export const piecesOf = (text: string): Piece[] => {
  const { tokens } = lex(text);
  const pieces: Piece[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) continue;
    const joined = join(text, token, tokens[index + 1]);
    if (joined.taken) index++;
    pieces.push({ kind: joined.kind, text: text.slice(token.start, joined.end), spaces: 0, start: token.start });
  }
  keepLastSpaces(text, tokens, pieces);
  return pieces;
};

interface Joined {
  readonly kind: Piece['kind'];
  readonly end: number;
  /** The next token is part of it. */
  readonly taken: boolean;
}

/** Where HCL draws the borders of its tokens elsewhere than our lexer does. */
const join = (text: string, token: Token, next: Token | undefined): Joined => {
  const { kind, start, end } = token;
  const touches = next?.start === end;
  if (kind === 'comment' && touches && next.kind === 'newline' && !text.startsWith('/*', start)) {
    return { kind, end: next.end, taken: true };
  }
  if (kind === 'heredoc-close' && next !== undefined) return { kind, end: next.start, taken: false };
  return { kind, end, taken: false };
};

/**
 * White space after the last line stays, as one space for each byte: HCL's formatter has no rule for it. In a file
 * without anything else a byte order mark is taken for white space.
 */
const keepLastSpaces = (text: string, tokens: readonly Token[], pieces: readonly Piece[]): void => {
  const last = pieces.at(-1);
  const from = tokens.at(-2)?.end ?? 0;
  if (last !== undefined) last.spaces = Buffer.byteLength(text.slice(from));
};

/** A newline, or a comment that ends in one. */
export const endsLine = ({ kind, text }: Piece): boolean =>
  kind === 'newline' || (kind === 'comment' && text.endsWith('\n'));

const CHANGES: Partial<Record<Piece['kind'], 1 | -1>> = {
  ...{ '{': 1, '[': 1, '(': 1, 'interpolation-open': 1, 'directive-open': 1 },
  ...{ '}': -1, ']': -1, ')': -1, 'template-close': -1 },
};

/** 1 for what opens, -1 for what closes, 0 for the rest. */
export const bracketChange = ({ kind }: Piece): number => CHANGES[kind] ?? 0;

/** How many more are opened than closed. */
export const netBrackets = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, piece) => sum + bracketChange(piece), 0);

export const textOf = (pieces: readonly Piece[]): string =>
  pieces.map(({ text, spaces }) => ' '.repeat(spaces) + text).join('');
