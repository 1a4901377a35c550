import { visible } from '../model/clean.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { type Position, positionOf } from '../model/position.ts';
import { MASK } from '../model/secret.ts';
import type { Span } from '../model/span.ts';
import { valuesBeside } from './beside.ts';
import { displayWidth, graphemes } from './layout.ts';
import { glyphs, type Style } from './style.ts';

/** One thing shown in one piece: its text, and the offsets of the source that it stands for. */
interface Cell {
  readonly text: string;
  readonly width: number;
  readonly start: number;
  readonly end: number;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** The line of a span, ready to print, and where under it the mark goes. Widths in columns. */
export interface Excerpt {
  readonly line: number;
  readonly column: number;
  readonly text: string;
  readonly markAt: number;
  readonly markWidth: number;
}

const TAB = 4;
/** Nobody reads further than this from the mark, and files may be one line of megabytes. */
const REACH = 500;
const SECRET_WORDS =
  '[\\w-]*(?:password|passphrase|secret|secret_\\w+|token|private_key|secret_key|access_key|credentials?)';
const SECRET_NAME = new RegExp(`(?:^|[\\s"{,])${SECRET_WORDS}"?\\s*[=:]\\s*"((?:[^"\\\\]|\\\\.)*)`, 'gi');
/** A line that is about a secret as a whole, written right or wrong, or that says so itself. */
const SECRET_LINE = new RegExp(`^\\s*"?${SECRET_WORDS}"?\\s*[=:"']|\\bsensitive\\(`, 'i');

/** A line that says itself that it holds a secret. */
const SAYS_SECRET = /\bsensitive\(/;

/** The head of a block of secrets: its label is a name, which plans show. Only this word, with its brace: all else may be a value. */
const SECRET_HEAD = /^\s*secret\s+"(?:[^"\\]|\\.)*"\s*\{/;

const headLength = (text: string): number => SECRET_HEAD.exec(text)?.[0].length ?? 0;

/** Contents of quoted strings on a line that are assigned to something with the name of a secret. */
const suspects = (text: string, offset: number): readonly Range[] =>
  SECRET_LINE.test(text)
    ? literals(text, offset).filter(({ start }) => start >= offset + headLength(text))
    : [...text.matchAll(SECRET_NAME)].map((match) => {
        const end = offset + match.index + match[0].length;
        return { start: end - (match[1] ?? '').length, end };
      });

/** True of a line that gives a text to something with the name of a secret, or is about a secret as a whole. */
export const assignsSecret = (line: string): boolean => suspects(line, 0).length > 0;

/** Contents of all quoted strings on a line, in quotes of either kind; names in front of a colon are not values. */
const literals = (text: string, offset: number): readonly Range[] => {
  const quotes = [...text.matchAll(/"((?:[^"\\]|\\.)*)"?|'([^']*)'?/g)];
  const values = quotes.filter((match) => !/^\s*:/.test(text.slice(match.index + match[0].length)));
  return values.map((match) => {
    const start = offset + match.index + 1;
    return { start, end: start + (match[1] ?? match[2] ?? '').length };
  });
};

const cellsOf = (text: string, offset: number, masked: readonly Range[]): readonly Cell[] => {
  const cells: Cell[] = [];
  let start = offset;
  let column = 0;
  let hidden: Range | undefined;
  for (const part of graphemes(text)) {
    const at = start;
    start += part.length;
    const range = masked.find((one) => one.start <= at && at < one.end);
    if (range !== undefined && range === hidden) continue;
    hidden = range;
    const shown = range ? MASK : part === '\t' ? ' '.repeat(TAB - (column % TAB)) : visible(part, '\u200d');
    const width = displayWidth(shown);
    cells.push({ text: shown, width, start: at, end: range ? Math.min(range.end, offset + text.length) : start });
    column += width;
  }
  return cells;
};

const total = (cells: readonly Cell[]): number => cells.reduce((sum, cell) => sum + cell.width, 0);

interface Window {
  readonly cells: readonly Cell[];
  readonly cutLeft: boolean;
  readonly cutRight: boolean;
}

/** The stretch of a line that fits, a third of it in front of the mark. */
const windowOf = (cells: readonly Cell[], room: number, markStart: number): Window => {
  if (total(cells) <= room) return { cells, cutLeft: false, cutRight: false };
  const before = cells.filter((cell) => cell.end <= markStart);
  let first = before.length;
  for (let taken = 0; first > 0 && taken + (before[first - 1]?.width ?? 0) <= room / 3; first -= 1) {
    taken += before[first - 1]?.width ?? 0;
  }
  let last = first;
  for (let taken = 0; last < cells.length && taken + (cells[last]?.width ?? 0) <= room - 2; last += 1) {
    taken += cells[last]?.width ?? 0;
  }
  return { cells: cells.slice(first, last), cutLeft: first > 0, cutRight: last < cells.length };
};

/** Longer lines are not searched as a whole: where one is known to hold a secret, nothing of it is shown. */
const SEARCHED = 100_000;

/** `name =` at the start of a line, with something behind it: the padding of base64 has nothing. */
const NAMED = /^\s*"?[A-Za-z_][\w-]*"?\s*[=:](?=\s*[^\s=])/;

/** Everything on a line but the name that it begins with. */
const allButName = ({ lineText, lineStart }: Position): readonly Range[] => {
  const name = NAMED.exec(lineText)?.[0] ?? '';
  const indent = /^\s*/.exec(lineText)?.[0] ?? '';
  const space = name === '' ? indent.length : name.length + (lineText.charAt(name.length) === ' ' ? 1 : 0);
  return [{ start: lineStart + space, end: lineStart + lineText.length }];
};

const around = ({ start, end }: Range, mark: Range): readonly Range[] =>
  [
    { start, end: mark.start },
    { start: Math.min(mark.end, end), end },
  ].filter((one) => one.start < one.end);

/** What must not be shown of a line. Always looked for from its start: in the middle nobody knows what a quote means. */
const hiddenOn = (place: Position, span: Span, secret: Diagnostic['secret']): readonly Range[] => {
  const { lineText, lineStart } = place;
  if (span.source.values || secret === 'line') return allButName(place);
  const lineEnd = lineStart + lineText.length;
  const tooLong = lineText.length > SEARCHED;
  if (secret && tooLong) return [{ start: lineStart, end: lineEnd }];
  if (secret) {
    const found = literals(lineText, lineStart);
    // Text without quotes or a name is the inside of a heredoc.
    if (found.length > 0 || NAMED.test(lineText)) return found;
    return [
      { start: lineStart, end: span.start },
      { start: Math.min(span.end, lineEnd), end: lineEnd },
    ].filter(({ start, end }) => lineText.slice(start - lineStart, end - lineStart).trim() !== '');
  }
  // Nobody can say what the rest of such a line is about.
  if (tooLong) return around({ start: lineStart, end: lineEnd }, span);
  const mark = { start: span.start - lineStart, end: span.end - lineStart };
  const beside = valuesBeside(lineText, mark).map(({ start, end }) => ({
    start: start + lineStart,
    end: end + lineStart,
  }));
  const harmless = secret === false && !SAYS_SECRET.test(lineText);
  return [...(harmless ? [] : suspects(lineText, lineStart)), ...beside];
};

export interface ExcerptOptions {
  /** Columns there are. */
  readonly room: number;
  readonly style: Style;
  /** Stretches that are hidden. */
  readonly masked: readonly Span[];
  /** Every literal is hidden, with `'line'` all but the name; with `false` nothing is guessed to be secret by the name in front of it. */
  readonly secret: Diagnostic['secret'];
}

/** The line in which a span starts, cut to the room around it, with what must not be seen hidden. */
export const excerptOf = (span: Span, options: ExcerptOptions): Excerpt => {
  const place = positionOf(span.source, span.start);
  const lineEnd = place.lineStart + place.lineText.length;
  const from = Math.max(place.lineStart, span.start - REACH);
  const text = span.source.text.slice(from, Math.min(lineEnd, span.start + REACH));
  const masks = options.masked.filter((one) => one.source === span.source);
  const hidden = hiddenOn(place, span, options.secret);
  const shown = windowOf(cellsOf(text, from, [...masks, ...hidden]), options.room, span.start);
  const ellipsis = glyphs(options.style).ellipsis;
  const lead = shown.cutLeft || from > place.lineStart ? ellipsis : '';
  const end = Math.min(span.end, lineEnd);
  const marked = shown.cells.filter((cell) => cell.end > span.start && cell.start < Math.max(end, span.start + 1));
  return {
    line: place.line,
    column: place.column,
    text: lead + shown.cells.map((cell) => cell.text).join('') + (shown.cutRight ? ellipsis : ''),
    markAt: displayWidth(lead) + total(shown.cells.filter((cell) => cell.end <= span.start)),
    markWidth: Math.max(1, total(marked)),
  };
};
