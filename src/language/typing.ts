import { lexBeginning } from './lexer/lexer.ts';
import type { Frame } from './lexer/lexing.ts';
import type { Token } from './lexer/token.ts';

/** What somebody is about to write at the end of a text. `prefix` is what stands there already. */
export type Typing =
  /** The first word of a reference, or a function. `call`: nothing yet, just after the `(` of this function. */
  | { readonly kind: 'word'; readonly prefix: string; readonly call?: string | undefined }
  /** A name after a point: `base` is all that stands before it. */
  | { readonly kind: 'member'; readonly prefix: string; readonly base: string }
  /** A key between `["` and its end. */
  | { readonly kind: 'key'; readonly prefix: string; readonly base: string }
  /** Something that cannot be guessed: a text, a number, a comment. */
  | { readonly kind: 'other' };

const OTHER: Typing = { kind: 'other' };

/** What comes next at the end of a text that need not be finished. */
export const typingAt = (text: string): Typing => {
  const { tokens, frames } = lexBeginning(text);
  const top = frames.at(-1);
  if (top !== undefined && top.mode !== 'sequence') return keyTyping(text, tokens, top);
  const last = tokens.at(-1);
  if (last?.kind === 'comment' || (last?.kind === 'number' && last.end === text.length)) return OTHER;
  const named = last?.kind === 'identifier' && last.end === text.length;
  const prefix = named ? text.slice(last.start) : '';
  const before = named ? tokens.length - 2 : tokens.length - 1;
  if (tokens[before]?.kind !== '.') return wordTyping(text, tokens.slice(0, before + 1), prefix);
  const base = baseOf(text, tokens, before - 1);
  return base === undefined ? OTHER : { kind: 'member', prefix, base };
};

/** After these a value has ended: only an operator can follow. */
const ENDED = ['identifier', 'number', 'quote-close', 'heredoc-close', ')', ']', '}'];

const wordTyping = (text: string, tokens: readonly Token[], prefix: string): Typing => {
  const last = tokens.at(-1);
  if (last !== undefined && ENDED.includes(last.kind) && !(last.kind === 'identifier' && isWord(text, last)))
    return OTHER;
  const name = tokens.at(-2);
  const calls = prefix === '' && last?.kind === '(' && name?.kind === 'identifier' && name.end === last.start;
  return calls ? { kind: 'word', prefix, call: text.slice(name.start, name.end) } : { kind: 'word', prefix };
};

/** Words behind which a value begins. */
const isWord = (text: string, { start, end }: Token): boolean => ['in', 'if'].includes(text.slice(start, end));

const keyTyping = (text: string, tokens: readonly Token[], top: Frame): Typing => {
  if (top.mode !== 'quoted') return OTHER;
  const at = tokens.findIndex(({ start }) => start === top.start);
  const inside = tokens.slice(at + 1);
  const prefix = text.slice(top.start + 1);
  if (tokens[at - 1]?.kind !== '[' || inside.some(({ kind }) => kind !== 'text') || prefix.includes('\\')) return OTHER;
  const base = baseOf(text, tokens, at - 2);
  return base === undefined ? OTHER : { kind: 'key', prefix, base };
};

/** The text of the names and keys that end with the token at `last`: `mount.db.role["x"]`. */
const baseOf = (text: string, tokens: readonly Token[], last: number): string | undefined => {
  const end = tokens[last]?.end;
  let at = last;
  while (tokens[at]?.kind === ']') at = openerOf(tokens, at) - 1;
  for (; tokens[at]?.kind === 'identifier' && tokens[at - 1]?.kind === '.'; ) {
    at -= 2;
    while (tokens[at]?.kind === ']') at = openerOf(tokens, at) - 1;
  }
  const first = tokens[at];
  return first?.kind === 'identifier' && end !== undefined ? text.slice(first.start, end) : undefined;
};

/** Where the `[` is that belongs to a `]`; -1 when there is none. */
const openerOf = (tokens: readonly Token[], close: number): number => {
  let depth = 0;
  for (let at = close; at >= 0; at--) {
    const kind = tokens[at]?.kind;
    if (kind === ']') depth++;
    if (kind === '[' && --depth === 0) return at;
  }
  return -1;
};
