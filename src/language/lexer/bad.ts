import type { Code } from '../../model/diagnostic.ts';
import { trimEnd } from '../white.ts';
import { complain, hasMany, type Lexing, lineBefore, lineEnd, match, take } from './lexing.ts';
import type { TokenKind } from './token.ts';

interface Complaint {
  readonly code: Code;
  readonly message: string;
  readonly help: readonly string[];
  /** What the parser sees, so that one wrong character costs as little as possible. */
  readonly as: TokenKind;
}

const bad = (message: string, help: readonly string[], as: TokenKind): Complaint => ({
  code: 'bad-character',
  message,
  help,
  as,
});

const operator = (written: string, meant: '&&' | '||'): Complaint => ({
  code: 'bad-operator',
  message: `there is no operator "${written}"`,
  help: [`write ${meant}`],
  as: meant,
});

const COMPLAINTS: ReadonlyMap<string, Complaint> = new Map([
  ['&', operator('&', '&&')],
  ['|', operator('|', '||')],
  [';', bad('";" has no meaning here', ['take it away: each attribute stands on a line of its own'], 'newline')],
  [
    '$',
    bad(
      '"$" has no meaning outside a string',
      ['write the expression without ${ }', 'a variable of the environment is env("NAME")'],
      'invalid',
    ),
  ],
  ['\\', bad('"\\" has no meaning outside a string', ['a line needs no mark to go on inside ( ) or [ ]'], 'invalid')],
  ['^', bad('there is no operator "^"', ['pow(base, exponent) is a power'], 'invalid')],
  ['~', bad('"~" has no meaning here', ['a strip marker stands directly after ${ or before }'], 'invalid')],
  [
    '@',
    bad('"@" has no meaning here', ['a text is written in quotes: "…"', 'what a file holds: file("FILE")'], 'invalid'),
  ],
]);

/** A character that begins no token: says what was probably meant, and steps over it. */
export const scanBad = (lexing: Lexing): void => {
  const char = String.fromCodePoint(lexing.text.codePointAt(lexing.at) ?? 0);
  if (SMART.includes(char)) scanWrongQuote(lexing, 'smart-quotes');
  else if (char === "'") scanWrongQuote(lexing, 'single-quotes');
  else if (char === '`' && isFence(lexing)) scanFence(lexing);
  else if (char === '`') scanWrongQuote(lexing, 'bad-character');
  else if (char === '\uFEFF') scanMark(lexing);
  else if (char === '|' && beginsText(lexing)) scanBar(lexing);
  else scanStranger(lexing, char);
};

const FENCE = 'three backticks are a mark of Markdown';

const isFence = ({ text, at, frames }: Lexing): boolean =>
  frames.length === 0 &&
  /^```[\w-]*\s*$/.test(text.slice(at, Math.min(at + 60, lineEnd(text, at)))) &&
  lineBefore(text, at, 200).trim() === '';

/** What a text about seeds has around one: all such lines are one mistake. */
const scanFence = (lexing: Lexing): void => {
  const end = lineEnd(lexing.text, lexing.at);
  const help = ['delete each line that begins with ```'];
  if (!lexing.problems.some(({ message }) => message === FENCE))
    complain(lexing, { code: 'bad-character', message: FENCE, help, start: lexing.at, end: lexing.at + 3 });
  lexing.at = end;
};

/** `name = |` or `name = >` and nothing behind it: in YAML, a text of the lines below that are indented. */
export const beginsText = ({ text, at }: Lexing): boolean =>
  /^[|>][+-]?\s*(?:\n|$)/.test(text.slice(at, at + 200)) && /[=:][ \t]*$/.test(lineBefore(text, at, 200));

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** Steps over the lines of the text as well: they are no mistakes of their own. */
export const scanBar = (lexing: Lexing): void => {
  const { text, at } = lexing;
  const help = asHeredoc(lexing, at);
  const message = `a text of several lines does not begin with "${text.charAt(at)}"`;
  complain(lexing, { code: 'bad-character', message, help, start: at, end: at + 1 });
  const indent = indentOf(text.slice(text.lastIndexOf('\n', at - 1) + 1, at));
  let end = lineEnd(text, at);
  for (let next = end; next < text.length; ) {
    const from = next + 1;
    next = lineEnd(text, from);
    const line = text.slice(from, next);
    if (line.trim() === '') continue;
    if (indentOf(line) <= indent) break;
    end = next;
  }
  take(lexing, 'bad-string', end);
};

/** `{{ .Values.x }}` outside of texts: no two braces follow each other there in a seed. */
const TEMPLATE =
  /\{\{-?\s*(?:[.$]\w|(?:if|else|end|range|with|include|template|define|toYaml|var|local)\b)[^{}\n]{0,400}\}\}|\{\{-?[ \t]*(\w{1,100})[ \t]*-?\}\}/y;

/** A piece of another template language is one mistake; false where there is none. */
export const skipTemplate = (lexing: Lexing): boolean => {
  const [whole, name] = match(lexing, TEMPLATE) ?? [];
  if (whole === undefined) return false;
  const { at } = lexing;
  const message = '{{ }} belongs to another template language: nothing is put in its place';
  const other =
    name === undefined ? 'a choice: CONDITION ? WHEN_TRUE : WHEN_FALSE' : 'one of the environment: env("NAME")';
  const help = ['a variable of the seed is written var.NAME', other];
  complain(lexing, { code: 'bad-character', message, help, start: at, end: at + whole.length });
  take(lexing, 'bad-string', at + whole.length);
  return true;
};

const TRIPLE = '"""';

/** The type of a block and labels: behind them, quotes without a space between them are labels, too. */
const HEAD = /^\s*[\p{ID_Start}_](?:[\p{ID_Continue} \t-]|"[^"\n]*")*$/u;

/** Whether three quotes stand where a value is to be. */
export const isTriple = ({ text, at }: Lexing): boolean => {
  if (!text.startsWith(TRIPLE, at)) return false;
  return !HEAD.test(lineBefore(text, at, 200));
};

/** A text of several lines as other languages write it: all of it is one mistake. */
export const scanTriple = (lexing: Lexing): void => {
  const { text, at } = lexing;
  const help = asHeredoc(lexing, at);
  const start = at;
  complain(lexing, { code: 'bad-character', message: 'three quotes do not begin a text', help, start, end: at + 3 });
  const close = hasMany(lexing) ? -1 : text.indexOf(TRIPLE, at + 3);
  take(lexing, 'bad-string', close < 0 ? lineEnd(text, at) : close + 3);
};

const SMART = '\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb';

const scanStranger = (lexing: Lexing, char: string): void => {
  const known =
    COMPLAINTS.get(char) ?? bad(`the character ${shown(char)} has no meaning here`, hidden(char), 'invalid');
  const name = char === '$' ? match(lexing, SHELL_NAME)?.[1] : undefined;
  let end = lexing.at + (name === undefined ? char.length : name.length + 1);
  // A run of what cannot be seen is one mistake.
  while (known.as === 'invalid' && hidden(char).length > 0 && lexing.text.startsWith(char, end)) end += char.length;
  const help = name === undefined ? known.help : [`a variable of the environment is written env("${name}")`];
  complain(lexing, { code: known.code, message: known.message, help, start: lexing.at, end });
  take(lexing, known.as, end);
};

/** `$NAME`, as shells write it; a password that begins so has more than capitals. */
const SHELL_NAME = /\$([A-Z][A-Z0-9_]+)(?![\w$!@-])/y;

/** Characters that cannot be seen are named by their number. */
const shown = (char: string): string => {
  const code = `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(char) ? `"${char}" (${code})` : code;
};

const hidden = (char: string): readonly string[] =>
  /\p{Pd}/u.test(char)
    ? ['write a hyphen: -']
    : /[\p{Z}\p{C}]/u.test(char)
      ? ['it cannot be seen in most editors: delete it, or type the space again']
      : [];

const scanMark = (lexing: Lexing): void => {
  const help = ['delete it: it is legal only as the first character of a file'];
  const message = 'a byte order mark in the middle of the file';
  complain(lexing, { code: 'byte-order-mark', message, help, start: lexing.at, end: lexing.at + 1 });
  lexing.at++;
};

const STRING_LIKE = {
  'smart-quotes': /[\u2018-\u201f\u00ab\u00bb][^\u2018-\u201f\u00ab\u00bb"\r\n]*[\u2018-\u201f\u00ab\u00bb"]/uy,
  'single-quotes': /'[^'\r\n]*'/uy,
  'bad-character': /`[^`]{0,4000}`/uy,
} as const;

const WRONG_QUOTES = {
  'smart-quotes': 'typographic quotes do not make a string',
  'single-quotes': 'single quotes do not make a string',
  'bad-character': 'backticks do not make a string',
} as const;

/** `‘text’`, `“text”` and `'text'` become one token, so that the rest of the line still makes sense. */
const scanWrongQuote = (lexing: Lexing, code: keyof typeof WRONG_QUOTES): void => {
  const whole = match(lexing, STRING_LIKE[code])?.[0];
  const start = lexing.at;
  const end = whole === undefined ? start + 1 : start + whole.length;
  const help =
    whole !== undefined && /["\n]/.test(whole) ? asHeredoc(lexing, start) : ['write straight double quotes: "…"'];
  complain(lexing, { code, message: WRONG_QUOTES[code], help, start, end });
  take(lexing, 'bad-string', whole === undefined ? restOfLine(lexing.text, end) : end);
};

/** How a text is written that has quotes in it, or several lines: under the name of its attribute, where it has one. */
export const asHeredoc = ({ text }: Lexing, start: number): readonly string[] => {
  const name = /^\s*([\p{ID_Start}_][\p{ID_Continue}-]*)\s*[=:]\s*$/u.exec(lineBefore(text, start, 200))?.[1];
  return [
    'a text of several lines, or with quotes in it, is written',
    `  ${name === undefined ? '' : `${name} = `}<<-EOT`,
    '    the lines of the text',
    '  EOT',
  ];
};

const restOfLine = (text: string, from: number): number => {
  const line = trimEnd(text.slice(from, lineEnd(text, from)));
  // The brace of a block goes on counting.
  return from + trimEnd(line.endsWith('{') ? line.slice(0, -1) : line).length;
};
