import { lexBeginning } from './lexer/lexer.ts';
import type { Token } from './lexer/token.ts';

const CLOSERS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const OPENERS = Object.values(CLOSERS);

/**
 * True when an expression that is typed line by line cannot end here and can still become right: a bracket, a heredoc, a
 * template's `${` or a comment is open. A quote without its partner is no such thing: no later line can mend it.
 */
export const isUnfinished = (text: string): boolean => {
  const { tokens, problems, frames } = lexBeginning(`${text}\n`);
  if (problems.length > 0) return problems.every(({ code }) => code === 'unclosed-comment');
  const top = frames.at(-1);
  if (top === undefined) return opensMore(tokens);
  return top.mode === 'heredoc' || top.mode === 'sequence';
};

/** Brackets in `${…}` that has ended balance each other, or are a mistake that will be told. */
const opensMore = (tokens: readonly Token[]): boolean => {
  const open: string[] = [];
  for (const { kind } of tokens) {
    if (OPENERS.includes(kind)) open.push(kind);
    else if (Object.hasOwn(CLOSERS, kind) && open.pop() !== CLOSERS[kind]) return false;
  }
  return open.length > 0;
};
