import { columns } from './columns.ts';
import type { Line } from './line.ts';
import type { Piece } from './piece.ts';

/** Puts the `=` of neighbouring lines below each other, then the comments behind them. */
export const align = (lines: readonly Line[]): void => {
  alignCells(lines, { cell: ({ assign }) => assign, before: ({ lead }) => columns(lead) });
  alignCells(lines, { cell: ({ comment }) => comment, before: ({ lead, assign }) => columns(lead) + columns(assign) });
};

interface Column {
  readonly cell: (line: Line) => readonly Piece[];
  /** The width of what stands before the cell. */
  readonly before: (line: Line) => number;
}

const alignCells = (lines: readonly Line[], { cell, before }: Column): void => {
  let run: { readonly piece: Piece; readonly width: number }[] = [];
  const finish = (): void => {
    const widest = run.reduce((most, { width }) => Math.max(most, width), 0);
    for (const { piece, width } of run) piece.spaces = widest - width + 1;
    run = [];
  };
  for (const line of lines) {
    const piece = cell(line)[0];
    if (piece === undefined) finish();
    else run.push({ piece, width: before(line) });
  }
  finish();
};
