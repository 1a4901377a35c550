import { visible } from '../model/clean.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { positionOf } from '../model/position.ts';
import { MASK } from '../model/secret.ts';
import type { Span } from '../model/span.ts';
import { hiddenOn, type Range } from './hidden.ts';
import { displayWidth, graphemes } from './layout.ts';
import { glyphs, type Style } from './style.ts';

/** One thing shown in one piece: its text, and the offsets of the source that it stands for. */
interface Cell {
  readonly text: string;
  readonly width: number;
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
