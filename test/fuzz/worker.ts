import { disagreement } from './differences.ts';
import { examine } from './examine.ts';
import { inputAt } from './inputs.ts';
import { startJudge } from './judge.ts';

/** A stretch of inputs to look at. */
export interface Task {
  readonly seed: number;
  readonly from: number;
  readonly count: number;
}

export interface Finding {
  readonly index: number;
  readonly what: string;
  readonly text: string;
}

export interface Result {
  readonly accepted: number;
  /** How many HCL was asked about. */
  readonly judged: number;
  readonly characters: number;
  readonly slowest: number;
  readonly findings: readonly Finding[];
}

/** More than this many milliseconds for 100 KB is too slow. */
const SLOW = 1000;

/** HCL itself takes half a minute for some texts of 100 KB: it is not asked about longer ones than this. */
const LONGEST_JUDGED = 20_000;

const examineOne = (task: Task, index: number) => {
  const text = inputAt(task.seed, index);
  let ours = examine(text);
  // A busy machine is no finding: it has to be slow twice.
  if (ours.milliseconds > SLOW) ours = examine(text);
  return { index, text, ours };
};

const command = process.argv[2];
const judge = command === undefined ? undefined : startJudge(command);

const work = async (task: Task): Promise<Result> => {
  const examined = Array.from({ length: task.count }, (_, at) => examineOne(task, task.from + at));
  const short = examined.filter(({ text }) => text.length <= LONGEST_JUDGED);
  const answers = await judge?.ask(short.map(({ text }) => ({ source: text })));
  const judged = new Map(answers?.map((answer, at) => [short[at]?.index, answer]));
  const findings = examined.flatMap(({ index, text, ours }): readonly Finding[] => {
    const theirs = judged.get(index);
    const what = [
      ours.crash,
      ours.milliseconds > SLOW ? `took ${Math.round(ours.milliseconds)} ms` : undefined,
      theirs === undefined ? undefined : disagreement(ours, theirs),
    ];
    return what.flatMap((each) => (each === undefined ? [] : [{ index, what: each, text: text.slice(0, 2000) }]));
  });
  return {
    accepted: examined.filter(({ ours }) => ours.accepts).length,
    judged: judged.size,
    characters: examined.reduce((sum, { text }) => sum + text.length, 0),
    slowest: Math.max(...examined.map(({ ours }) => ours.milliseconds)),
    findings,
  };
};

process.on('message', (task: Task) => {
  work(task).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => judge?.stop());
