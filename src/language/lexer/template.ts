import { trimEnd } from '../white.ts';
import { asHeredoc } from './bad.ts';
import { closesHeredoc } from './heredoc.ts';
import { complain, complainReturn, type Frame, imagine, type Lexing, lineEnd, take } from './lexing.ts';

/** One token of a template: literal text up to the next `${`, `%{`, or its end; or one of these. */
export const scanTemplate = (lexing: Lexing, frame: Exclude<Frame, { mode: 'sequence' }>): void => {
  const { text, at } = lexing;
  const lineStart = text.charAt(at - 1) === '\n' && lexing.tokens.at(-1)?.kind !== 'template-close';
  if (frame.mode === 'heredoc' && lineStart && closesHeredoc(lexing, frame)) return;
  const end = textEnd(text, at, frame.mode === 'quoted');
  const char = text.charAt(at);
  if (end > at) {
    if (frame.mode !== 'bare') refuseReturns(lexing, end);
    take(lexing, 'text', end);
  } else if (char === '$' || char === '%') openSequence(lexing, char);
  else if (char === '"') {
    lexing.frames.pop();
    take(lexing, 'quote-close', at + 1);
  } else closeAtNewline(lexing);
};

/** Takes a string as a whole where it ends on its line and nothing but text is in it, as in most. */
export const takeString = (lexing: Lexing): boolean => {
  const { text, at } = lexing;
  const end = textEnd(text, at + 1, true);
  if (text.charCodeAt(end) !== QUOTE) return false;
  take(lexing, 'quote-open', at + 1);
  if (end > at + 1) {
    refuseReturns(lexing, end);
    take(lexing, 'text', end);
  }
  take(lexing, 'quote-close', end + 1);
  return true;
};

const openSequence = (lexing: Lexing, char: '$' | '%'): void => {
  const end = lexing.at + (lexing.text.charAt(lexing.at + 2) === '~' ? 3 : 2);
  lexing.frames.push({ mode: 'sequence', start: lexing.at, braces: 0 });
  take(lexing, char === '$' ? 'interpolation-open' : 'directive-open', end);
};

/** Between here and `end`: carriage returns that belong to no newline. */
const refuseReturns = (lexing: Lexing, end: number): void => {
  if (!lexing.returns) return;
  const at = lexing.text.slice(lexing.at, end + 1).search(/\r(?!\n)/);
  if (at >= 0 && lexing.at + at < end) complainReturn(lexing, lexing.at + at);
};

const DOLLAR = 36;
const PERCENT = 37;
const QUOTE = 34;
const BACKSLASH = 92;
const BRACE = 123;
const NEWLINE = 10;

/** Where the literal text that begins at `start` ends. Outside quotes it takes its newline along. */
const textEnd = (text: string, start: number, quoted: boolean): number => {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === DOLLAR || code === PERCENT) {
      if (text.charCodeAt(at + 1) === BRACE) return at;
      if (text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === BRACE) at += 2;
    } else if (code === NEWLINE) return quoted ? at : at + 1;
    else if (quoted && code === QUOTE) return at;
    else if (quoted && code === BACKSLASH && /["\\]/.test(text.charAt(at + 1))) at++;
  }
  return text.length;
};

/** A newline, or the end of the text, inside a quoted string: every template opened on this line ends here. */
export const closeAtNewline = (lexing: Lexing): void => {
  const { text, at, frames } = lexing;
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const quote = frames.at(-1);
  if (quote === undefined) return;
  const below = frames.at(-2);
  if (frames.length === 1 && (endsHead(lexing, quote, lineStart) || endsLater(lexing, quote))) return;
  const onlyClosers = at - quote.start < 200 && /^[\s)\]},]*$/.test(text.slice(quote.start + 1, at));
  if (below?.mode === 'sequence' && below.start >= lineStart && onlyClosers) complainSequence(lexing, below.start);
  else complainQuote(lexing, quote.start);
  do closeTop(lexing);
  while (isInLine(frames.at(-1), lineStart));
};

/** `type "label {`: the string ends before the brace, so that the block can still be read. */
const endsHead = (lexing: Lexing, quote: Frame, lineStart: number): boolean => {
  const { text, at } = lexing;
  const inside = trimEnd(text.slice(quote.start + 1, at));
  const before = text.slice(lineStart, quote.start);
  if (!inside.endsWith('{') || quote.mode !== 'quoted' || !/^\s*[\p{ID_Continue}-]+\s[^=]*$/u.test(before))
    return false;
  complainQuote(lexing, quote.start);
  lexing.tokens.length = quote.before.tokens;
  lexing.frames.pop();
  lexing.at = quote.start;
  take(lexing, 'quote-open', quote.start + 1);
  const label = trimEnd(inside.slice(0, -1));
  if (label !== '') take(lexing, 'text', quote.start + 1 + label.length);
  imagine(lexing, 'quote-close');
  return true;
};

/** At most so many lines are taken for one string. */
const LONGEST = 40;

/**
 * A string over several lines: the next quote, in a line that looks like no item, is taken for its end. Quotes that are escaped
 * stand nowhere but in strings: where there are such, the lines may look like anything.
 */
const endsLater = (lexing: Lexing, quote: Frame): boolean => {
  const { text, at } = lexing;
  let escaped = text.slice(quote.start, at).includes(ESCAPED);
  const opensLine = text.slice(quote.start + 1, at).trim() === '';
  let line = at + 1;
  for (let count = 0; count < LONGEST && line < text.length; count++) {
    const end = lineEnd(text, line);
    const content = text.slice(line, Math.min(end, line + 1000));
    escaped ||= opensLine && content.includes(ESCAPED);
    if (!escaped && LIKE_AN_ITEM.test(content)) return false;
    // What is escaped is hidden, not left out, so that places stay as they are.
    const plain = escaped ? content.replaceAll(ESCAPED, '__') : content;
    const found = plain.indexOf('"');
    if (found >= 0) return plain.indexOf('"', found + 1) < 0 && joinLines(lexing, quote, line + found);
    line = end + 1;
  }
  return false;
};

const ESCAPED = '\\"';
const LIKE_AN_ITEM = /^\s*(?:[#}]|\/\/|[\p{ID_Continue}-]+\s*[={]|[\p{ID_Continue}-]+\s+"|$)/u;

const joinLines = (lexing: Lexing, quote: Frame, end: number): true => {
  complain(lexing, {
    code: 'unclosed-string',
    message: 'a string in quotes cannot go over several lines',
    help: [...asHeredoc(lexing, quote.start), 'a newline inside quotes is written \\n'],
    start: quote.start,
    end: quote.start + 1,
  });
  lexing.frames.pop();
  take(lexing, 'text', end);
  take(lexing, 'quote-close', end + 1);
  return true;
};

const isInLine = (frame: Frame | undefined, lineStart: number): boolean =>
  frame !== undefined && isShort(frame) && frame.start >= lineStart;

/** A newline at which quotes and sequences end because nothing else would end them; a heredoc around them goes on. */
export const closeAllAt = (lexing: Lexing): void => {
  const sequence = lexing.frames.findLast((frame) => frame.mode === 'sequence');
  if (sequence !== undefined) complainSequence(lexing, sequence.start);
  do closeTop(lexing);
  while (isShort(lexing.frames.at(-1)));
};

const isShort = (frame: Frame | undefined): boolean => frame?.mode === 'quoted' || frame?.mode === 'sequence';

const CLOSERS = { quoted: 'quote-close', sequence: 'template-close', heredoc: 'heredoc-close', bare: 'end' } as const;

const closeTop = (lexing: Lexing): void => {
  const frame = lexing.frames.pop();
  if (frame !== undefined) imagine(lexing, CLOSERS[frame.mode]);
};

/** In a sequence stands what can only stand in the text after it: its `}` was forgotten. */
export const endSequence = (lexing: Lexing): void => {
  complainSequence(lexing, lexing.frames.at(-1)?.start ?? lexing.at);
  closeTop(lexing);
};

const complainSequence = (lexing: Lexing, start: number): void => {
  const opener = lexing.text.slice(start, start + 2);
  complain(lexing, {
    code: 'unclosed-template',
    message: `this ${opener} has no "}"`,
    help: [
      'add the "}" after the expression',
      `or write ${opener.charAt(0)}${opener} for the two characters themselves`,
    ],
    start,
    end: start + 2,
  });
};

/** The end of what stands outside of quotes, where a word of a list has none in front of it. */
const HALF_QUOTED = /[[,(]\s*([\p{L}_][\w-]*)$/u;

/** Where the text begins whose first quote is missing, so that each later one of its line is taken for the other. */
const halfQuoted = (text: string, start: number): { start: number; end: number } | undefined => {
  const from = Math.max(text.lastIndexOf('\n', start) + 1, start - 400);
  const parts = text.slice(from, start).split('"');
  // Every second part stands outside of quotes.
  let at = from;
  for (let index = 0; index < parts.length - 1; index++) {
    const part = parts[index] ?? '';
    const word = index % 2 === 0 ? HALF_QUOTED.exec(part)?.[1] : undefined;
    if (word !== undefined) return { start: at + part.length - word.length, end: at + part.length + 1 };
    at += part.length + 1;
  }
  return undefined;
};

/** A typographic quote at the end of a text that a straight one begins. */
const curlyEnd = (text: string, start: number): number | undefined => {
  const from = Math.max(text.lastIndexOf('\n', start) + 1, start - 400);
  const [begun] =
    /(?:^|[\s[(,])"[^"\u201c-\u201f\n]*[\u201c-\u201f](?=\s*[{,\])]|\s*$)/.exec(text.slice(from, start)) ?? [];
  const [last] =
    /^"[^"\u201c-\u201f\n]{0,400}[\u201c-\u201f](?=[\s)\]},]*$)/.exec(text.slice(start, lineEnd(text, start))) ?? [];
  if (last !== undefined) return start + last.length - 1;
  return begun === undefined ? undefined : from + text.slice(from, start).indexOf(begun) + begun.length - 1;
};

const complainQuote = (lexing: Lexing, start: number): void => {
  const curly = curlyEnd(lexing.text, start);
  if (curly !== undefined) {
    const message = 'a typographic quote does not end a string';
    complain(lexing, {
      code: 'smart-quotes',
      message,
      help: ['write a straight one: "'],
      start: curly,
      end: curly + 1,
    });
    return;
  }
  const half = halfQuoted(lexing.text, start);
  if (half !== undefined) {
    const help = ['each text stands between two of them, as in "a", "b"'];
    complain(lexing, { code: 'unclosed-string', message: 'a quote is missing in front of this', help, ...half });
    return;
  }
  complain(lexing, {
    code: 'unclosed-string',
    message: 'this quote has no partner on its line',
    help: /"[^"\n]*[,\s]"[^"\n]+$/.test(lexing.text.slice(Math.max(0, start - 200), start))
      ? ['a quote is missing further to the left: each text stands between two of them, as in "a", "b"']
      : /[\p{L}\p{N}]/u.test(lexing.text.charAt(start - 1))
        ? ['put the quote that is missing in front of the text: "…"']
        : ['close the string with "', 'a text of several lines is a heredoc: <<-EOT'],
    start,
    end: start + 1,
  });
};
