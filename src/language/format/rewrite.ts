import type { Attribute, Block, NativeBody } from '../ast.ts';
import { quotedLabel } from './label.ts';
import type { Piece } from './piece.ts';
import { modernType } from './type-keyword.ts';
import { unwrap } from './unwrap.ts';

/** Pieces that stand in place of `[from, to)`. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly pieces: readonly Piece[];
}

/** What Terraform changes beyond white space: labels get quotes, and values lose the ones they do not need. */
export const rewrite = (pieces: readonly Piece[], body: NativeBody): readonly Piece[] => {
  const edits = [...editsOf(pieces, body, [])];
  const parts: (readonly Piece[])[] = [];
  let at = 0;
  for (const { from, to, pieces: put } of edits) {
    parts.push(pieces.slice(at, from), put);
    at = to;
  }
  return [...parts, pieces.slice(at)].flat();
};

/** In the order of the source. `within`: the types of the blocks around the body. */
function* editsOf(pieces: readonly Piece[], body: NativeBody, within: readonly string[]): Generator<Edit> {
  for (const item of body.items) {
    if (item.kind === 'attribute') yield editValue(pieces, item, within);
    else {
      if (item.labels.length > 0) yield editLabels(pieces, item);
      if (item.body.syntax === 'native') yield* editsOf(pieces, item.body, [...within, item.type]);
    }
  }
}

const editValue = (pieces: readonly Piece[], { name, expression }: Attribute, within: readonly string[]): Edit => {
  const from = indexAt(pieces, expression.span.start);
  const to = indexAt(pieces, expression.span.end);
  const value = pieces.slice(from, to);
  const isType = name === 'type' && within.length === 1 && within[0] === 'variable';
  return { from, to, pieces: isType ? modernType(value) : unwrap(value, pieces[to]) };
};

/** Comments between the type and the last label go with what they stood between, as in Terraform. */
const editLabels = (pieces: readonly Piece[], { typeSpan, labels }: Block): Edit => {
  const from = indexAt(pieces, typeSpan.end);
  const to = indexAt(pieces, labels.at(-1)?.span.end ?? typeSpan.end);
  return { from, to, pieces: labels.flatMap(({ text, span }) => quotedLabel(text, span.start)) };
};

/** The index of the first piece that starts at or after an offset. */
const indexAt = (pieces: readonly Piece[], offset: number): number => {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
};
