import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Spec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly options: {
    readonly cwd?: string;
    readonly env: Readonly<Record<string, string>>;
    readonly uid?: number | undefined;
    readonly gid?: number | undefined;
  };
  /** File that takes everything it prints. */
  readonly log: string;
  /** What asks it to end. */
  readonly signal: 'SIGTERM' | 'SIGINT';
  /** Folders that go when it has ended. */
  readonly remove: readonly string[];
}

export interface Running {
  readonly pid: number;
  /** Why it is no longer there, when it ended by itself. */
  readonly ended: () => string | undefined;
  /** What it printed so far. */
  readonly output: () => string;
  /** Ends it and waits until it and its folders are gone. May be called twice. */
  readonly stop: () => Promise<void>;
}

const SUPERVISOR = fileURLToPath(new URL('./supervisor.mjs', import.meta.url));

/** Starts a server that ends with this process, however this process ends. */
export const supervise = (spec: Spec): Promise<Running> => {
  const child = spawn(process.execPath, [SUPERVISOR], { detached: true, stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.on('error', () => {});
  child.stdin.write(`${JSON.stringify(spec)}\n`);
  return new Promise((resolve, reject) => {
    let reason: string | undefined;
    const output = () => readFileSync(spec.log, 'utf8');
    const stop = () => stopChild(child);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const event: { pid?: number; exit?: string } = JSON.parse(line);
      if (event.pid !== undefined) resolve({ pid: event.pid, ended: () => reason, output, stop });
      if (event.exit === undefined) return;
      reason = event.exit;
      reject(new Error(`${spec.name} did not start: ${reason}`));
    });
    child.on('error', reject);
  });
};

const stopChild = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.stdin?.end();
  });

/** Asks again and again until `ready` says yes; gives up when the server ends or after `seconds`. */
export const untilReady = async (
  name: string,
  running: Running,
  { seconds = 60, ready }: { seconds?: number; ready: () => Promise<boolean> },
): Promise<void> => {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    if (running.ended() === undefined && (await ready().catch(() => false))) return;
    const trouble = running.ended() ?? (Date.now() > end ? `no answer after ${seconds} s` : undefined);
    if (trouble !== undefined) {
      const tail = running.output().trimEnd().split('\n').slice(-12).join('\n');
      await running.stop();
      throw new Error(`${name} did not start (${trouble}):\n${tail}`);
    }
    await new Promise((wake) => setTimeout(wake, 50));
  }
};
