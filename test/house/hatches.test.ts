import { describe, expect, it } from 'vitest';
import { type File, files, isNode, lineAt, type Node, nodes } from './source.ts';

/**
 * The ways around the type checker and the linter in `src/` and `cmd/`, and how many of each there are.
 * A number goes down whenever it can; one that goes up needs its reason in the commit.
 */
const PINNED = { any: 0, as: 4, 'non-null !': 0, 'ts-ignore': 0, 'biome-ignore': 0 };

type Hatch = keyof typeof PINNED;

const isAsConst = ({ typeAnnotation }: Node): boolean =>
  isNode(typeAnnotation) && isNode(typeAnnotation.typeName) && typeAnnotation.typeName.name === 'const';

const hatchOf = (node: Node): Hatch | undefined => {
  if (node.type === 'TSAnyKeyword') return 'any';
  if (node.type === 'TSNonNullExpression') return 'non-null !';
  const asserts = node.type === 'TSAsExpression' || node.type === 'TSTypeAssertion';
  return asserts && !isAsConst(node) ? 'as' : undefined;
};

const COMMENTS: readonly [Hatch, RegExp][] = [
  ['ts-ignore', /@ts-(?:ignore|expect-error|nocheck)/g],
  ['biome-ignore', /biome-ignore/g],
];

const hatches = (all: readonly File[]) =>
  all.flatMap((file) => [
    ...nodes(file).flatMap((node) => {
      const hatch = hatchOf(node);
      return hatch === undefined ? [] : [{ path: `${file.path}:${lineAt(file.text, node.start)}`, hatch }];
    }),
    ...COMMENTS.flatMap(([hatch, pattern]) => [...file.text.matchAll(pattern)].map(() => ({ path: file.path, hatch }))),
  ]);

const count = (all: readonly File[]): Record<Hatch, number> => {
  const found = hatches(all);
  const number = (hatch: Hatch) => found.filter((one) => one.hatch === hatch).length;
  return {
    any: number('any'),
    as: number('as'),
    'non-null !': number('non-null !'),
    'ts-ignore': number('ts-ignore'),
    'biome-ignore': number('biome-ignore'),
  };
};

describe('escape hatches', () => {
  it('are as many as are pinned', () => {
    const all = files('src', 'cmd');
    const where = hatches(all).map(({ path, hatch }) => `${hatch}: ${path}`);
    expect(count(all), where.join('\n')).toEqual(PINNED);
  });

  it.each([
    ['any', 'let x: any'],
    ['as', 'const x = y as string'],
    ['as', 'const x = <string>y'],
    ['non-null !', 'const x = y!.z'],
    ['ts-ignore', '// @ts-expect-error: because'],
    ['biome-ignore', '// biome-ignore lint: because'],
  ] as const)('of the sort "%s" are seen in: %s', (hatch, text) => {
    expect(count([{ path: 'x.ts', text }])[hatch]).toBe(1);
  });

  it.each(['const x = [1] as const', "const x = 'y as z!'", "import { a as b } from './c.ts'", 'const x = !y'])(
    'are not seen in: %s',
    (text) => expect(hatches([{ path: 'x.ts', text }])).toEqual([]),
  );
});
