import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { content, evaluate, parseExpression, parseSource } from '../../src/language/index.ts';
import { usesOf } from '../../src/seed/references/uses.ts';
import { evaluated, scopeOf } from './read.ts';

const milliseconds = (work: () => void): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

const SHAPES: Readonly<Record<string, (times: number) => string>> = {
  brackets: (times) => `a = ${'['.repeat(times)}`,
  'closed brackets': (times) => `a = ${'['.repeat(times)}${']'.repeat(times)}`,
  braces: (times) => `a = ${'{'.repeat(times)}`,
  blocks: (times) => 'a {\n'.repeat(times),
  'mixed brackets': (times) => `${'([{'.repeat(times)}${'}'.repeat(times)}`,
  closers: (times) => '}\n'.repeat(times),
  templates: (times) => `a = "${'${'.repeat(times)}`,
  'templates in quotes': (times) => `a = "${'${"'.repeat(times)}`,
  'templates over lines': (times) => `a = ${'"${\n'.repeat(times)}`,
  'templates outside quotes': (times) => '${'.repeat(times),
  directives: (times) => `a = "${'%{ if x }'.repeat(times)}"`,
  names: (times) => `x = ${'a.'.repeat(times)}a`,
  splats: (times) => `x = a${'[*]'.repeat(times)}`,
  operators: (times) => `x = 1${' + 1'.repeat(times)}`,
  'unary operators': (times) => `x = ${'!'.repeat(times)}a`,
  conditionals: (times) => `x = ${'a ? b : '.repeat(times)}c`,
  'a heredoc without end': (times) => `x = <<A\n${'text ${b}\n'.repeat(times)}`,
  'heredocs without end': (times) => 'x = <<A\n'.repeat(times),
  'heredocs that begin in the middle of a line': (times) => `a = ${'<<EOT x\n'.repeat(times)}`,
  'heredocs with other ends': (times) => Array.from({ length: times }, (_, at) => `x = <<A${at}\ntext\n`).join(''),
  'heredocs in templates': (times) => `x = ${'<<A\n${\n'.repeat(times)}`,
  quotes: (times) => '"'.repeat(times),
  'quotes in lines': (times) => 'a = "x\n'.repeat(times),
  'a string over lines': (times) => `a = "x\n${'some text\n'.repeat(times)}`,
  backslashes: (times) => `a = "${'\\'.repeat(times)}`,
  dollars: (times) => `a = "${'$'.repeat(times)}`,
  comments: (times) => '/*'.repeat(times),
  'typographic quotes': (times) => '“'.repeat(times),
  'single quotes': (times) => "'".repeat(times),
  'carriage returns': (times) => '\r'.repeat(times),
  mistakes: (times) => '@\n'.repeat(times),
  digits: (times) => `a = ${'1'.repeat(times)}`,
  points: (times) => `a = 1${'.1'.repeat(times)}`,
  'signs of folded texts': (times) => `a = ${'>'.repeat(4 * times)}`,
  'bars in one line': (times) => `a = ${'.5|='.repeat(times)}`,
  'three quotes': (times) => `a ${'""" '.repeat(times)}`,
  backquotes: (times) => `a = ${'`'.repeat(4 * times)}`,
  'templates of others': (times) => `a = ${'{{ '.repeat(times)}`,
  'marks of conflicts': (times) => '>>>>>>>\n'.repeat(times),
  duplicates: (times) => 'a = 1\n'.repeat(times),
};

describe('a hostile text is read in linear time', () => {
  // Generous for a slow, busy machine; a quadratic reader needs minutes.
  it.each(Object.entries(SHAPES))('%s', { timeout: 60_000 }, (_, shape) => {
    const text = shape(100_000);
    expect(milliseconds(() => parseSource({ path: 'x.seed.hcl', text }))).toBeLessThan(20_000);
  });

  it('as JSON as well', () => {
    for (const text of [
      '['.repeat(1e6),
      '{"a":'.repeat(1e6),
      `{"a":"${'${'.repeat(1e5)}"}`,
      `{"a":"${'\\n'.repeat(1e6)}"}`,
    ]) {
      const read = () => content(parseSource({ path: 'x.seed.json', text }).body, {});
      expect(milliseconds(read)).toBeLessThan(10_000);
    }
  });
});

describe('a long valid chain needs no deep stack', () => {
  it.each([
    ['operators', `1${' + 1'.repeat(50_000)}`],
    ['names', `a${'.b'.repeat(50_000)}`],
    ['indexes', `a${'[0]'.repeat(50_000)}`],
  ])('%s', (_, text) => {
    const { expression, diagnostics } = parseExpression({ path: 'x', text });
    expect(diagnostics).toEqual([]);
    expect(() => evaluate(expression, scopeOf())).not.toThrow();
    expect(() => usesOf(expression)).not.toThrow();
  });
});

it('an expression that asks for more than there is gets a mistake, not all the memory', { timeout: 60_000 }, () => {
  const loop = (inner: string): string => `[for x in range(1000) : ${inner}]`;
  expect(evaluated(loop(loop(loop('1')))).diagnostics.map(({ code }) => code)).toEqual(['too-large']);
});

const PIECES = [
  ...[
    'a',
    'b = 1',
    '\n',
    '\n\n',
    ' ',
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '"',
    '${',
    '%{',
    '~}',
    '}',
    'if ',
    'for x in y',
    'endif',
    'endfor',
  ],
  ...[
    '<<EOT\n',
    '<<-X\n',
    'EOT\n',
    'X\n',
    '\\',
    '\\n',
    '#',
    '//',
    '/*',
    '*/',
    ',',
    ':',
    '=',
    '==',
    '=>',
    '...',
    '.',
    '.*',
    '[*]',
    '?',
  ],
  ...[
    '1',
    '1.5',
    '1e5',
    '+',
    '-',
    '!',
    '&&',
    '|',
    "'",
    '“',
    '\r\n',
    '\r',
    '\uFEFF',
    'é',
    '😀',
    '\ud800',
    'mount "x" {\n',
    'a = <<EOT\nx\nEOT\n',
  ],
];

const texts = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 80 }),
);

describe('any text', () => {
  it('is read without an exception, and every mark stands in it', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom('x.seed.hcl', 'x.seed.json'), (text, path) => {
        const { body, diagnostics } = parseSource({ path, text });
        const more = content(body, {}).diagnostics;
        for (const { at } of [...diagnostics, ...more]) {
          expect(at?.start).toBeGreaterThanOrEqual(0);
          expect(at?.end).toBeGreaterThanOrEqual(at?.start ?? 0);
          expect(at?.start).toBeLessThanOrEqual(text.length);
          expect(at?.end).toBeLessThanOrEqual(text.length + 1);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('is evaluated without an exception when it is an expression', () => {
    fc.assert(
      fc.property(texts, (text) => {
        evaluated(text);
      }),
      { numRuns: 2000 },
    );
  });
});
