import { type Around, isDeeper, type Line, looksLikeItem } from './lines.ts';
import type { Problem, Token, TokenKind } from './token.ts';

/** How many closers of each kind there are more than openers. */
export type Surplus = Record<'}' | ']' | ')', number>;

const COUNTS: Partial<Readonly<Record<TokenKind, readonly [closer: keyof Surplus, by: 1 | -1]>>> = {
  '{': ['}', -1],
  '[': [']', -1],
  '(': [')', -1],
  '}': ['}', 1],
  ']': [']', 1],
  ')': [')', 1],
};

/**
 * By the index of its first token, what each region of the text has too many of. In a text that is indented a region is
 * an item at its left edge, so that a mistake in one does not hide one in another; else the whole text is one.
 */
export const regionsOf = (tokens: readonly Token[], lines: readonly Line[]): ReadonlyMap<number, Surplus> => {
  const regions = new Map<number, Surplus>();
  const starts = isIndented(tokens, lines) ? startsOf(tokens, lines) : new Set<number>();
  let surplus: Surplus = { '}': 0, ']': 0, ')': 0 };
  for (const [index, { kind }] of tokens.entries()) {
    if (index === 0 || starts.has(index)) {
      surplus = { '}': 0, ']': 0, ')': 0 };
      regions.set(index, surplus);
    }
    const [closer, by] = COUNTS[kind] ?? [];
    if (closer !== undefined && by !== undefined) surplus[closer] += by;
  }
  return regions;
};

/** Of the lines that end with an opener, most are followed by one that stands further to the right, or closes. */
const isIndented = (tokens: readonly Token[], lines: readonly Line[]): boolean => {
  let [opening, followed] = [0, 0];
  for (const [number, line] of lines.entries()) {
    const after = lines[number + 1];
    const last = lastOf(tokens, line)?.kind;
    if (after === undefined || (last !== '{' && last !== '[' && last !== '(')) continue;
    opening++;
    if (after.closes || after.indent > line.indent) followed++;
  }
  return followed >= opening * 0.8;
};

/** The last token of a line that is not a newline. */
const lastOf = (tokens: readonly Token[], line: Line): Token | undefined => {
  let at = line.end - 1;
  while (at > line.first && tokens[at]?.kind === 'newline') at--;
  return tokens[at];
};

const startsOf = (tokens: readonly Token[], lines: readonly Line[]): ReadonlySet<number> => {
  const starts = new Set<number>();
  let sequences = 0;
  for (const { first, end, indent } of lines) {
    const [one, two, three] = [tokens[first], tokens[first + 1], tokens[first + 2]];
    if (indent === 0 && sequences === 0 && one !== undefined && beginsItem(one, two, three)) starts.add(first);
    for (let at = first; at < end; at++) {
      const kind = tokens[at]?.kind;
      if (kind === 'interpolation-open' || kind === 'directive-open') sequences++;
      else if (kind === 'template-close') sequences--;
    }
  }
  return starts;
};

/** Also where its brace was forgotten. */
const beginsItem = (one: Token, two: Token | undefined, three: Token | undefined): boolean =>
  looksLikeItem(one, two, three) || (one.kind === 'identifier' && two?.kind === 'newline');

/** An opener that is not there. */
export interface Missing {
  readonly kind: '{' | '[' | '(';
  /** The index of the token before which it should stand. */
  readonly before: number;
  readonly problem: Problem;
}

/** The opener that was most likely forgotten in this line, if a later closer has none. */
export const missingOpener = (surplus: Surplus, tokens: readonly Token[], around: Around): Missing | undefined => {
  if (surplus['}'] <= 0 && surplus[']'] <= 0 && surplus[')'] <= 0) return undefined;
  if (surplus[')'] > 0) return missingParenthesis(tokens, around.line);
  if (!isDeeper(around.line, around.after)) return undefined;
  return missingValue(surplus, tokens, around) ?? (surplus['}'] > 0 ? missingBrace(tokens, around.line) : undefined);
};

/** `mount "x"`, and a line that stands further to the right. */
const missingBrace = (tokens: readonly Token[], line: Line): Missing | undefined => {
  const [first, last] = [tokens[line.first], lastOf(tokens, line)];
  if (first?.kind !== 'identifier' || last === undefined) return undefined;
  const head = tokens.slice(line.first, tokens.indexOf(last, line.first) + 1);
  if (!head.every(({ kind }) => HEAD.has(kind))) return undefined;
  const message = 'this block has no "{"';
  const help = ['the "{" stands at the end of the line that begins the block'];
  const problem: Problem = { code: 'bad-item', message, help, start: first.start, end: last.end };
  return { kind: '{', before: line.first + head.length, problem };
};

const HEAD: ReadonlySet<TokenKind> = new Set(['identifier', 'quote-open', 'text', 'quote-close'] as const);

/** `name =`, and a line that stands further to the right. */
const missingValue = (surplus: Surplus, tokens: readonly Token[], around: Around): Missing | undefined => {
  const last = lastOf(tokens, around.line);
  if (last?.kind !== '=') return undefined;
  const kind = surplus['}'] > 0 && isMember(tokens, around.after) ? '{' : surplus[']'] > 0 ? '[' : undefined;
  if (kind === undefined) return undefined;
  const before = tokens.indexOf(last, around.line.first) + 1;
  const message = `expected a value after "=": the "${kind}" is missing`;
  const help = ['the value begins on the same line'];
  return { kind, before, problem: { code: 'missing-expression', message, help, start: last.start, end: last.end } };
};

const isMember = (tokens: readonly Token[], line: Line | undefined): boolean => {
  const own = line === undefined ? [] : tokens.slice(line.first, line.first + 5);
  return (
    own.some(({ kind }) => kind === '=' || kind === ':') &&
    (own[0]?.kind === 'identifier' || own[0]?.kind === 'quote-open')
  );
};

const OPENS_VALUE: ReadonlySet<TokenKind> = new Set(['{', '[', 'quote-open', 'heredoc-open'] as const);

/** `name = jsonencode{`, and the `)` on a later line. */
const missingParenthesis = (tokens: readonly Token[], { first, end }: Line): Missing | undefined => {
  const own = tokens.slice(first, end);
  if (own.some(({ kind }) => kind === ')')) return undefined;
  const at = own.findIndex(
    ({ kind }, index) =>
      kind === 'identifier' && own[index - 1]?.kind === '=' && OPENS_VALUE.has(own[index + 1]?.kind ?? 'end'),
  );
  const name = own[at];
  if (name === undefined) return undefined;
  const help = ['the arguments of a function stand in ( )'];
  const message = 'expected "(" after the name of a function';
  const problem: Problem = { code: 'missing-operator', message, help, start: name.start, end: name.end };
  return { kind: '(', before: first + at + 1, problem };
};
