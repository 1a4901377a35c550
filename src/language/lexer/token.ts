import type { Code } from '../../model/diagnostic.ts';

/** Everything but spaces and tabs is a token, so that the text can be put together again from them. */
export type TokenKind =
  | 'newline'
  | 'comment'
  | 'identifier'
  | 'number'
  | 'quote-open'
  | 'quote-close'
  | 'heredoc-open'
  | 'heredoc-close'
  /** Literal characters of a template: within one line, its newline included; escapes not yet replaced. */
  | 'text'
  /** `${` or `${~`. */
  | 'interpolation-open'
  /** `%{` or `%{~`. */
  | 'directive-open'
  /** The `}` or `~}` that belongs to one of the two. */
  | 'template-close'
  /** Something that was meant as a string; a problem has said what is wrong with it. */
  | 'bad-string'
  /** A character that has no meaning here; a problem has said so. */
  | 'invalid'
  | 'end'
  | Punctuation;

export const PUNCTUATION = [
  ...['...', '&&', '||', '==', '!=', '<=', '>=', '=>', '::', '{', '}', '[', ']', '(', ')', '.', ','],
  ...[':', '=', '?', '+', '-', '*', '/', '%', '<', '>', '!'],
] as const;

export type Punctuation =
  | '...'
  | '&&'
  | '||'
  | '=='
  | '!='
  | '<='
  | '>='
  | '=>'
  | '{'
  | '}'
  | '['
  | ']'
  | '('
  | ')'
  | '.'
  | ','
  | ':'
  | '::'
  | '='
  | '?'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '<'
  | '>'
  | '!';

/** A token stands at `[start, end)` of the text; one that a repair put in has no width. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

/** A mistake found before there is a tree. Offsets are those of the text that was lexed. */
export interface Problem {
  readonly code: Code;
  readonly message: string;
  readonly help: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** The offset just after the `${` or `%{` marker tells whether `~` strips the white space before it. */
export const strips = (text: string, token: Token): boolean => text.slice(token.start, token.end).includes('~');
