import { type Around, isDeeper, type Line, linesOf, looksLikeItem } from './lines.ts';
import { type Missing, missingOpener, regionsOf, type Surplus } from './surplus.ts';
import type { Problem, Token } from './token.ts';

const CLOSER_OF = { '{': '}', '[': ']', '(': ')', sequence: 'template-close' } as const;
export type OpenerKind = keyof typeof CLOSER_OF;
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
  /** Where the line begins that is looked at, and how many of each kind were opened in it and are not closed. */
  lineStart: number;
  inLine: Record<OpenerKind, number>;
  /** How far the line is indented, whether it begins with a closer, and whether the next one stands further to the right. */
  line: Pick<Line, 'indent' | 'closes'> & { readonly deeper: boolean };
  /** How many closers there are too many, from here to the end of the region. */
  surplus: Surplus;
  /** Where the regions begin, and what each has too many of. */
  readonly regions: ReadonlyMap<number, Surplus>;
}

const ENOUGH = 20;

const openerKind = (token: Token): OpenerKind | undefined => {
  const { kind } = token;
  if (kind === '{' || kind === '[' || kind === '(') return kind;
  return kind === 'interpolation-open' || kind === 'directive-open' ? 'sequence' : undefined;
};

const isCloser = (kind: string): kind is CloserKind =>
  kind === '}' || kind === ']' || kind === ')' || kind === 'template-close';

export const isOpener = (token: Token): boolean => openerKind(token) !== undefined;

/**
 * Tokens in which every brace, bracket and parenthesis has its partner: missing ones are put in, surplus
 * ones left out, each with a problem at the place that a reader would look at. Indentation decides which
 * brace is the forgotten one; it is looked at only when the count is wrong, so it never refuses a valid file.
 */
export const balance = (text: string, tokens: Token[]): { tokens: Token[]; problems: Problem[] } =>
  isBalanced(tokens) ? { tokens, problems: [] } : repair(text, tokens);

const isBalanced = (tokens: readonly Token[]): boolean => {
  const open: OpenerKind[] = [];
  return closesInOrder(tokens, open) && open.length === 0;
};

/** Whether every closer among these tokens has its opener; `stack` holds what is open, before them and then behind them. */
export const closesInOrder = (tokens: readonly Token[], stack: OpenerKind[]): boolean => {
  // Most tokens are no brackets, and there may be a million of them.
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) continue;
    const opens = openerKind(token);
    if (opens !== undefined) stack.push(opens);
    else if (isCloser(token.kind) && stack.pop() !== OPENER_OF[token.kind]) return false;
  }
  return true;
};

const repair = (text: string, tokens: readonly Token[]) => {
  const lines = linesOf(text, tokens);
  const state: Balancing = {
    ...{ text, tokens: [], problems: [], stack: [], lineStart: 0 },
    line: { indent: 0, closes: false, deeper: false },
    count: { '{': 0, '[': 0, '(': 0, sequence: 0 },
    inLine: { '{': 0, '[': 0, '(': 0, sequence: 0 },
    surplus: { '}': 0, ']': 0, ')': 0 },
    regions: regionsOf(tokens, lines),
  };
  for (const [number, line] of lines.entries()) repairLine(state, tokens, { line, after: lines[number + 1] });
  return { tokens: state.tokens, problems: state.problems };
};

const repairLine = (state: Balancing, tokens: readonly Token[], around: Around): void => {
  const { line, after } = around;
  const region = state.regions.get(line.first);
  if (region !== undefined) {
    // At the start of a new item nothing of the items before it is open.
    while (state.stack.length > 0) closeBefore(state);
    state.surplus = region;
  }
  closeByIndent(state, line.indent, tokens.slice(line.first, line.first + 3));
  const missing = missingOpener(state.surplus, tokens, around);
  state.lineStart = tokens[line.first]?.start ?? 0;
  state.inLine = { '{': 0, '[': 0, '(': 0, sequence: 0 };
  state.line = { indent: line.indent, closes: line.closes, deeper: isDeeper(line, after) };
  for (let index = line.first; index < line.end; index++) {
    const token = tokens[index];
    if (token === undefined) break;
    if (index === missing?.before) open(state, missing, line);
    place(state, token, index === line.first);
  }
};

const push = (state: Balancing, open: Open): void => {
  state.stack.push(open);
  state.count[open.kind]++;
  state.inLine[open.kind]++;
};

const pop = (state: Balancing): Open | undefined => {
  const open = state.stack.pop();
  if (open === undefined) return undefined;
  state.count[open.kind]--;
  if (open.token.start >= state.lineStart) state.inLine[open.kind]--;
  return open;
};

/** Puts an opener in that a later closer asks for. */
const open = (state: Balancing, missing: Missing, { indent }: Line): void => {
  const { kind, problem } = missing;
  const token = { kind, start: problem.end, end: problem.end };
  state.tokens.push(token);
  push(state, { kind, token, indent, deeper: false });
  state.surplus[CLOSER_OF[kind]]--;
  if (state.problems.length < ENOUGH) state.problems.push(problem);
};

/** Before the first token of a line: what should have been closed before this line is closed now. */
const closeByIndent = (state: Balancing, indent: number, line: readonly Token[]): void => {
  for (let top = state.stack.at(-1); top !== undefined && top.kind !== 'sequence'; top = state.stack.at(-1)) {
    if (indent > top.indent) top.deeper = true;
    if (!isOverdue(state, top, { indent, tokens: line })) return;
    closeBefore(state);
  }
};

/** Closes the innermost opener at the end of the line before, which ends once more behind it. */
const closeBefore = (state: Balancing): void => {
  const at = state.tokens.at(-1)?.end ?? 0;
  close(state, at);
  state.tokens.push({ kind: 'newline', start: at, end: at });
};

const isOverdue = (state: Balancing, top: Open, line: { indent: number; tokens: readonly Token[] }): boolean => {
  const { indent } = line;
  const [first, second, third] = line.tokens;
  if (first === undefined || first.kind === 'end' || state.surplus['}'] > 0) return false;
  if (isCloser(first.kind)) {
    const below = state.stack.at(-2);
    return indent < top.indent && below !== undefined && below.indent >= indent && first.kind === '}';
  }
  // Nothing that looks like an item can stand in brackets or parentheses; in braces it can.
  return looksLikeItem(first, second, third) && (top.kind !== '{' || (indent <= top.indent && top.deeper));
};

const place = (state: Balancing, token: Token, first: boolean): void => {
  const opens = openerKind(token);
  if (token.kind === 'end') while (state.stack.length > 0) close(state, token.start);
  if (opens !== undefined) {
    push(state, { kind: opens, token, indent: state.line.indent, deeper: false });
  }
  if (!isCloser(token.kind)) state.tokens.push(token);
  else if (isSurplus(state, token.kind, first)) leaveOut(state, token);
  else placeCloser(state, token, OPENER_OF[token.kind]);
};

const isSurplus = (state: Balancing, kind: CloserKind, first: boolean): boolean => {
  if (state.count[OPENER_OF[kind]] === 0) return true;
  const top = state.stack.at(-1);
  if (kind === 'template-close' || top === undefined || state.surplus[kind] <= 0) return false;
  // A closer at the start of a line belongs to a line that is not further left; after it nothing is further right.
  if (first) return state.line.deeper || (kind === '}' && state.line.indent > top.indent);
  // Within a line it belongs to an opener of that line, unless the line begins with a closer.
  return !state.line.closes && state.inLine[OPENER_OF[kind]] === 0;
};

const placeCloser = (state: Balancing, token: Token, opener: OpenerKind): void => {
  while (state.stack.at(-1)?.kind !== opener) close(state, token.start);
  pop(state);
  state.tokens.push(token);
};

/** Closes the innermost opener with a token of no width, and says at the opener that it has none. */
const close = (state: Balancing, at: number): void => {
  const open = pop(state);
  if (open === undefined) return;
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
  if (token.kind !== 'template-close' && isCloser(token.kind)) state.surplus[token.kind]--;
  if (state.problems.length >= ENOUGH) return;
  const { start, end } = token;
  const message = `this ${state.text.slice(start, end)} closes nothing`;
  const help = ['delete it, or look for the opening one that is missing above'];
  state.problems.push({ code: 'unexpected-closer', message, help, start, end });
};
