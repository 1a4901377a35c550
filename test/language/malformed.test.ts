import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseSource } from '../../src/language/index.ts';
import { brief } from './read.ts';

interface Case {
  readonly text: string;
  readonly told: readonly string[];
}

/** `malformed.txt`: a text, then a line `>> code line:column` for each mistake that is told, then an empty line. */
const readCases = (): readonly Case[] => {
  const cases: Case[] = [];
  let lines: string[] = [];
  for (const line of readFileSync(new URL('malformed.txt', import.meta.url), 'utf8').split('\n')) {
    if (line !== '' || !lines.at(-1)?.startsWith('>> ')) {
      lines.push(line);
      continue;
    }
    const told = lines.filter((each) => each.startsWith('>> ')).map((each) => each.slice(3));
    const text = lines.filter((each) => !each.startsWith('>> ')).join('\n');
    cases.push({ text: `${text}\n`, told });
    lines = [];
  }
  return cases;
};

const cases = readCases();

describe('a malformed seed', () => {
  it('has a table of at least 120', () => expect(cases.length).toBeGreaterThanOrEqual(120));

  it.each(cases)('$told in $text', ({ text, told }) => {
    expect(parseSource({ path: 'test.seed.hcl', text }).diagnostics.map(brief)).toEqual(told);
  });

  it.each(cases)('is told in the same places with Windows line ends: $text', ({ text, told }) => {
    const { diagnostics } = parseSource({ path: 'test.seed.hcl', text: text.replaceAll('\n', '\r\n') });
    expect(diagnostics.map(brief)).toEqual(told);
  });

  it.each(cases)('gets a message on one line, and help, for $text', ({ text }) => {
    for (const { message, at } of parseSource({ path: 'test.seed.hcl', text }).diagnostics) {
      expect(message).toMatch(/^[^\n.]*[^\n]*[^.\n]$/);
      expect(at).toBeDefined();
    }
  });
});

/** A well-formed neighbour before and after a mistake must survive it. */
describe('recovery', () => {
  // What never ends takes the rest of the file along, and so does a lone `name = {`.
  const swallows = ({ told, text }: Case): boolean =>
    text === 'mount = {\n' || told.some((line) => /unclosed-(comment|heredoc)|bad-heredoc/.test(line));

  it.each(cases.filter((each) => !swallows(each)))('reads on after $text', ({ text, told }) => {
    const { body, diagnostics } = parseSource({ path: 'test.seed.hcl', text: `first = 1\n${text}last_one = 2\n` });
    const names =
      body.syntax === 'native' ? body.items.map((item) => (item.kind === 'attribute' ? item.name : '')) : [];
    expect(names[0]).toBe('first');
    expect(names.at(-1)).toBe('last_one');
    expect(diagnostics.length).toBe(told.length);
  });
});
