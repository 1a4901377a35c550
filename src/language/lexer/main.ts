import { beginsText, isTriple, scanBad, scanBar, scanTriple, skipTemplate } from './bad.ts';
import { isConflict, scanConflict } from './conflict.ts';
import { openHeredoc } from './heredoc.ts';
import { complain, complainReturn, type Frame, type Lexing, lineEnd, markOf, match, take } from './lexing.ts';
import { closeAllAt, endSequence, takeString } from './template.ts';
import { PUNCTUATION, type Punctuation } from './token.ts';
import { isBehindQuote, scanUnescaped } from './unescaped.ts';

/** U+200C, U+200D, U+30FB and U+FF65 became identifier characters after the Unicode version that HCL uses. */
const IDENTIFIER = /[\p{ID_Start}_](?:(?!\u200c|\u200d|\u30fb|\uff65)[\p{ID_Continue}-])*/uy;

/** By the code of its first character: the punctuation that begins with it, longer ones first. */
const byFirst: readonly (readonly Punctuation[])[] = Array.from({ length: 128 }, (_, code) =>
  PUNCTUATION.filter((mark) => mark.charCodeAt(0) === code),
);

const punctuationAt = (text: string, at: number): Punctuation | undefined => {
  for (const mark of byFirst[text.charCodeAt(at)] ?? [])
    if (mark.length === 1 || text.startsWith(mark, at)) return mark;
  return undefined;
};

/** One token of items and expressions: the whole file outside strings, and `${…}` inside them. */
export const scanMain = (lexing: Lexing, frame: Extract<Frame, { mode: 'sequence' }> | undefined): void => {
  const char = lexing.text.charAt(lexing.at);
  if (char === ' ' || char === '\t') skipSpaces(lexing);
  else if (char === '\n' || char === '\r') scanNewline(lexing);
  else if (char === '#' || char === '/') scanSlash(lexing);
  else if (char === '"') scanQuote(lexing, frame === undefined);
  else if (char >= '0' && char <= '9') take(lexing, 'number', numberEnd(lexing.text, lexing.at));
  else if (frame !== undefined && closesSequence(lexing, frame, char)) closeSequence(lexing);
  else if (frame !== undefined && char === '$' && lexing.text.charAt(lexing.at + 1) === '{') endSequence(lexing);
  else if (CONFLICTS.includes(char) && frame === undefined && isConflict(lexing)) scanConflict(lexing);
  else if (char === '>' && frame === undefined && beginsText(lexing)) scanBar(lexing);
  else if (char === '{' && frame === undefined && skipTemplate(lexing)) return;
  else if (char !== '<' || !openHeredoc(lexing)) scanWord(lexing, frame);
};

/** What the lines of a merge conflict begin with. */
const CONFLICTS = '<=>|';

/** Three quotes mean nothing where a value is to be; outside of every text they are those of other languages. */
const scanQuote = (lexing: Lexing, outside: boolean): void => {
  if (outside && isTriple(lexing)) scanTriple(lexing);
  else openQuote(lexing);
};

const skipSpaces = (lexing: Lexing): void => {
  for (let char = ' '; char === ' ' || char === '\t'; char = lexing.text.charAt(lexing.at)) lexing.at++;
};

const scanNewline = (lexing: Lexing): void => {
  const { text, at } = lexing;
  const end = text.startsWith('\r\n', at) ? at + 2 : at + 1;
  if (text.charAt(end - 1) === '\r') complainReturn(lexing, at);
  if (lexing.frames.length > 0 && lexing.endings.newlines.has(end - 1)) closeAllAt(lexing);
  take(lexing, 'newline', end);
};

const scanSlash = (lexing: Lexing): void => {
  const { text, at } = lexing;
  if (text.charAt(at) === '#' || text.startsWith('//', at)) {
    const end = lineEnd(text, at);
    take(lexing, 'comment', text.charAt(end - 1) === '\r' && end < text.length ? end - 1 : end);
  } else if (!text.startsWith('/*', at)) take(lexing, '/', at + 1);
  else if (!isPathEnd(lexing)) scanBlockComment(lexing);
  else endSequence(lexing);
};

/** The `/*` of `"${var.path/*"`: a comment that never ends, in a sequence, is the rest of a text. */
const isPathEnd = ({ at, frames, endings }: Lexing): boolean =>
  frames.at(-1)?.mode === 'sequence' && endings.lastComment < at + 2;

const scanBlockComment = (lexing: Lexing): void => {
  const { text, at } = lexing;
  const close = text.indexOf('*/', at + 2);
  if (close < 0 && isBehindQuote(lexing)) {
    scanUnescaped(lexing);
    return;
  }
  if (close < 0) {
    const help = ['end the comment with */'];
    complain(lexing, { code: 'unclosed-comment', message: 'this comment never ends', help, start: at, end: at + 2 });
  }
  take(lexing, 'comment', close < 0 ? text.length : close + 2);
};

const openQuote = (lexing: Lexing): void => {
  if (takeString(lexing)) return;
  lexing.frames.push({ mode: 'quoted', start: lexing.at, before: markOf(lexing) });
  take(lexing, 'quote-open', lexing.at + 1);
};

const isDigit = (char: string): boolean => char >= '0' && char <= '9';

/** A number goes on over digits, points and exponents; whether it makes sense is judged later (`1.2.3`). */
const numberEnd = (text: string, start: number): number => {
  let end = start + 1;
  let at = end;
  while (at < text.length) {
    const char = text.charAt(at);
    if (isDigit(char)) end = ++at;
    else if (char === '.') at++;
    else if (char === 'e' || char === 'E') {
      const sign = text.charAt(at + 1) === '+' || text.charAt(at + 1) === '-' ? 1 : 0;
      if (!isDigit(text.charAt(at + 1 + sign))) break;
      at += 2 + sign;
      end = at;
    } else break;
  }
  return end;
};

const closesSequence = (lexing: Lexing, frame: { braces: number }, char: string): boolean =>
  frame.braces === 0 && (char === '}' || (char === '~' && lexing.text.charAt(lexing.at + 1) === '}'));

const closeSequence = (lexing: Lexing): void => {
  lexing.frames.pop();
  take(lexing, 'template-close', lexing.text.indexOf('}', lexing.at) + 1);
};

const scanWord = (lexing: Lexing, frame: { braces: number } | undefined): void => {
  const word = wordEnd(lexing.text, lexing.at);
  if (word > lexing.at) {
    take(lexing, 'identifier', word);
    return;
  }
  const mark = punctuationAt(lexing.text, lexing.at);
  if (mark !== undefined) {
    if (frame !== undefined) frame.braces += mark === '{' ? 1 : mark === '}' ? -1 : 0;
    take(lexing, mark, lexing.at + mark.length);
    return;
  }
  const odd = match(lexing, IDENTIFIER);
  if (odd === null) scanBad(lexing);
  else take(lexing, 'identifier', lexing.at + odd[0].length);
};

/** What a character may be in a word of plain letters: 1 at its beginning as well, 2 behind it only. */
const IN_WORD = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  return /[A-Za-z_]/.test(char) ? 1 : /[0-9-]/.test(char) ? 2 : 0;
});

/** Where a word of plain letters ends; where none begins, or one goes on in other letters, its own beginning. */
const wordEnd = (text: string, start: number): number => {
  if (IN_WORD[text.charCodeAt(start)] !== 1) return start;
  for (let at = start + 1; ; at++) {
    const code = text.charCodeAt(at);
    if (code >= 128) return start;
    if (!IN_WORD[code]) return at;
  }
};
