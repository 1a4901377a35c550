/*
 * The words of HCL 1, the language that servers read policies in. It is an older one than that of seeds: `${` is plain text,
 * an item may end without a line break, and a key may stand in quotes.
 */

export type Token = Bare & {
  /** Where it starts, in UTF-16 code units. */
  readonly at: number;
};

type Bare =
  | { readonly type: 'word'; readonly text: string }
  | { readonly type: 'string'; readonly text: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'mark'; readonly text: '{' | '}' | '[' | ']' | '=' | ',' };

/** Why a text is not HCL 1, or nothing that can be understood. */
export type Flaw =
  | 'escape'
  | 'interpolation'
  | 'string'
  | 'heredoc'
  | 'character'
  | 'end'
  | 'key'
  | 'value'
  | 'comma'
  | 'depth'
  | 'json'
  | 'meaning';

/** Not HCL 1. Thrown and caught inside this folder only. */
export class NotHcl extends Error {
  readonly flaw: Flaw;
  /** Where it shows, where that is known. */
  readonly at: number | undefined;

  constructor(flaw: Flaw, at?: number) {
    super(flaw);
    this.flaw = flaw;
    this.at = at;
  }
}

const SKIPPED = /(?:\s+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const WORD = /[\p{L}_][\p{L}\p{Nd}_.-]*/uy;
const NUMBER = /[+-]?(?:0[xX][\da-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\p{L}\p{Nd}_])/uy;
const HEREDOC = /<<(-?)([\p{L}\p{Nd}_]+)\r?\n/uy;

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
  '"': '"',
  '\\': '\\',
};
const CODED = /x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3})/y;

const isMark = (text: string | undefined): text is (Bare & { type: 'mark' })['text'] =>
  text !== undefined && text !== '' && '{}[]=,'.includes(text);

const match = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** A piece of the text that was understood, and where the next one starts. */
interface Piece {
  readonly token: Token;
  readonly end: number;
}

interface Part {
  readonly text: string;
  readonly end: number;
}

const escapeAt = (text: string, at: number): Part => {
  const simple = ESCAPES[text[at] ?? ''];
  if (simple !== undefined) return { text: simple, end: at + 1 };
  const [all, x, u, long, octal] = match(CODED, text, at) ?? [];
  if (all === undefined) throw new NotHcl('escape', at);
  const code = octal === undefined ? Number.parseInt(x ?? u ?? long ?? '', 16) : Number.parseInt(octal, 8);
  if (code > 0x10ffff) throw new NotHcl('escape', at);
  return { text: String.fromCodePoint(code), end: at + all.length };
};

/** `${…}`, braces inside it counted: taken as it stands, line breaks and quotes included. */
const interpolationAt = (text: string, at: number): Part => {
  let depth = 0;
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === '{') depth++;
    if (text[end] === '}' && --depth === 0) return { text: text.slice(at, end + 1), end: end + 1 };
  }
  throw new NotHcl('interpolation', at);
};

const stringAt = (text: string, start: number): Piece => {
  let whole = '';
  let at = start + 1;
  while (text[at] !== '"') {
    const part = partAt(text, at);
    if (part === undefined) throw new NotHcl('string', start);
    whole += part.text;
    at = part.end;
  }
  return { token: { type: 'string', text: whole, at: start }, end: at + 1 };
};

/** Characters that stand for themselves. */
const PLAIN = /[^"\\\n$]+/y;

/** The next part of a string; nothing where its line or the text ends. */
const partAt = (text: string, at: number): Part | undefined => {
  const [plain] = match(PLAIN, text, at) ?? [];
  if (plain !== undefined) return { text: plain, end: at + plain.length };
  if (text[at] === '\\') return escapeAt(text, at + 1);
  if (text[at] !== '$') return undefined;
  return text.startsWith('${', at) ? interpolationAt(text, at) : { text: '$', end: at + 1 };
};

/** `<<-` takes away the indentation of its last line, where every line has it. */
const unindented = (lines: readonly string[], indentation: string): readonly string[] =>
  lines.every((line) => line.startsWith(indentation)) ? lines.map((line) => line.slice(indentation.length)) : lines;

const heredocAt = (text: string, [all, dash, anchor = '']: RegExpExecArray, at: number): Piece => {
  const start = at + all.length;
  const closing = new RegExp(`^([ \\t]*)${anchor}[ \\t]*\\r?$`, 'gm');
  closing.lastIndex = start;
  const found = closing.exec(text);
  if (found === null) throw new NotHcl('heredoc', at);
  const body = text.slice(start, found.index);
  const lines = body === '' ? [] : body.replace(/\n$/, '').split('\n');
  const kept = dash === '-' ? unindented(lines, found[1] ?? '') : lines;
  return {
    token: { type: 'string', text: kept.map((line) => `${line}\n`).join(''), at },
    end: found.index + found[0].length,
  };
};

const pieceAt = (text: string, at: number): Piece => {
  const mark = text[at];
  if (isMark(mark)) return { token: { type: 'mark', text: mark, at }, end: at + 1 };
  if (mark === '"') return stringAt(text, at);
  const heredoc = match(HEREDOC, text, at);
  if (heredoc !== null) return heredocAt(text, heredoc, at);
  const [number] = match(NUMBER, text, at) ?? [];
  if (number !== undefined) return { token: { type: 'number', value: Number(number), at }, end: at + number.length };
  const [word] = match(WORD, text, at) ?? [];
  if (word === undefined) throw new NotHcl('character', at);
  return { token: { type: 'word', text: word, at }, end: at + word.length };
};

const skip = (text: string, at: number): number => at + (match(SKIPPED, text, at)?.[0].length ?? 0);

/** The tokens of a text; comments and white space are gone. @throws {NotHcl} */
export const tokensOf = (text: string): readonly Token[] => {
  const tokens: Token[] = [];
  let at = skip(text, 0);
  while (at < text.length) {
    const { token, end } = pieceAt(text, at);
    tokens.push(token);
    at = skip(text, end);
  }
  return tokens;
};
