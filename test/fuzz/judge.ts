import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { cached, type Recipe, type Say } from '../servers/cache.ts';
import { exec, mustExec } from '../servers/exec.ts';

/** What HCL itself says of a source: see `test/servers/hcl/main.go`. Offsets count bytes. */
export interface Judgement {
  readonly accepts: boolean;
  readonly formatted?: string;
  readonly problems?: readonly { readonly summary: string; readonly line: number; readonly start: number }[];
  readonly tokens?: readonly (readonly [kind: string, start: number, end: number])[];
  readonly crash?: string;
}

export interface Question {
  readonly source: string;
  readonly tokens?: boolean;
}

export interface Judge {
  /** In the order of the questions. */
  readonly ask: (questions: readonly Question[]) => Promise<readonly Judgement[]>;
  readonly stop: () => void;
}

const folderOfSource = fileURLToPath(new URL('../servers/hcl', import.meta.url));

/** The Go program, built into the cache; or why there is none on this machine. */
export const judgeProgram = async (say: Say): Promise<{ command: string } | { why: string }> => {
  const source = readFileSync(join(folderOfSource, 'main.go'));
  const binary = (folder: string) => join(folder, 'judge');
  const recipe: Recipe = {
    name: `hcl-judge-${createHash('sha256').update(source).digest('hex').slice(0, 12)}`,
    obstacle: async () =>
      (await exec('go', ['version'])).code === 0 ? undefined : 'it is built with Go, which is not installed',
    good: async (folder) => existsSync(binary(folder)),
    make: async (folder) => {
      say('hcl-judge: building it from source');
      await mustExec('go', ['build', '-buildvcs=false', '-o', binary(folder), '.'], { cwd: folderOfSource });
    },
  };
  const entry = await cached(recipe, say);
  return entry.folder === undefined ? { why: entry.why } : { command: binary(entry.folder) };
};

/** Starts it; it answers until `stop`. */
export const startJudge = (command: string): Judge => {
  const child = spawn(command, { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: ((judgement: Judgement) => void)[] = [];
  const dead = died(child);
  dead.catch(() => {});
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(JSON.parse(line)));
  const ask = (questions: readonly Question[]): Promise<readonly Judgement[]> => {
    const answers = questions.map(() => new Promise<Judgement>((resolve) => waiting.push(resolve)));
    child.stdin.write(questions.map((question) => `${JSON.stringify(question)}\n`).join(''));
    return Promise.race([Promise.all(answers), dead]);
  };
  return { ask, stop: () => child.stdin.end() };
};

const died = (child: ChildProcess): Promise<never> =>
  new Promise((_, reject) => child.once('exit', (code) => reject(new Error(`the judge ended with ${code}`))));
