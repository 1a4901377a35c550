import { perObject } from './per-object.ts';
import type { Source } from './span.ts';

/** A place as people count it: both from 1; columns in what they see as one character each. */
export interface Position {
  readonly line: number;
  readonly column: number;
  /** The whole line, without its end. */
  readonly lineText: string;
  /** The offset at which the line starts. */
  readonly lineStart: number;
}

/** Beyond this many code units a column is counted in code units: nobody reads such a line. */
const SEGMENTED = 4000;

let segmenter: Intl.Segmenter | undefined;

/** Where an offset (UTF-16 code units) of a source stands. Nothing is counted until somebody asks. */
export const positionOf = (source: Source, offset: number): Position => {
  const lines = lineStarts(source);
  const line = lineAt(lines, offset);
  const lineStart = lines[line] ?? 0;
  const lineText = source.text.slice(lineStart, lines[line + 1] ?? source.text.length).replace(/\r?\n$/, '');
  return { line: line + 1, column: 1 + widthOf(source.text.slice(lineStart, offset)), lineText, lineStart };
};

const lineStarts = perObject(({ text }: Source): readonly number[] => {
  const found = [text.startsWith('\uFEFF') ? 1 : 0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) found.push(at + 1);
  return found;
});

/** The last line that starts at or before the offset. */
const lineAt = (lines: readonly number[], offset: number): number => {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
};

const widthOf = (text: string): number => {
  if (text.length > SEGMENTED || /^[\x20-\x7e\t]*$/.test(text)) return text.length;
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text)).length;
};
