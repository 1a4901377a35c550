import type { Diagnostic } from '../model/diagnostic.ts';
import type { Position } from '../model/position.ts';
import type { Span } from '../model/span.ts';
import { CONTENT, valuesBeside } from './beside.ts';

/** A stretch of a source, as offsets in it. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const SECRET_WORDS =
  '[\\w-]*(?:password|passphrase|secret|secret_\\w+|token|private_key|secret_key|access_key|credentials?)';
const SECRET_NAME = new RegExp(`(?:^|[\\s"{,])${SECRET_WORDS}"?\\s*[=:]\\s*"(${CONTENT})`, 'gi');
const QUOTED = new RegExp(`"(${CONTENT})"?|'([^']*)'?`, 'g');
/**
 * The same without quotes, as command lines, shells and YAML have it. References, calls, heredocs and variables of the environment lead to
 * a value and are none.
 */
const BARE_SECRET = new RegExp(
  `(?:^|[\\s"{,])${SECRET_WORDS}"?\\s*[=:]\\s*(?!(?:var|local|each|module|path|self|[a-z_]+\\.[a-z_]+)[.[]|[\\w:]+\\(|(?:null|true|false)\\b|\\$\\{|\\$[A-Z_]+\\b|<<|[=|>])([^\\s"'(){}[\\],;]+)`,
  'gi',
);
/** A line that is about a secret as a whole, written right or wrong, or that says so itself. */
const SECRET_LINE = new RegExp(`^\\s*"?${SECRET_WORDS}"?\\s*[=:"']|\\bsensitive\\(`, 'i');

/** A line that says itself that it holds a secret. */
const SAYS_SECRET = /\bsensitive\(/;

/**
 * The head of a block of secrets: its label is a name, which plans show. Only these words, with a brace, and a label that
 * reads like a name and not like a token: all else may be a value.
 */
const SECRET_HEAD = /^\s*(?:secret\s+"(?:[^"\\]|\\.)*"\s*=?\s*|(?:secret_id|token)\s+"[a-z][a-z\d_/-]{0,23}"\s*)\{/;

const headLength = (text: string): number => SECRET_HEAD.exec(text)?.[0].length ?? 0;

/** What is assigned on a line to something with the name of a secret: the contents of quoted strings, and words without quotes. */
const suspects = (text: string, offset: number): readonly Literal[] => [
  ...(SECRET_LINE.test(text)
    ? literals(text, offset).filter(({ start }) => start >= offset + headLength(text))
    : groups(text, offset, SECRET_NAME)),
  ...groups(text, offset, BARE_SECRET),
];

/** Where the group of an expression stands, each time: at its end. */
const groups = (text: string, offset: number, expression: RegExp): readonly Literal[] =>
  [...text.matchAll(expression)].map((match) => {
    const end = offset + match.index + match[0].length;
    return { start: end - (match[1] ?? '').length, end, names: false };
  });

/** True of a line that gives a text to something with the name of a secret, or is about a secret as a whole. */
export const assignsSecret = (line: string): boolean => suspects(line, 0).length > 0;

interface Literal extends Range {
  /** It is the name of a file, or of a variable of the environment: what it leads to is the secret. */
  readonly names: boolean;
}

/** What stands in front of such a name. */
const BEFORE_NAME = /\b(?:env|templatefile|pathexpand|file(?:base64|exists|(?:base64)?sha(?:256|512)|md5|sha1)?)\(\s*$/;
/** A variable of the environment as shells write it, and nothing else. */
const SHELL = /^\$\{[A-Z][A-Z0-9_]*\}$/;
/** Nobody puts more space than that in front of one. */
const SPACE = 60;

/** Contents of all quoted strings on a line, in quotes of either kind; names in front of a colon are not values. */
const literals = (text: string, offset: number): readonly Literal[] => {
  const quotes = [...text.matchAll(QUOTED)];
  const values = quotes.filter((match) => !/^\s*:/.test(text.slice(match.index + match[0].length)));
  return values.map((match) => {
    const start = offset + match.index + 1;
    const before = text.slice(Math.max(0, match.index - SPACE), match.index);
    const content = match[1] ?? match[2] ?? '';
    const called = BEFORE_NAME.test(before) && /^\s*[,)]/.test(text.slice(match.index + match[0].length));
    return { start, end: start + content.length, names: called || SHELL.test(content) };
  });
};

/** Longer lines are not searched as a whole: where one is known to hold a secret, nothing of it is shown. */
const SEARCHED = 100_000;

/** `name =` at the start of a line, with something behind it: the padding of base64 has nothing. */
const NAMED = /^\s*"?[A-Za-z_][\w-]*"?\s*[=:](?=\s*[^\s=])/;

/** Everything on a line but the name that it begins with. */
const allButName = ({ lineText, lineStart }: Position, named = NAMED): readonly Range[] => {
  const name = named.exec(lineText)?.[0] ?? '';
  const indent = /^\s*/.exec(lineText)?.[0] ?? '';
  const space = name === '' ? indent.length : name.length + (lineText.charAt(name.length) === ' ' ? 1 : 0);
  return [{ start: lineStart + space, end: lineStart + lineText.length }];
};

/** The same with a wrong operator, in the braces of JSON, or in front of the brace of a block: what people write in files of values. */
const NAMED_VALUE = /^\s*(?:variable\s+"[A-Za-z_][\w-]*"\s*\{|\{?\s*"?[A-Za-z_][\w-]*"?\s*(?::=|==|[=:])(?=\s*[^\s=]))/;

/** A line of a file of values that gives a value to one name, and nothing else. */
const ONE_VALUE = /^\s*"?[A-Za-z_][\w-]*"?\s*[=:]\s*(?:"[^"\\$%]*"|[\w.+-]+)\s*,?\s*$/;

/** What is hidden of a line of a file of values. `harmless`: nobody has called its value a secret, by a word or by its name. */
const hiddenAmongValues = (place: Position, harmless: boolean): readonly Range[] =>
  harmless && ONE_VALUE.test(place.lineText) && suspects(place.lineText, 0).length === 0
    ? []
    : allButName(place, NAMED_VALUE);

const around = ({ start, end }: Range, mark: Range): readonly Range[] =>
  [
    { start, end: mark.start },
    { start: Math.min(mark.end, end), end },
  ].filter((one) => one.start < one.end);

const within = ({ start, end }: Range, outer: Range): boolean => outer.start <= start && end <= outer.end;

/** How long the head of a block is that stands on one line with what it holds: `word "label" {`, before `name =`. */
const oneLineHead = (text: string): number => {
  const head = ONE_LINE_HEAD.exec(text)?.[0] ?? '';
  return NAMED.test(text.slice(head.length)) && (SECRET_HEAD.test(text) || !SECRET_LINE.test(text)) ? head.length : 0;
};

const ONE_LINE_HEAD = /^\s*[a-z_]+(?:\s+"[^"\\]*"){1,2}\s*\{/;

/** What is hidden of a line that is known to be about a secret. */
const hiddenOfSecret = ({ lineText, lineStart }: Position, span: Span): readonly Range[] => {
  const lineEnd = lineStart + lineText.length;
  if (lineText.length > SEARCHED) return [{ start: lineStart, end: lineEnd }];
  const found = [...literals(lineText, lineStart), ...groups(lineText, lineStart, BARE_SECRET)];
  const named = NAMED.test(lineText);
  // Text without quotes or a name is the inside of a heredoc.
  const head = lineStart + oneLineHead(lineText);
  if (found.length > 0 || named || head > lineStart)
    return found.filter((one) => one.end > head && !(one.names && (named || head > lineStart || within(one, span))));
  return [
    { start: lineStart, end: span.start },
    { start: Math.min(span.end, lineEnd), end: lineEnd },
  ].filter(({ start, end }) => lineText.slice(start - lineStart, end - lineStart).trim() !== '');
};

/** What must not be shown of a line. Always looked for from its start: in the middle nobody knows what a quote means. */
export const hiddenOn = (place: Position, span: Span, secret: Diagnostic['secret']): readonly Range[] => {
  const { lineText, lineStart } = place;
  if (span.source.values) return hiddenAmongValues(place, secret === false);
  if (secret === 'line') return allButName(place);
  if (secret) return hiddenOfSecret(place, span);
  // Nobody can say what the rest of such a line is about.
  if (lineText.length > SEARCHED) return around({ start: lineStart, end: lineStart + lineText.length }, span);
  const mark = { start: span.start - lineStart, end: span.end - lineStart };
  const beside = valuesBeside(lineText, mark).map(({ start, end }) => ({
    start: start + lineStart,
    end: end + lineStart,
  }));
  const harmless = secret === false && !SAYS_SECRET.test(lineText);
  return [...(harmless ? [] : suspects(lineText, lineStart).filter(({ names }) => !names)), ...beside];
};
