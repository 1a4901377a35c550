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
 * to one log. On a terminal everything goes out at once, since others write there too.
 */
let waiting: Piece[] = [];

/** Writes out what waits. */
export const flush = (): void => {
  const pieces = waiting;
  waiting = [];
  let together = '';
  pieces.forEach(({ stream, text }, at) => {
    together += text;
    if (pieces[at + 1]?.stream === stream) return;
    stream.write(together);
    together = '';
  });
};

const later = (piece: Piece): void => {
  if (waiting.length === 0) setImmediate(flush);
  waiting.push(piece);
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
      flush();
      if (!gone) await new Promise<void>((resolve) => stream.write('', () => resolve()));
      // An error that the last write met is told one turn later.
      await new Promise((resolve) => setImmediate(resolve));
      return why;
    },
  };
};
