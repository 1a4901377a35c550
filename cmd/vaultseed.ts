import { setMaxListeners } from 'node:events';
import { homedir } from 'node:os';
import { exit } from './exit.ts';
import type { Io, Output } from './io.ts';
import { main } from './main.ts';

/** A stream as an output. Once its reader has gone, what is written is dropped: the work and its exit code stay right. */
const outputOf = (stream: NodeJS.WriteStream): Output & { drained(): Promise<void> } => {
  let gone = false;
  stream.on('error', () => {
    gone = true;
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
    drained: () => new Promise((resolve) => (gone ? resolve() : stream.write('', () => resolve()))),
  };
};

/** Aborted by the first Ctrl-C or SIGTERM; the second ends the process on the spot. */
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
  return controller.signal;
};

const start = async (): Promise<void> => {
  const out = outputOf(process.stdout);
  const err = outputOf(process.stderr);
  const io: Io = {
    out,
    err,
    stdin: process.stdin,
    env: process.env,
    cwd: process.cwd(),
    home: homedir(),
    signal: interruption(),
  };
  const broken = async (error: unknown): Promise<void> => {
    const { apology } = await import('./failure.ts');
    err.write(`${apology(error, process.env)}\n`);
    process.exit(exit.failure);
  };
  process.on('uncaughtException', broken);
  process.on('unhandledRejection', broken);
  const code = await main(process.argv.slice(2), io);
  await Promise.all([out.drained(), err.drained()]);
  process.exit(code);
};

void start();
