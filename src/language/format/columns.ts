import type { Piece } from './piece.ts';

let segmenter: Intl.Segmenter | undefined;

/** What HCL splits a literal at, if only for counting. */
const LITERALS = /([$%]\{~?|\$\$\{~?|%%\{~?|[$%])/;

/** Newer Unicode versions join a consonant to what is before it, where HCL's (15.0) does not. */
const CONJUNCT = /(?<=[\p{M}\u200d])\p{Lo}/gu;

const clusters = (text: string): number => {
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  let count = 0;
  for (const { segment } of segmenter.segment(text)) count += 1 + (segment.match(CONJUNCT)?.length ?? 0);
  return count;
};

const widthOf = ({ kind, text }: Piece): number => {
  if (/^[\x20-\x7e\t]*$/.test(text)) return text.length;
  return kind === 'text' ? text.split(LITERALS).reduce((sum, part) => sum + clusters(part), 0) : clusters(text);
};

/** How many characters, as people count them, these pieces and the spaces before them take. */
export const columns = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, piece) => sum + piece.spaces + widthOf(piece), 0);
