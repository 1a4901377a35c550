import { bracketChange, type Piece } from './piece.ts';

/** Two neighbours on a line, and what stands before them in the same cell. */
interface Pair {
  readonly before: Piece | undefined;
  readonly left: Piece;
  readonly right: Piece;
}

type Kinds = ReadonlySet<Piece['kind']>;

/** After one of these a minus is a sign; anywhere else it is taken for a subtraction. */
const BEFORE_SIGN: Kinds = new Set<Piece['kind']>([
  ...(['(', '{', '[', '=', ':', ',', '?', '+', '*', '/', '%', '-'] as const),
  ...(['==', '!=', '>', '>=', '<', '<=', '&&', '||', '!'] as const),
]);

const GLUED_AFTER: Kinds = new Set<Piece['kind']>(['text', 'quote-open', 'heredoc-open']);
const GLUED_BEFORE: Kinds = new Set<Piece['kind']>(['text', 'quote-close', 'heredoc-close']);
const SEQUENCES: Kinds = new Set<Piece['kind']>(['interpolation-open', 'directive-open']);

const isIndex = ({ left, right }: Pair): boolean =>
  right.kind === '[' && (left.kind === 'identifier' || left.kind === 'number' || bracketChange(left) < 0);

/** Whether a space stands between two pieces: the first rule that fits decides. Facts of HCL's formatter. */
const RULES: readonly (readonly [fits: (pair: Pair) => boolean, space: boolean])[] = [
  [({ right }) => right.kind === 'newline', false],
  [({ left, right }) => left.kind === 'identifier' && right.kind === '(', false],
  [({ left, right }) => left.kind === 'identifier' && right.kind === '::', false],
  [({ left, right }) => left.kind === '::' && right.kind === 'identifier', false],
  [({ left, right }) => left.kind === '.' || right.kind === '.', false],
  [({ right }) => right.kind === ',' || right.kind === '...', false],
  [({ left }) => left.kind === ',', true],
  [({ left, right }) => GLUED_AFTER.has(left.kind) || GLUED_BEFORE.has(right.kind), false],
  // `[for x in [1] : x]`: what looks like an index is none.
  [({ before, left }) => before?.kind === 'identifier' && left.kind === 'identifier' && left.text === 'in', true],
  [isIndex, false],
  [({ left }) => left.kind === '!', false],
  [({ before, left }) => left.kind === '-' && (before === undefined || BEFORE_SIGN.has(before.kind)), false],
  [({ left }) => left.kind === '-', true],
  [({ left, right }) => left.kind === '{' && right.kind === '}', false],
  [({ left, right }) => left.kind === '{' || right.kind === '}', true],
  [({ left, right }) => left.kind === '}' && right.kind === 'template-close', true],
  [({ left, right }) => left.kind === 'template-close' && SEQUENCES.has(right.kind), false],
  [({ left, right }) => bracketChange(left) > 0 && !(SEQUENCES.has(left.kind) && right.kind === '{'), false],
  [({ right }) => bracketChange(right) < 0, false],
];

const spaceBetween = (pair: Pair): boolean => {
  for (const [fits, space] of RULES) if (fits(pair)) return space;
  return true;
};

/** Sets the spaces between the pieces of a cell; what stands before the first one is not touched. */
export const spaceOut = (cell: readonly Piece[]): void => {
  for (let index = 1; index < cell.length; index++) {
    const left = cell[index - 1];
    const right = cell[index];
    if (left === undefined || right === undefined) continue;
    right.spaces = spaceBetween({ before: cell[index - 2], left, right }) ? 1 : 0;
  }
};
