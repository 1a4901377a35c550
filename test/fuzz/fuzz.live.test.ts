import { describe, expect, it } from 'vitest';
import { disagreement } from './differences.ts';
import { examine } from './examine.ts';
import { inputAt } from './inputs.ts';
import { judgeProgram, startJudge } from './judge.ts';

const SEED = 4;
const INPUTS = 5000;

const program = await judgeProgram((line) => process.stderr.write(`${line}\n`));

/** The short edition of `npm run fuzz`. */
describe('texts of all sorts', () => {
  it.skipIf('why' in program)('are accepted or refused as by HCL itself', { timeout: 180_000 }, async () => {
    if ('why' in program) return;
    const judge = startJudge(program.command);
    const texts = Array.from({ length: INPUTS }, (_, index) => inputAt(SEED, index));
    const judged = await judge.ask(texts.map((source) => ({ source })));
    judge.stop();
    const differing = texts.flatMap((text, at) => {
      const theirs = judged[at];
      const what = theirs === undefined ? 'no answer' : disagreement(examine(text), theirs);
      return what === undefined ? [] : [{ what, text }];
    });
    expect(differing).toEqual([]);
    expect(judged.filter(({ accepts }) => accepts).length).toBeGreaterThan(INPUTS / 10);
  });
});
