import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exec } from '../servers/exec.ts';
import { isolated } from '../servers/folder.ts';

export const CLI = fileURLToPath(new URL('../../dist/vaultseed.js', import.meta.url));

export interface Measured {
  readonly milliseconds: number;
  /** Peak resident memory, in MB. */
  readonly megabytes: number;
}

// Runs inside the measured program: its last act is to say how much memory it had at most. A script, as a module would have
// Node load its loader for modules first, which the program does without.
const WITNESS = `
const { writeFileSync } = require('node:fs');
process.on('exit', () => writeFileSync(process.env.BENCH_MEMORY, String(process.resourceUsage().maxRSS)));
`;

/** Runs Node with these arguments, from start to end. Throws when it does not end well. */
export const measure = async (args: readonly string[], env: Record<string, string> = {}): Promise<Measured> => {
  const folder = await mkdtemp(join(tmpdir(), 'vaultseed-bench-'));
  const memory = join(folder, 'memory');
  await writeFile(join(folder, 'witness.cjs'), WITNESS);
  try {
    const all = { ...isolated(folder), ...env, BENCH_MEMORY: memory };
    const began = performance.now();
    const ran = await exec(process.execPath, ['--require', join(folder, 'witness.cjs'), ...args], { env: all });
    const milliseconds = performance.now() - began;
    if (ran.code !== 0) throw new Error(`${args.join(' ')} ended with ${ran.code}:\n${ran.output.slice(-2000)}`);
    return { milliseconds, megabytes: Number(await readFile(memory, 'utf8')) / 1024 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** The middle one of several runs. */
export const typical = async (
  runs: number,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Measured> => {
  const all: Measured[] = [];
  for (let i = 0; i < runs; i++) all.push(await measure(args, env));
  const middle = all.sort((a, b) => a.milliseconds - b.milliseconds)[Math.floor(runs / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
};

const RUNS = 5;

/** The least of several runs: what else goes on meanwhile only ever adds. */
export const least = async (args: readonly string[], env: Record<string, string> = {}): Promise<Measured> => {
  let best = await measure(args, env);
  for (let i = 1; i < RUNS; i++) {
    const next = await measure(args, env);
    if (next.milliseconds < best.milliseconds) best = next;
  }
  return best;
};
