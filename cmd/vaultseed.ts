import { setMaxListeners } from 'node:events';
import { homeFolder } from '../src/model/home.ts';
import { apology } from './apology.ts';
import { exit } from './exit.ts';
import type { Io } from './io.ts';
import { main } from './main.ts';
import { flush, outputOf } from './output.ts';

/** Aborted by the first Ctrl-C, SIGTERM or terminal that goes away; the second ends the process on the spot. */
const interruption = (): AbortSignal => {
  const controller = new AbortController();
  // Each request under way listens to it.
  setMaxListeners(0, controller.signal);
  const stop = (): void => {
    if (controller.signal.aborted) {
      flush();
      process.exit(exit.interrupted);
    }
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
    // A copy: the environment itself reads a name as far as its first NUL, and so `VAULT_TOKEN\0` as VAULT_TOKEN.
    env: { ...process.env },
    cwd: process.cwd(),
    home: homeFolder(process.env),
    signal: interruption(),
  };
  const broken = (error: unknown): void => {
    err.write(`${apology(error, process.env)}\n`);
    flush();
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
