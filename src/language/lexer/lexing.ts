import type { Problem, Token, TokenKind } from './token.ts';

/** The state of one pass over a text. */
export interface Lexing {
  readonly text: string;
  /** Whether there is a carriage return in it. */
  readonly returns: boolean;
  at: number;
  readonly tokens: Token[];
  readonly problems: Problem[];
  /** What is open around `at`, outermost first. Empty: items and expressions. */
  readonly frames: Frame[];
  /** Where a second look found that things must end, by kind of ending. */
  readonly endings: Endings;
}

interface Endings {
  /** Offsets of newlines at which every open template ends. */
  readonly newlines: Set<number>;
  /** By the offset of a heredoc's opener: the offset of the line to end it at. */
  readonly heredocs: Map<number, number>;
  /** Where the last comment of the kind that needs an end may end: the offset of its last two characters, or less than 0. */
  readonly lastComment: number;
}

export type Frame =
  | { readonly mode: 'sequence'; readonly start: number; braces: number }
  | { readonly mode: 'quoted'; readonly start: number; readonly before: Mark }
  | HeredocFrame
  /** A text that is a template from its first character to its last. */
  | { readonly mode: 'bare'; readonly start: number };

export interface HeredocFrame {
  readonly mode: 'heredoc';
  readonly start: number;
  readonly bodyStart: number;
  readonly marker: string;
  readonly before: Mark;
}

/** How far the lists had grown before a frame was opened, to go back to. */
export interface Mark {
  readonly tokens: number;
  readonly problems: number;
}

/** More problems than this in one text are not worth reading. */
const ENOUGH = 100;

export const markOf = (lexing: Lexing): Mark => ({ tokens: lexing.tokens.length, problems: lexing.problems.length });

/** Adds a token from `at` to `end` and moves there. */
export const take = (lexing: Lexing, kind: TokenKind, end: number): void => {
  lexing.tokens.push({ kind, start: lexing.at, end });
  lexing.at = end;
};

/** Adds a token of no width at `at`. */
export const imagine = (lexing: Lexing, kind: TokenKind): void => {
  lexing.tokens.push({ kind, start: lexing.at, end: lexing.at });
};

export const complain = (lexing: Lexing, problem: Problem): void => {
  if (lexing.problems.length < ENOUGH) lexing.problems.push(problem);
};

/** A carriage return without a newline: an editor of the nineties, or half of a line end. */
export const complainReturn = (lexing: Lexing, at: number): void =>
  complain(lexing, {
    code: 'lone-carriage-return',
    message: 'a carriage return without a newline',
    help: ['save the file with line ends of Unix (LF) or Windows (CR LF)'],
    start: at,
    end: at + 1,
  });

/** The text that a sticky expression matches at `at`. */
export const match = (lexing: Lexing, sticky: RegExp): RegExpExecArray | null => {
  sticky.lastIndex = lexing.at;
  return sticky.exec(lexing.text);
};

/** Behind so many mistakes nothing is searched for any more: keeps hostile texts linear. */
export const hasMany = ({ problems }: Lexing): boolean => problems.length > 90;

/** The offset of the newline that ends the line, or of the end of the text. */
export const lineEnd = (text: string, at: number): number => {
  const found = text.indexOf('\n', at);
  return found < 0 ? text.length : found;
};

/** The line as far as `at`, of a long one the last `most` characters: whoever asks at each character of one asks cheaply. */
export const lineBefore = (text: string, at: number, most: number): string => {
  const before = text.slice(Math.max(0, at - most), at);
  return before.slice(before.lastIndexOf('\n') + 1);
};

/** The line number, from 1, of an offset. */
export const lineNumber = (text: string, offset: number): number => {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
};
