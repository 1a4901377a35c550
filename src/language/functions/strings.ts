import type { FunctionRow } from '../scope.ts';
import { BOOL, listOf, STRING } from '../type.ts';
import { CallFailure } from './failure.ts';
import { countOf, itemsOf, list, text, textOf, truth } from './give.ts';
import { replacedMatches } from './regex.ts';
import { numberParam, param, row, textParam } from './row.ts';

/** Made when first needed: that takes 20 ms. */
let segmenter: Intl.Segmenter | undefined;

/** Where Unicode 15.1 and later keep together what 15.0, which HCL goes by, takes apart: Indic conjuncts. */
const CONJUNCT = /(?<=[\p{M}\u200d])(?=\p{Lo})(?![\u0e33\u0eb3])/u;

/** The characters of a text as people count them; the same on every version of the platform. */
export const graphemes = (value: string): string[] => {
  if (/^[\x20-\x7e]*$/.test(value)) return [...value];
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(value), ({ segment }) => segment.split(CONJUNCT)).flat();
};

const one = (name: string, work: (value: string) => string): FunctionRow =>
  row(name, { params: [textParam('text')], returns: STRING }, ([value]) => text(work(textOf(value))));

const two = (name: string, second: string, work: (value: string, other: string) => string): FunctionRow =>
  row(name, { params: [textParam('text'), textParam(second)], returns: STRING }, ([value, other]) =>
    text(work(textOf(value), textOf(other, 1))),
  );

const asks = (name: string, second: string, work: (value: string, other: string) => boolean): FunctionRow =>
  row(name, { params: [textParam('text'), textParam(second)], returns: BOOL }, ([value, other]) =>
    truth(work(textOf(value), textOf(other, 1))),
  );

const trimmed = (value: string, cutset: string): string => {
  const unwanted = new Set(cutset);
  const characters = [...value];
  const start = characters.findIndex((one) => !unwanted.has(one));
  const end = characters.findLastIndex((one) => !unwanted.has(one));
  return start === -1 ? '' : characters.slice(start, end + 1).join('');
};

/** A pattern between slashes is a regular expression. */
const replaced = (value: string, pattern: string, replacement: string): string => {
  const isPattern = pattern.length > 1 && pattern.startsWith('/') && pattern.endsWith('/');
  if (!isPattern) return value.replaceAll(pattern, () => replacement);
  return replacedMatches(value, pattern.slice(1, -1), replacement);
};

/** Letter by letter: what has no single capital stays as it is, and no letter looks at its neighbours. */
const capital = (letter: string): string => single(letter, letter.toUpperCase());
const small = (letter: string): string => (letter === '\u0130' ? 'i' : single(letter, letter.toLowerCase()));
const single = (letter: string, other: string): string => ([...other].length === 1 ? other : letter);

/** Letters that are two in one begin a word with only the first of them large. */
const TITLE: ReadonlyMap<string, string> = new Map(
  ['Ǆǅǆ', 'Ǉǈǉ', 'Ǌǋǌ', 'Ǳǲǳ'].flatMap((forms) => [...forms].map((form) => [form, [...forms][1] ?? form] as const)),
);

/** A word begins after white space, and after any other character of ASCII that words do not have. */
const titled = (value: string): string =>
  value.replaceAll(
    /(^|[\x00-\x7f\p{White_Space}])(?<![0-9A-Za-z_])(\p{L})/gu,
    (_, before, letter) => before + (TITLE.get(letter) ?? capital(letter)),
  );

/** Nothing between them parts all code points. */
const parted = (value: string, separator: string): string[] => (separator === '' ? [...value] : value.split(separator));

const indented = (spaces: number, value: string): string => value.replaceAll('\n', `\n${' '.repeat(spaces)}`);

const substring = (value: string, offset: number, length: number): string => {
  const all = graphemes(value);
  const start = offset < 0 ? Math.max(0, all.length + offset) : offset;
  return all.slice(start, length < 0 ? undefined : start + length).join('');
};

export const stringFunctions: readonly FunctionRow[] = [
  one('lower', (value) => Array.from(value, small).join('')),
  one('upper', (value) => Array.from(value, capital).join('')),
  one('title', titled),
  one('trimspace', (value) => value.replaceAll(/^\p{White_Space}+|\p{White_Space}+$/gu, '')),
  one('chomp', (value) => value.replace(/(?:\r?\n|\r)+$/, '')),
  one('strrev', (value) => graphemes(value).reverse().join('')),
  two('trim', 'characters', trimmed),
  two('trimprefix', 'prefix', (value, prefix) => (value.startsWith(prefix) ? value.slice(prefix.length) : value)),
  two('trimsuffix', 'suffix', (value, suffix) =>
    suffix !== '' && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value,
  ),
  asks('startswith', 'prefix', (value, prefix) => value.startsWith(prefix)),
  asks('endswith', 'suffix', (value, suffix) => value.endsWith(suffix)),
  asks('strcontains', 'part', (value, part) => value.includes(part)),
  row(
    'replace',
    { params: [textParam('text'), textParam('pattern'), textParam('replacement')], returns: STRING },
    (args) => text(replaced(textOf(args[0]), textOf(args[1], 1), textOf(args[2], 2))),
  ),
  row('split', { params: [textParam('separator'), textParam('text')], returns: listOf(STRING) }, ([separator, value]) =>
    list(STRING, parted(textOf(value, 1), textOf(separator)).map(text)),
  ),
  row(
    'join',
    { params: [textParam('separator')], rest: param('lists', listOf(STRING)), returns: STRING },
    ([separator, ...lists]) => {
      if (lists.length === 0) throw new CallFailure('join needs a list after the separator');
      const parts = lists.flatMap((one, index) => itemsOf(one, index + 1).map((item) => textOf(item, index + 1)));
      return text(parts.join(textOf(separator)));
    },
  ),
  row('indent', { params: [numberParam('spaces'), textParam('text')], returns: STRING }, ([spaces, value]) =>
    text(indented(countOf(spaces), textOf(value, 1))),
  ),
  row(
    'substr',
    { params: [textParam('text'), numberParam('offset'), numberParam('length')], returns: STRING },
    (args) => text(substring(textOf(args[0]), countOf(args[1], 1), countOf(args[2], 2))),
  ),
];
