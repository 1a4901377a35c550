import { describe, expect, test } from 'vitest';
import { carriersOf, schedule } from '../../src/engine/apply/schedule.ts';
import type { Change } from '../../src/model/plan.ts';
import { changeOf, kindOf, resourceOf } from './make.ts';

const thing = kindOf({});
const mount = kindOf({ children: 'secrets' });
const first = kindOf({ stage: 0 });
const inLane = kindOf({ lane: 'one' });

const needs = (changes: readonly Change[]): Record<string, readonly string[]> =>
  Object.fromEntries(
    schedule(changes)
      .flat()
      .map((node) => [node.key, [...node.needs].sort()]),
  );

const inMount = (address: string, parent: string, dependsOn: string[] = []) =>
  resourceOf(address, thing, { parent, dependsOn: [parent, ...dependsOn] });

describe('making', () => {
  test('waits for what it refers to', () => {
    const changes = [
      changeOf('create', resourceOf('a', thing)),
      changeOf('create', resourceOf('b', thing, { dependsOn: ['a'] })),
    ];
    expect(needs(changes)).toEqual({ a: [], b: ['a'] });
  });

  test('waits for the first stage, unless the first stage needs it', () => {
    const changes = [
      changeOf('create', resourceOf('log', first, { dependsOn: ['store'] })),
      changeOf('create', resourceOf('store', thing)),
      changeOf('create', resourceOf('other', thing)),
    ];
    expect(needs(changes)).toEqual({ log: ['store'], store: [], other: ['log'] });
  });

  test('goes one by one in a lane, where kinds say so', () => {
    const changes = [changeOf('create', resourceOf('a', inLane)), changeOf('delete', resourceOf('b', inLane))];
    expect(
      schedule(changes)
        .flat()
        .map(({ key, lock }) => [key, lock]),
    ).toEqual([
      ['a', 'one'],
      ['b', undefined],
    ]);
  });
});

describe('deleting', () => {
  test('goes the other way', () => {
    const changes = [
      changeOf('delete', resourceOf('a', thing)),
      changeOf('delete', resourceOf('b', thing, { dependsOn: ['a'] })),
    ];
    expect(needs(changes)).toEqual({ a: ['b'], b: [] });
  });

  test('children go with their mount', () => {
    const changes = [changeOf('delete', resourceOf('m', mount)), changeOf('delete', inMount('m.role', 'm'))];
    expect(needs(changes)).toEqual({ m: [], 'm.role': ['m'] });
    expect([...carriersOf(changes)]).toEqual([['m.role', 'm']]);
  });

  test('a child that another mount still uses is deleted by itself, after its users', () => {
    const changes = [
      changeOf('delete', resourceOf('m', mount)),
      changeOf('delete', inMount('m.role', 'm')),
      changeOf('delete', resourceOf('n', mount)),
      changeOf('delete', inMount('n.role', 'n', ['m.role'])),
    ];
    expect([...carriersOf(changes).keys()]).toEqual(['n.role']);
    expect(needs(changes)).toEqual({ m: ['m.role'], 'm.role': ['n.role'], n: [], 'n.role': ['n'] });
  });
});
