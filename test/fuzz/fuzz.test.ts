import { describe, expect, it } from 'vitest';
import { disagreement } from './differences.ts';
import { examine } from './examine.ts';
import { inputAt } from './inputs.ts';

const SEED = 20261123;
const INPUTS = 3000;

/** The short edition of `npm run fuzz`, without the judge; `fuzz.live.test.ts` has it. */
describe('texts of all sorts', { timeout: 120_000 }, () => {
  it('are read without an exception, and every mark stands in them', () => {
    const crashes = Array.from({ length: INPUTS }, (_, index) => examine(inputAt(SEED, index)).crash);
    expect(crashes.filter((crash) => crash !== undefined)).toEqual([]);
  });

  it('are the same for the same seed', () => {
    expect(inputAt(SEED, 7)).toBe(inputAt(SEED, 7));
    expect(inputAt(SEED, 7)).not.toBe(inputAt(SEED + 1, 7));
  });
});

describe('a verdict that is not that of HCL', () => {
  const ours = (text: string) => examine(text);

  it.each([
    ['accepted, and HCL says', 'a = 1\n', { accepts: false, problems: [{ summary: 'no', line: 1, start: 0 }] }],
    ['refused, and HCL accepts it', 'a = \n', { accepts: true }],
  ])('is told: %s', (what, text, theirs) => {
    expect(disagreement(ours(text), theirs)).toContain(what);
  });

  it.each([
    ['deeply nested', `a = ${'['.repeat(400)}${']'.repeat(400)}\n`],
    ['a key with dots', 'a = { b.c = 1 }\n'],
    ['two names that Unicode calls the same', 'é = 1\ne\u0301 = 2\n'],
    ['a number of many digits', 'a = 1e9999\n'],
  ])('is meant where we are stricter: %s', (_, text) => {
    expect(ours(text).accepts).toBe(false);
    expect(disagreement(ours(text), { accepts: true })).toBeUndefined();
  });
});
