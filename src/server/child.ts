import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { kill } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

interface ChildSpec {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The child's working folder, removed when it ends. */
  readonly folder: string;
  /** The file in `folder` that its output goes to. */
  readonly log: string;
}

/** A child process that ends with this process, however that ends. */
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
 * The watchdog: a shell that reads from a pipe whose other end this process holds. However this process ends, even by
 * SIGKILL, the system closes the pipe; then the shell ends the process group $1 and removes the folder $2.
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
  // A pipe keeps the event loop alive as a socket does; it has an unref() that its type does not show.
  if (watchdog.stdin !== null && 'unref' in watchdog.stdin && typeof watchdog.stdin.unref === 'function') {
    watchdog.stdin.unref();
  }
  return watchdog;
};

/** Signals the whole process group: the program may be a wrapper around the real server. */
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
 * Starts a program in a process group of its own, so that Ctrl-C on the terminal reaches only this process. A watchdog
 * ends it when this process dies without doing so. Neither keeps this process alive.
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
