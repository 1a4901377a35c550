import { describe, expect, it } from 'vitest';
import { type File, files, lineAt, type Node, nodes } from './source.ts';

const FILE_LINES = 250;
/** Tables of examples may be longer. */
const TEST_LINES = 400;
const FUNCTION_LINES = 60;
const PARAMETERS = 3;

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

interface Size {
  readonly where: string;
  readonly lines: number;
  readonly parameters: number;
}

const parametersOf = ({ params }: Node): number => (Array.isArray(params) ? params.length : 0);

const functionsOf = (file: File): readonly Size[] =>
  nodes(file)
    .filter((node) => FUNCTIONS.has(node.type))
    .map((node) => {
      const first = lineAt(file.text, node.start);
      const lines = lineAt(file.text, node.end) - first + 1;
      return { where: `${file.path}:${first}`, lines, parameters: parametersOf(node) };
    });

/** The size that `share` of them stay under. */
const below = (sizes: readonly Size[], share: number): number =>
  sizes.map(({ lines }) => lines).sort((a, b) => a - b)[Math.floor(sizes.length * share)] ?? 0;

const tooMuch = (sizes: readonly Size[]): readonly string[] => [
  ...sizes.filter(({ lines }) => lines > FUNCTION_LINES).map(({ where, lines }) => `${where} has ${lines} lines`),
  ...sizes
    .filter(({ parameters }) => parameters > PARAMETERS)
    .map(({ where, parameters }) => `${where} takes ${parameters} parameters`),
];

/** One spelling: who has read a file's name can type it. */
const FILE_NAME = /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/;

describe('names', () => {
  it('of files are words with dashes', () => {
    const names = files('src', 'cmd', 'test').map(({ path }) => path);
    expect(names.filter((path) => !path.split('/').every((step) => FILE_NAME.test(step)))).toEqual([]);
  });
});

describe('sizes', () => {
  it(`are under ${FILE_LINES} lines a file, ${TEST_LINES} with tests in it`, () => {
    const long = files('src', 'cmd', 'test')
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ path, lines }) => lines > (path.startsWith('test/') ? TEST_LINES : FILE_LINES));
    expect(long).toEqual([]);
  });

  it(`are at most ${FUNCTION_LINES} lines and ${PARAMETERS} parameters a function`, () => {
    expect(files('src', 'cmd').flatMap((file) => tooMuch(functionsOf(file)))).toEqual([]);
  });

  it('are small mostly: half of the functions under 12 lines, nine in ten under 30', () => {
    const sizes = files('src', 'cmd').flatMap(functionsOf);
    expect(below(sizes, 0.5)).toBeLessThan(12);
    expect(below(sizes, 0.9)).toBeLessThan(30);
  });

  it.each([
    ['x.ts:1 has 62 lines', `const f = () => {${'\n'.repeat(61)}};`],
    ['x.ts:1 takes 4 parameters', 'function f(a: 1, b: 2, c: 3, d: 4) {}'],
  ])('are seen when they are too much: %s', (sentence, text) => {
    expect(tooMuch(functionsOf({ path: 'x.ts', text }))).toEqual([sentence]);
  });
});
