// `npm run fuzz -- --inputs 1000000 --seed 1`: looks at that many inputs, with HCL itself as the judge.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { inputAt } from './inputs.ts';
import { judgeProgram } from './judge.ts';
import type { Finding, Result, Task } from './worker.ts';

const WORKERS = 2;
const BATCH = 500;
/** A batch takes less than a second; who has not answered after this many milliseconds hangs. */
const PATIENCE = 300_000;
const ENOUGH = 50;

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

interface Totals {
  inputs: number;
  judged: number;
  accepted: number;
  characters: number;
  slowest: number;
  readonly findings: Finding[];
}

const ask = (worker: ChildProcess, task: Task): Promise<Result> =>
  new Promise((resolve, reject) => {
    const last = `inputs ${task.from} to ${task.from + task.count - 1} of seed ${task.seed}`;
    const ended = () => reject(new Error(`${last}: the worker crashed`));
    const timer = setTimeout(() => reject(new Error(`${last}: one of them never ends`)), PATIENCE);
    worker.once('exit', ended);
    worker.once('message', (result: Result) => {
      clearTimeout(timer);
      worker.off('exit', ended);
      resolve(result);
    });
    worker.send(task);
  });

const add = (totals: Totals, task: Task, result: Result): void => {
  totals.inputs += task.count;
  totals.judged += result.judged;
  totals.accepted += result.accepted;
  totals.characters += result.characters;
  totals.slowest = Math.max(totals.slowest, result.slowest);
  totals.findings.push(...result.findings);
  if (totals.inputs % 50_000 < task.count) say(`${totals.inputs} inputs, ${totals.findings.length} findings`);
};

interface Run {
  readonly seed: number;
  readonly inputs: number;
  readonly judge: string | undefined;
}

const runAll = async ({ seed, inputs, judge }: Run): Promise<Totals> => {
  const totals: Totals = { inputs: 0, judged: 0, accepted: 0, characters: 0, slowest: 0, findings: [] };
  let from = 0;
  const drive = async (): Promise<void> => {
    const path = fileURLToPath(new URL('worker.ts', import.meta.url));
    const worker = fork(path, judge === undefined ? [] : [judge], { execArgv: process.execArgv });
    try {
      while (from < inputs && totals.findings.length < ENOUGH) {
        const task = { seed, from, count: Math.min(BATCH, inputs - from) };
        from += task.count;
        add(totals, task, await ask(worker, task));
      }
    } finally {
      worker.kill();
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, drive));
  return totals;
};

const tell = (totals: Totals, seed: number, began: number): void => {
  const seconds = (performance.now() - began) / 1000;
  for (const { index, what, text } of totals.findings) console.log(`\n#${index}: ${what}\n${JSON.stringify(text)}`);
  console.log(
    `seed ${seed}: ${totals.inputs} inputs (${totals.judged} of them judged by HCL, ${totals.accepted} valid, ${(totals.characters / 1e6).toFixed(0)} MB) in ` +
      `${seconds.toFixed(0)} s; slowest ${totals.slowest.toFixed(0)} ms; findings: ${totals.findings.length}`,
  );
};

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      inputs: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      show: { type: 'string' },
    },
  });
  const seed = Number(values.seed);
  if (values.show !== undefined) {
    process.stdout.write(inputAt(seed, Number(values.show)));
    return 0;
  }
  const program = await judgeProgram(say);
  if ('why' in program) say(`without the judge: ${program.why}`);
  const began = performance.now();
  const judge = 'command' in program ? program.command : undefined;
  const totals = await runAll({ seed, inputs: Number(values.inputs), judge });
  tell(totals, seed, began);
  return totals.findings.length === 0 ? 0 : 1;
};

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
