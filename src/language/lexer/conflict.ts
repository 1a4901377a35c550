import { complain, hasMany, type Lexing, lineEnd, take } from './lexing.ts';

const MARK = /^(?:<{7}|={7}|>{7}|\|{7})(?=[ \t\r\n]|$)/;

/** True at the beginning of a line that `git` writes around what two sides have changed. */
export const isConflict = ({ text, at }: Lexing): boolean =>
  (at === 0 || text.charAt(at - 1) === '\n') && MARK.test(text.slice(at, at + 8));

/**
 * Steps over the lines that mark a conflict, and over all sides but the first: what stands there twice is no mistake of
 * its own. One conflict is told once.
 */
export const scanConflict = (lexing: Lexing): void => {
  const { text, at, problems } = lexing;
  const begins = text.charAt(at) === '<';
  const last = begins || hasMany(lexing) ? null : /\n>{7}(?=[ \t\r\n]|$)/.exec(text.slice(at));
  if (problems.at(-1)?.code !== 'merge-conflict' || begins) {
    const help = ['keep what is right of the two sides, and delete the lines with <<<<<<<, ======= and >>>>>>>'];
    const message = 'a merge conflict was left in this file';
    complain(lexing, { code: 'merge-conflict', message, help, start: at, end: lineEnd(text, at) });
  }
  const from = last === null ? at : at + last.index + 1;
  const end = lineEnd(text, from);
  take(lexing, 'comment', text.charAt(end - 1) === '\r' && end < text.length ? end - 1 : end);
};
