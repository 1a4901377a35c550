import { describe, expect, it } from 'vitest';
import { evaluate, parseExpression, standardFunctions } from '../../src/language/index.ts';

const helpFor = (text: string): readonly string[] => {
  const { expression } = parseExpression({ path: 'x', text });
  const { diagnostics } = evaluate(expression, { variables: new Map(), functions: standardFunctions });
  expect(diagnostics.map(({ code }) => code)).toEqual(['unknown-function']);
  return diagnostics.flatMap(({ help }) => help ?? []);
};

describe('a function of another language', () => {
  it.each([
    ['getenv("HOME")', 'here that is env("NAME")'],
    ['uppercase("a")', 'here that is upper(text)'],
    ['to_json([])', 'here that is jsonencode(value)'],
    ['toLowerCase("a")', 'here that is lower(text)'],
    ['len([])', 'here that is length(value)'],
    ['random_password(12)', 'chance would give another plan every time: pass the value in as a sensitive variable'],
    ['generate_password()', 'chance would give another plan every time: pass the value in as a sensitive variable'],
    ['now()', 'a time would give another plan every time: pass it in as a variable'],
    ['regexReplace("a", "b", "c")', 'here that is replace(text, "/pattern/", replacement)'],
    ['uper("a")', 'did you mean upper?'],
  ])('%s', (text, help) => expect(helpFor(text)).toEqual([help, 'vaultseed explain functions lists them all']));

  it('that nobody knows', () =>
    expect(helpFor('frobnicate(1)')).toEqual(['vaultseed explain functions lists them all']));

  it('none of them is one of ours', () => {
    const ours = [...standardFunctions.keys()];
    expect(ours.filter((name) => ['getenv', 'uppercase', 'list', 'map', 'round'].includes(name))).toEqual([]);
  });
});
