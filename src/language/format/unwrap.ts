import { bracketChange, endsLine, type Piece } from './piece.ts';

/**
 * `"${x}"` is `x`: a value that is a template of one interpolation and nothing else loses the template. What goes over
 * several lines gets parentheses, in which newlines do not count. `next` is what follows the value.
 */
export const unwrap = (value: readonly Piece[], next: Piece | undefined): readonly Piece[] => {
  if (value.length < 5 || !isTemplate(value)) return value;
  const inside = value.slice(2, -2);
  if (!isAlone(inside)) return value;
  const trimmed = withoutNewlines(inside);
  return needsParentheses(trimmed) || isBroken(trimmed, next) ? inParentheses(trimmed) : trimmed;
};

const isTemplate = (value: readonly Piece[]): boolean =>
  value[0]?.kind === 'quote-open' &&
  value[1]?.kind === 'interpolation-open' &&
  value.at(-2)?.kind === 'template-close' &&
  value.at(-1)?.kind === 'quote-close';

/** No other interpolation and no literal beside it. Those in strings further inside are part of the expression. */
const isAlone = (inside: readonly Piece[]): boolean => {
  let quotes = 0;
  for (const { kind } of inside) {
    if (kind === 'quote-open') quotes++;
    else if (kind === 'quote-close') quotes--;
    else if (quotes === 0 && (kind === 'interpolation-open' || kind === 'template-close')) return false;
  }
  return true;
};

const withoutNewlines = (pieces: readonly Piece[]): readonly Piece[] => {
  const isOther = ({ kind }: Piece): boolean => kind !== 'newline';
  const first = pieces.findIndex(isOther);
  return first < 0 ? [] : pieces.slice(first, pieces.findLastIndex(isOther) + 1);
};

const needsParentheses = (pieces: readonly Piece[]): boolean =>
  pieces.some(({ kind }) => kind === 'newline') && !(pieces[0]?.kind === '(' && pieces.at(-1)?.kind === ')');

/**
 * A newline that would end the value too early: behind a comment, or between parentheses that are no pair, as in
 * `(a) + ⏎ (b)`. Terraform writes these out, and then cannot read them.
 */
const isBroken = (pieces: readonly Piece[], next: Piece | undefined): boolean => {
  let depth = 0;
  for (const [index, piece] of pieces.entries()) {
    depth += bracketChange(piece);
    const isLast = index === pieces.length - 1;
    if (endsLine(piece) && depth === 0 && !(isLast && next !== undefined && mayFollow(next))) return true;
  }
  return false;
};

const mayFollow = ({ kind }: Piece): boolean => kind === 'newline' || kind === 'comment' || kind === 'end';

const inParentheses = (pieces: readonly Piece[]): readonly Piece[] => {
  const start = pieces[0]?.start ?? 0;
  return [{ kind: '(', text: '(', spaces: 0, start }, ...pieces, { kind: ')', text: ')', spaces: 0, start }];
};
