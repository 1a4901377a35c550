import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { kill } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

interface ChildSpec {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Belongs to the child: its working folder, removed when it ends. */
  readonly folder: string;
  /** A file in `folder` that takes what it prints. */
  readonly log: string;
}

/** A program that ends with us, however we end. */
export interface Child {
  readonly pid: number;
  /** Why it is no longer there; undefined while it runs. */
  ended(): string | undefined;
  /** What it printed so far. */
  output(): string;
  /** Ends it, by force if asking does not help in 3 s, and removes its folder. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Reads from a pipe whose other end is ours. However we end, even by SIGKILL, the system closes it; then the
 * process group $1 is ended and the folder $2 removed.
 */
const WATCHDOG = `
read -r _
kill -s TERM -- "-$1"
for _ in 1 2 3; do kill -s 0 -- "-$1" || break; sleep 1; done
kill -s KILL -- "-$1"
rm -rf -- "$2"
`;

const GRACE = 3_000;

const startWatchdog = (pid: number, folder: string): ChildProcess => {
  const args = ['-c', WATCHDOG, 'watchdog', String(pid), folder];
  const watchdog = spawn('/bin/sh', args, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  watchdog.on('error', () => {});
  watchdog.stdin?.on('error', () => {});
  watchdog.unref();
  // A pipe keeps the event loop going like a socket does, and its type does not say that it can be let go.
  if (watchdog.stdin !== null && 'unref' in watchdog.stdin && typeof watchdog.stdin.unref === 'function') {
    watchdog.stdin.unref();
  }
  return watchdog;
};

/** To the whole group: a program may be a wrapper around the one that serves. */
const signalGroup = (pid: number, signal: NodeJS.Signals): void => {
  try {
    kill(-pid, signal);
  } catch {
    // It has ended already.
  }
};

const isGone = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const endOf = (child: ChildProcess, failure: Error | undefined): string | undefined => {
  if (failure !== undefined) return 'code' in failure ? `it could not be run (${failure.code})` : 'it could not be run';
  if (!isGone(child)) return undefined;
  return child.signalCode === null
    ? `it ended with exit code ${child.exitCode}`
    : `it was ended by ${child.signalCode}`;
};

const awaitEnd = async (child: ChildProcess, patience: number): Promise<boolean> => {
  const until = performance.now() + patience;
  while (!isGone(child) && performance.now() < until) await sleep(20);
  return isGone(child);
};

const end = async (child: ChildProcess, pid: number): Promise<void> => {
  signalGroup(pid, 'SIGTERM');
  if (!(await awaitEnd(child, GRACE))) signalGroup(pid, 'SIGKILL');
  await awaitEnd(child, GRACE);
};

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/**
 * Starts a program in a process group of its own, so that a Ctrl-C on the terminal is ours to handle. A watchdog ends it
 * when this process goes away without having said so. Neither keeps this process alive.
 */
export const startChild = ({ program, args, env, folder, log }: ChildSpec): Child => {
  const file = openSync(log, 'a', 0o600);
  const child = spawn(program, [...args], {
    cwd: folder,
    env: { ...env },
    detached: true,
    stdio: ['ignore', file, file],
  });
  closeSync(file);
  let failure: Error | undefined;
  child.on('error', (error) => {
    failure = error;
  });
  child.unref();
  const { pid } = child;
  const watchdog = pid === undefined ? undefined : startWatchdog(pid, folder);
  const stop = async () => {
    if (pid !== undefined) await end(child, pid);
    watchdog?.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  };
  let stopping: Promise<void> | undefined;
  return {
    pid: pid ?? 0,
    ended: () => endOf(child, failure),
    output: () => read(log),
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
};
