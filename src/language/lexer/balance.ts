import type { Problem, Token } from './token.ts';

const CLOSER_OF = { '{': '}', '[': ']', '(': ')', sequence: 'template-close' } as const;
type OpenerKind = keyof typeof CLOSER_OF;
const OPENER_OF = { '}': '{', ']': '[', ')': '(', 'template-close': 'sequence' } as const;
type CloserKind = keyof typeof OPENER_OF;

interface Open {
  readonly kind: OpenerKind;
  readonly token: Token;
  /** How far the line of the opener is indented. */
  readonly indent: number;
  /** A later line stood further to the right: then a line that does not is a sign. */
  deeper: boolean;
}

interface Balancing {
  readonly text: string;
  readonly tokens: Token[];
  readonly problems: Problem[];
  readonly stack: Open[];
  /** How many of each kind are on the stack. */
  readonly count: Record<OpenerKind, number>;
  /** How many `}` there are too many. */
  surplus: number;
}

const ENOUGH = 20;

const openerKind = (token: Token): OpenerKind | undefined => {
  const { kind } = token;
  if (kind === '{' || kind === '[' || kind === '(') return kind;
  return kind === 'interpolation-open' || kind === 'directive-open' ? 'sequence' : undefined;
};

const isCloser = (kind: string): kind is CloserKind => Object.hasOwn(OPENER_OF, kind);

export const isOpener = (token: Token): boolean => openerKind(token) !== undefined;

/**
 * Tokens in which every brace, bracket and parenthesis has its partner: missing ones are put in, surplus
 * ones left out, each with a problem at the place that a reader would look at. Indentation decides which
 * brace is the forgotten one; it is looked at only when the count is wrong, so it never refuses a valid file.
 */
export const balance = (text: string, tokens: readonly Token[]): { tokens: readonly Token[]; problems: Problem[] } =>
  isBalanced(tokens) ? { tokens, problems: [] } : repair(text, tokens);

const isBalanced = (tokens: readonly Token[]): boolean => {
  const stack: OpenerKind[] = [];
  for (const token of tokens) {
    const opens = openerKind(token);
    if (opens !== undefined) stack.push(opens);
    else if (isCloser(token.kind) && stack.pop() !== OPENER_OF[token.kind]) return false;
  }
  return stack.length === 0;
};

const repair = (text: string, tokens: readonly Token[]) => {
  const state: Balancing = {
    text,
    tokens: [],
    problems: [],
    stack: [],
    count: { '{': 0, '[': 0, '(': 0, sequence: 0 },
    surplus: tokens.reduce((sum, { kind }) => sum + (kind === '}' ? 1 : kind === '{' ? -1 : 0), 0),
  };
  let indent = 0;
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    // A semicolon counts as a newline, but it begins no line.
    const first = before === undefined || (before.kind === 'newline' && text.charAt(before.start) !== ';');
    if (first && token.kind !== 'newline') {
      indent = indentOf(text.slice(before?.end ?? 0, token.start));
      closeByIndent(state, indent, tokens.slice(index, index + 3));
    }
    place(state, token, { first, indent });
  }
  return { tokens: state.tokens, problems: state.problems };
};

/** `gap` is what stands between the newline before and the token: spaces, and comments of perhaps several lines. */
const indentOf = (gap: string): number => gap.length - (gap.lastIndexOf('\n') + 1);

/** Before the first token of a line: what should have been closed before this line is closed now. */
const closeByIndent = (state: Balancing, indent: number, line: readonly Token[]): void => {
  for (let top = state.stack.at(-1); top !== undefined && top.kind !== 'sequence'; top = state.stack.at(-1)) {
    if (indent > top.indent) top.deeper = true;
    if (!isOverdue(state, top, { indent, tokens: line })) return;
    const at = state.tokens.at(-1)?.end ?? 0;
    close(state, at);
    state.tokens.push({ kind: 'newline', start: at, end: at });
  }
};

const isOverdue = (state: Balancing, top: Open, line: { indent: number; tokens: readonly Token[] }): boolean => {
  const { indent } = line;
  const [first, second, third] = line.tokens;
  if (first === undefined || first.kind === 'end' || state.surplus > 0) return false;
  if (isCloser(first.kind)) {
    const below = state.stack.at(-2);
    return indent < top.indent && below !== undefined && below.indent >= indent && first.kind === '}';
  }
  // Nothing that looks like an item can stand in brackets or parentheses; in braces it can.
  return looksLikeItem(first, second, third) && (top.kind !== '{' || (indent <= top.indent && top.deeper));
};

/** `name =`, `name {`, `name "label"`, `name name`. */
const looksLikeItem = (first: Token, second: Token | undefined, third: Token | undefined): boolean => {
  if (first.kind !== 'identifier' || second === undefined) return false;
  if (second.kind === '{' || second.kind === 'quote-open') return true;
  if (second.kind === '=') return third?.kind !== '=';
  return second.kind === 'identifier' && (third?.kind === '{' || third?.kind === 'quote-open');
};

const place = (state: Balancing, token: Token, line: { first: boolean; indent: number }): void => {
  const opens = openerKind(token);
  if (token.kind === 'end') while (state.stack.length > 0) close(state, token.start);
  if (opens !== undefined) {
    state.stack.push({ kind: opens, token, indent: line.indent, deeper: false });
    state.count[opens]++;
  }
  if (!isCloser(token.kind)) state.tokens.push(token);
  else if (isSurplus(state, token.kind, line)) leaveOut(state, token);
  else placeCloser(state, token, OPENER_OF[token.kind]);
};

const isSurplus = (state: Balancing, kind: CloserKind, line: { first: boolean; indent: number }): boolean => {
  if (state.count[OPENER_OF[kind]] === 0) return true;
  const top = state.stack.at(-1);
  return kind === '}' && state.surplus > 0 && line.first && top !== undefined && line.indent > top.indent;
};

const placeCloser = (state: Balancing, token: Token, opener: OpenerKind): void => {
  while (state.stack.at(-1)?.kind !== opener) close(state, token.start);
  state.stack.pop();
  state.count[opener]--;
  state.tokens.push(token);
};

/** Closes the innermost opener with a token of no width, and says at the opener that it has none. */
const close = (state: Balancing, at: number): void => {
  const open = state.stack.pop();
  if (open === undefined) return;
  state.count[open.kind]--;
  state.tokens.push({ kind: CLOSER_OF[open.kind], start: at, end: at });
  if (state.problems.length >= ENOUGH) return;
  const { start, end } = open.token;
  const closer = open.kind === 'sequence' ? '}' : CLOSER_OF[open.kind];
  const message = `this ${state.text.slice(start, end)} is never closed`;
  state.problems.push({
    code: 'unclosed-bracket',
    message,
    help: [`add the ${closer} that belongs to it`],
    start,
    end,
  });
};

const leaveOut = (state: Balancing, token: Token): void => {
  if (token.kind === '}') state.surplus--;
  if (state.problems.length >= ENOUGH) return;
  const { start, end } = token;
  const message = `this ${state.text.slice(start, end)} closes nothing`;
  const help = ['delete it, or look for the opening one that is missing above'];
  state.problems.push({ code: 'unexpected-closer', message, help, start, end });
};
