import type { Token } from './token.ts';

/** A line of tokens: those from `first` to `end`, the newline at its end included. */
export interface Line {
  readonly first: number;
  readonly end: number;
  /** How far it is indented. */
  readonly indent: number;
  /** It begins with a closer. */
  readonly closes: boolean;
}

/** A line and the next one that is not empty. */
export interface Around {
  readonly line: Line;
  readonly after: Line | undefined;
}

/** The lines that are not empty, each with the empty ones after it. */
export const linesOf = (text: string, tokens: readonly Token[]): readonly Line[] => {
  const lines: Line[] = [];
  let first = 0;
  while (first < tokens.length) {
    let end = first;
    while (end < tokens.length && !endsLine(text, tokens[end])) end++;
    while (tokens[end]?.kind === 'newline') end++;
    end = Math.max(end, first + 1);
    lines.push(lineOf(text, tokens, { first, end }));
    first = end;
  }
  return lines;
};

/** A semicolon counts as a newline, but no line begins after it. */
const endsLine = (text: string, token: Token | undefined): boolean =>
  token?.kind === 'newline' && text.charAt(token.start) !== ';';

const lineOf = (text: string, tokens: readonly Token[], { first, end }: { first: number; end: number }): Line => {
  // Between the newline before and the token are spaces, and comments of perhaps several lines.
  const gap = text.slice(tokens[first - 1]?.end ?? 0, tokens[first]?.start ?? 0);
  const kind = tokens[first]?.kind ?? 'end';
  const closes = kind === '}' || kind === ']' || kind === ')';
  return { first, end, indent: gap.length - (gap.lastIndexOf('\n') + 1), closes };
};

export const isDeeper = (line: Line, after: Line | undefined): boolean =>
  after !== undefined && after.indent > line.indent && !after.closes;

/** `name =`, `name {`, `name "label"`, `name name`. */
export const looksLikeItem = (first: Token, second: Token | undefined, third: Token | undefined): boolean => {
  if (first.kind !== 'identifier' || second === undefined) return false;
  if (second.kind === '{' || second.kind === 'quote-open') return true;
  if (second.kind === '=') return third?.kind !== '=';
  return second.kind === 'identifier' && (third?.kind === '{' || third?.kind === 'quote-open');
};
