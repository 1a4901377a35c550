/** One file of a seed, as it was read. Every span points into one of these. */
export interface Source {
  /** The path as the user would type it, relative to where they stand. */
  readonly path: string;
  readonly text: string;
  /** It was written to hold values, some of them secret: nothing but the names in front of them is shown. */
  readonly values?: boolean | undefined;
}

/** A stretch of a source, as offsets in UTF-16 code units: `start` is in it, `end` is not. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** The place of what no file declares, such as an object that has left the seed. It is never shown. */
export const NOWHERE: Span = { source: { path: '', text: '' }, start: 0, end: 0 };
