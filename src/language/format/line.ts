import { bracketChange, endsLine, netBrackets, type Piece } from './piece.ts';

/** What lies between two newlines outside strings; a heredoc belongs to the line that it begins in. */
export interface Line {
  /** Everything that is not in one of the other cells. Empty only at the end of a text. */
  readonly lead: readonly Piece[];
  /** `= value` of an attribute whose value does not go on in the next line. */
  readonly assign: readonly Piece[];
  /** The comment behind something else. */
  readonly comment: readonly Piece[];
}

/** The pieces of a whole text as lines, without `end`. */
export const linesOf = (pieces: readonly Piece[]): readonly Line[] => {
  const lines: Line[] = [];
  let start = 0;
  for (const [index, piece] of pieces.entries()) {
    if (!endsLine(piece) && piece.kind !== 'end') continue;
    lines.push(lineOf(pieces.slice(start, piece.kind === 'end' ? index : index + 1)));
    start = index + 1;
  }
  return lines;
};

const lineOf = (pieces: readonly Piece[]): Line => {
  const behind = pieces.length > 1 && pieces.at(-1)?.kind === 'comment' ? 1 : 0;
  const comment = pieces.slice(pieces.length - behind);
  const rest = pieces.slice(0, pieces.length - behind);
  const equals = rest.findIndex(({ kind }, index) => kind === '=' && index > 0);
  if (equals < 0 || netBrackets(rest.slice(equals)) !== 0) return { lead: rest, assign: [], comment };
  return { lead: rest.slice(0, equals), assign: rest.slice(equals), comment };
};

/** Sets the spaces before each line: two for every line before it that opened more than it closed. */
export const indent = (lines: readonly Line[]): void => {
  /** How many brackets each level of indentation still waits for. */
  const levels: number[] = [];
  for (const line of lines) {
    const first = line.lead[0];
    if (first === undefined) continue;
    if (first.kind === 'newline') {
      first.spaces = 0;
      continue;
    }
    const net = opened(line);
    if (net < 0) close(levels, -net);
    first.spaces = 2 * levels.length;
    if (net > 0) levels.push(net);
  }
};

/** What a heredoc holds does not count, unless it belongs to an attribute. */
const opened = ({ lead, assign }: Line): number => {
  let net = netBrackets(assign);
  for (const piece of lead) {
    if (piece.kind === 'heredoc-open') break;
    net += bracketChange(piece);
  }
  return net;
};

const close = (levels: number[], count: number): void => {
  let left = count;
  for (let top = levels.pop(); top !== undefined; top = levels.pop()) {
    if (top > left) {
      levels.push(top - left);
      return;
    }
    left -= top;
    if (left === 0) return;
  }
};
