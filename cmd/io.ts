import type { Readable } from 'node:stream';

/** Where text goes. */
export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Of a terminal. */
  readonly columns: number | undefined;
}

/** The outside world, as far as commands may touch it. */
export interface Io {
  /** Results. */
  readonly out: Output;
  /** Everything else. */
  readonly err: Output;
  readonly stdin: Readable & { readonly isTTY?: boolean | undefined };
  /** The terminal for a dialogue; absent where there is none to write to. */
  readonly screen?: NodeJS.WritableStream | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The user's home folder. */
  readonly home: string;
  /**
   * Aborted by the first Ctrl-C, SIGTERM or SIGHUP. What is under way may be finished; a second one ends the process at once.
   */
  readonly signal: AbortSignal;
}

/** Lines of standard input, one by one. */
export async function* linesOf(stdin: Readable): AsyncGenerator<string> {
  const { createInterface } = await import('node:readline');
  for await (const line of createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY })) yield line;
}
