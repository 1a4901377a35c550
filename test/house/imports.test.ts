import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type File, files, isNode, nodes } from './source.ts';

/** Arrows point down: a room may use the rooms of lower floors, never its own floor's or a higher one's. */
const FLOORS = [
  ['model'],
  ['language', 'kinds'],
  ['acl', 'seed', 'server'],
  ['ledger'],
  ['bootstrap', 'aws', 'convert', 'lint', 'report', 'engine'],
  ['watch'],
  ['cmd'],
];

const roomOf = (path: string): string => (path.startsWith('cmd/') ? 'cmd' : (path.split('/')[1] ?? ''));
const floorOf = (room: string): number => FLOORS.findIndex((rooms) => rooms.includes(room));

const targets = (file: File): readonly string[] =>
  nodes(file).flatMap(({ source }) =>
    isNode(source) && typeof source.value === 'string' && source.value.startsWith('.')
      ? [posix.join(posix.dirname(file.path), source.value)]
      : [],
  );

/** Sentences about imports that go up or sideways. */
const offences = (all: readonly File[]): readonly string[] =>
  all.flatMap((file) => {
    const from = roomOf(file.path);
    if (floorOf(from) < 0) return [`${file.path} is in a room that is on no floor`];
    return targets(file)
      .filter((target) => roomOf(target) !== from && !(floorOf(roomOf(target)) < floorOf(from)))
      .map((target) => `${file.path} imports ${target}`);
  });

describe('the direction of imports', () => {
  it('is down, everywhere', () => {
    expect(offences(files('src', 'cmd'))).toEqual([]);
  });

  it.each([
    ['up', 'src/model/data.ts', "import { x } from '../kinds/index.ts';"],
    ['sideways', 'src/report/plan.ts', "import type { X } from '../engine/index.ts';"],
    ['by a re-export', 'src/language/index.ts', "export * from '../seed/index.ts';"],
    ['lazily', 'src/engine/apply/apply.ts', "const later = () => import('../../cmd/io.ts');"],
    ['from a room nobody knows', 'src/utils/x.ts', ''],
  ])('is seen when it goes wrong: %s', (_, path, text) => {
    expect(offences([{ path, text }])).toHaveLength(1);
  });

  it.each([
    ['down', 'cmd/commands/plan.ts', "import { plan } from '../../src/engine/index.ts';"],
    ['within a room', 'src/engine/apply/apply.ts', "import { plan } from './plan.ts';"],
    ['of a package', 'src/model/data.ts', "import { inspect } from 'node:util';"],
  ])('is free: %s', (_, path, text) => {
    expect(offences([{ path, text }])).toEqual([]);
  });
});
