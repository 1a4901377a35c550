import { setMaxListeners } from 'node:events';
import { homedir } from 'node:os';
import { apology } from './apology.ts';
import { exit } from './exit.ts';
import type { Io, Output } from './io.ts';
import { main } from './main.ts';

interface Stream extends Output {
  /** Waits until everything is written. @returns why it could not be, unless its reader simply has gone. */
  drained(): Promise<string | undefined>;
}

/** A stream as an output. Once its reader has gone, what is written is dropped: the work and its exit code stay right. */
const outputOf = (stream: NodeJS.WriteStream): Stream => {
  let gone = false;
  let why: string | undefined;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    gone = true;
    if (error.code !== 'EPIPE') why = error.message;
  });
  return {
    write: (text) => {
      if (!gone) stream.write(text);
    },
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns;
    },
    drained: async () => {
      if (!gone) await new Promise<void>((resolve) => stream.write('', () => resolve()));
      // An error that the last write met is told one turn later.
      await new Promise((resolve) => setImmediate(resolve));
      return why;
    },
  };
};

/** Aborted by the first Ctrl-C, SIGTERM or terminal that goes away; the second ends the process on the spot. */
const interruption = (): AbortSignal => {
  const controller = new AbortController();
  // Each request under way listens to it.
  setMaxListeners(0, controller.signal);
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(exit.interrupted);
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
  return controller.signal;
};

const start = async (): Promise<void> => {
  const out = outputOf(process.stdout);
  const err = outputOf(process.stderr);
  const io: Io = {
    out,
    err,
    // Opened by the first look at it, and most runs never look.
    get stdin() {
      return process.stdin;
    },
    screen: [process.stderr, process.stdout].find((stream) => stream.isTTY),
    env: process.env,
    cwd: process.cwd(),
    home: homedir(),
    signal: interruption(),
  };
  const broken = (error: unknown): void => {
    err.write(`${apology(error, process.env)}\n`);
    process.exit(exit.failure);
  };
  process.on('uncaughtException', broken);
  process.on('unhandledRejection', broken);
  const code = await main(process.argv.slice(2), io);
  const lost = await out.drained();
  if (lost !== undefined) err.write(`error: the result could not be written: ${lost}\n`);
  await err.drained();
  process.exit(lost !== undefined && code === exit.fine ? exit.failure : code);
};

void start();
