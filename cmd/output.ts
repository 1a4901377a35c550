import type { Output } from './io.ts';

/** An output to a stream of the process. */
interface StreamOutput extends Output {
  /** Waits until everything is written. @returns why it could not be, unless its reader simply has gone. */
  drained(): Promise<string | undefined>;
}

interface Piece {
  readonly stream: NodeJS.WriteStream;
  readonly text: string;
}

/*
 * An apply tells of thousands of changes, a line each, and a write to a pipe costs more than most of what it tells of. So what
 * is written in one turn goes out at its end: over all streams in the order in which it was written, as two of them may lead
 * to one log. A pipe that is full takes a part of a text and the rest later, so the next stream waits until all of it is out: an error
 * stood in the middle of a word of a large plan. On a terminal everything goes out at once, since others write there too.
 */
const waiting: Piece[] = [];
let writing: Promise<void> | undefined;

/** Takes what waits for the first stream: all up to the first piece for another one. */
const nextPiece = (): Piece | undefined => {
  const [first] = waiting;
  if (first === undefined) return undefined;
  const end = waiting.findIndex(({ stream }) => stream !== first.stream);
  const own = waiting.splice(0, end < 0 ? waiting.length : end);
  return { stream: first.stream, text: own.map(({ text }) => text).join('') };
};

const writeAll = async (): Promise<void> => {
  await new Promise((resolve) => setImmediate(resolve));
  for (let piece = nextPiece(); piece !== undefined; piece = nextPiece()) {
    const { stream, text } = piece;
    await new Promise<void>((resolve) => stream.write(text, () => resolve()));
  }
  writing = undefined;
};

/** Hands all that waits to the streams, for a process that ends at once. */
export const flush = (): void => {
  for (let piece = nextPiece(); piece !== undefined; piece = nextPiece()) piece.stream.write(piece.text);
};

const later = (piece: Piece): void => {
  waiting.push(piece);
  writing ??= writeAll();
};

/** A stream as an output. Once its reader has gone, what is written is dropped: the work and its exit code stay right. */
export const outputOf = (stream: NodeJS.WriteStream): StreamOutput => {
  let gone = false;
  let why: string | undefined;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    gone = true;
    if (error.code !== 'EPIPE') why = error.message;
  });
  return {
    write: (text) => {
      if (gone) return;
      if (stream.isTTY) stream.write(text);
      else later({ stream, text });
    },
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns;
    },
    drained: async () => {
      await writing;
      if (!gone) await new Promise<void>((resolve) => stream.write('', () => resolve()));
      // An error that the last write met is told one turn later.
      await new Promise((resolve) => setImmediate(resolve));
      return why;
    },
  };
};
