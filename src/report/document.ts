import { diffArrays } from 'diff';
import { visible } from '../model/clean.ts';
import type { Data } from '../model/data.ts';
import { count } from './layout.ts';
import { glyphs, paint, type Style } from './style.ts';
import { plainValue } from './value.ts';

/** A line of a document in a plan: kept, taken out, put in, or `gap` for lines left out. */
interface Line {
  readonly mark: ' ' | '-' | '+' | 'gap';
  readonly text: string;
}

/** Lines around a change that help to find it. */
const CONTEXT = 1;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
};

/** A JSON value, or the text of one, with its keys in order and one of them a line. */
export const jsonLines = (data: Data): readonly string[] => {
  const value = typeof data === 'string' ? parsed(data) : plainValue(data);
  return value === undefined ? textLines(String(data)) : JSON.stringify(sorted(value), null, 2).split('\n');
};

export const textLines = (text: string): readonly string[] => text.replace(/\r/g, '').replace(/\n+$/, '').split('\n');

/** What a JSON document holds, in a few words: `{ 2 statements }`, `{ 3 keys }`. */
export const jsonSummary = (data: Data): string => {
  const value = typeof data === 'string' ? parsed(data) : plainValue(data);
  if (Array.isArray(value)) return `[ ${count(value.length, 'item')} ]`;
  if (typeof value !== 'object' || value === null) return visible(String(data));
  const lists = Object.entries(value).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
  if (lists.length === 0) return `{ ${count(Object.keys(value).length, 'key')} }`;
  return `{ ${lists.map(([key, items]) => listSummary(key, items.length)).join(', ')} }`;
};

const listSummary = (key: string, items: number): string => {
  const name = visible(key).toLowerCase();
  const one = name.replace(/ies$/, 'y').replace(/s$/, '');
  return items === 1 || one === name ? count(items, one) : `${items} ${name}`;
};

const spaceless = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** The lines that changed. A different indentation alone is not a change, unless nothing else is. */
const compare = (before: readonly string[], after: readonly string[]): readonly Line[] => {
  const lines = linesOf(before, after, (a, b) => spaceless(a) === spaceless(b));
  return lines.some((line) => line.mark !== ' ') ? lines : linesOf(before, after, (a, b) => a === b);
};

const linesOf = (
  before: readonly string[],
  after: readonly string[],
  comparator: (a: string, b: string) => boolean,
): readonly Line[] =>
  diffArrays([...before], [...after], { comparator }).flatMap((part) => {
    const mark = part.added ? '+' : part.removed ? '-' : ' ';
    return part.value.map((text): Line => ({ mark, text }));
  });

const near = (lines: readonly Line[], index: number): boolean =>
  lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some((line) => line.mark !== ' ');

/** Changes with a line around each; a stretch that was left out between two of them becomes one gap. */
const hunks = (lines: readonly Line[]): readonly Line[] => {
  const kept: Line[] = [];
  lines.forEach((line, index) => {
    if (near(lines, index)) kept.push(line);
    else if (kept.length > 0 && kept.at(-1)?.mark !== 'gap') kept.push({ mark: 'gap', text: '' });
  });
  return kept.at(-1)?.mark === 'gap' ? kept.slice(0, -1) : kept;
};

const drawn = (line: Line, style: Style): string => {
  if (line.mark === 'gap') return paint(style).dim(`  ${glyphs(style).ellipsis}`);
  const text = `${line.mark} ${visible(line.text.replaceAll('\t', '  '))}`.trimEnd();
  if (line.mark === ' ') return text;
  return line.mark === '+' ? paint(style).green(text) : paint(style).red(text);
};

/** The changed lines of a document, each with its mark in the first column. */
export const documentDiff = (before: readonly string[], after: readonly string[], style: Style): readonly string[] =>
  hunks(compare(before, after)).map((line) => drawn(line, style));

/** A whole new document; beyond `limit` lines it is cut, and says by how much. */
export const documentWhole = (lines: readonly string[], style: Style, limit: number): readonly string[] => {
  const shown = lines.length <= limit + 1 ? lines : lines.slice(0, limit);
  const rest = lines.length - shown.length;
  const more =
    rest > 0 ? [paint(style).dim(`  ${glyphs(style).ellipsis} ${count(rest, 'more line')} (-v shows them)`)] : [];
  return [...shown.map((text) => drawn({ mark: '+', text }, style)), ...more];
};
