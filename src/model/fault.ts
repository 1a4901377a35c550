import type { Code } from './diagnostic.ts';

/**
 * Something outside the seed went wrong: the network, the server, the disk. Thrown, with its cause;
 * caught once, at the edge, and shown like any other diagnostic.
 */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: Code;
  /** What to do about it, each one sentence or one command. */
  readonly help: readonly string[];
  /** It may be over in a moment, though not every fault of its code is. */
  readonly passing: boolean;

  constructor(
    code: Code,
    message: string,
    options: { help?: readonly string[]; cause?: unknown; passing?: boolean } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.help = options.help ?? [];
    this.passing = options.passing ?? false;
  }
}
