import { describe, expect, it } from 'vitest';
import { toData } from '../../src/language/index.ts';
import { brief, evaluated, scopeOf } from './read.ts';

const answer = (expression: string, it = ''): unknown => {
  const scope = scopeOf(new Map([['it', evaluated(JSON.stringify(it)).value]]));
  const { value, diagnostics } = evaluated(expression, scope);
  return diagnostics.length > 0 ? diagnostics.map(brief) : toData(value);
};

// What a pattern means is recorded from Terraform: test/golden/expressions/functions-regex.txt.

describe('patterns that take others longer than the universe lasts', () => {
  it.each<[expression: string, expected: unknown]>([
    ['can(regex("^(a+)+$", it))', false],
    ['can(regex("^(a|a)*$", it))', false],
    ['can(regex("^(a|aa)+$", it))', false],
    ['can(regex("^(.*)*(.*)*(.*)*b$", it))', false],
    ['can(regex("(?:a?){1000}a{1000}b", it))', false],
    ['replace(it, "/^(a+)+$/", "") == it', true],
    ['length(regexall("(a*)*", it))', 2],
  ])('%s', (expression, expected) => {
    const start = performance.now();
    expect(answer(expression, `${'a'.repeat(50_000)}!`)).toEqual(expected);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe('work beyond measure is cut off', () => {
  it.each([
    ['a pattern with thousands of classes', `regex("${'[[:alpha:]]'.repeat(20_000)}", it)`, 'a'.repeat(100_000)],
    ['matches that each look at all of the rest', 'regexall("a.*b|a", it)', 'a'.repeat(100_000)],
  ])('%s', { timeout: 30_000 }, (_, expression, it) => {
    expect(answer(expression, it)).toEqual(['too-large 1:1']);
  });

  it('and the next match does not notice', () => {
    expect(answer('regexall("a.*b|a", "aab")')).toEqual(['aab']);
  });
});

describe('a wrong pattern', () => {
  it.each([
    ['(', 'a ( has no closing )'],
    [')', 'a ) has no opening ('],
    ['[a', '[a has no closing ]'],
    ['[z-a]', 'z-a is no class of characters'],
    ['[[:letters:]]', '[:letters:] is no class of characters'],
    ['\\p{Letters}', '\\p{Letters} is no class of characters'],
    ['(a)\\1', '\\1 refers to what a group has matched, which RE2 cannot'],
    ['a(?=b)', '(?= is not among the groups of RE2: it cannot look ahead or back, nor be atomic'],
    ['(?<!a)b', '(?<! is not among the groups of RE2: it cannot look ahead or back, nor be atomic'],
    [
      '(?P<two words>a)',
      '(?P<two words> does not name a group: write (?P<name>…), with letters of ASCII, digits and _',
    ],
    ['a**', '** repeats a repetition; put the inner one in parentheses'],
    ['*', '* has nothing before it to repeat; a sign as such is written with a backslash'],
    ['a{1001}', '{1001} repeats too often: 1000 times is the most, also where repetitions stand in each other'],
    ['\\', 'it ends with a backslash; one as such is written twice, in a text in quotes four times'],
    ['\\C', '\\C means nothing: a backslash stands before signs, and before the letters that RE2 gives a meaning'],
  ])('%s', (pattern, problem) => {
    const { diagnostics } = evaluated(`regex(${JSON.stringify(pattern)}, "x")`);
    expect(diagnostics).toMatchObject([
      { code: 'bad-argument', message: `regex(): this is not a regular expression: ${problem}`, at: { start: 6 } },
    ]);
  });

  it('is not repeated where it is a secret', () => {
    const { diagnostics } = evaluated('regex(sensitive("canary("), "x")');
    expect(JSON.stringify(diagnostics.map(({ message, help }) => [message, help]))).not.toContain('canary');
  });
});
