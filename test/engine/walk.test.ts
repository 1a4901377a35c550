import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Node, walk } from '../../src/engine/apply/walk.ts';

interface Trace {
  readonly ended: string[];
  readonly skipped: [string, string | undefined][];
  readonly most: number;
}

const run = async (
  nodes: readonly Node[],
  {
    fails = [],
    limit = 4,
    abortAfter = Number.POSITIVE_INFINITY,
  }: { fails?: string[]; limit?: number; abortAfter?: number } = {},
): Promise<Trace> => {
  const stop = new AbortController();
  const ended: string[] = [];
  const skipped: [string, string | undefined][] = [];
  let running = 0;
  let most = 0;
  await walk({
    nodes,
    limit,
    signal: stop.signal,
    run: async ({ key }) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      ended.push(key);
      if (ended.length >= abortAfter) stop.abort();
      return !fails.includes(key);
    },
    skip: ({ key }, because) => skipped.push([key, because]),
  });
  return { ended, skipped, most };
};

describe('walk', () => {
  test('what is needed ends before what needs it', async () => {
    const { ended } = await run([
      { key: 'role', needs: ['mount', 'policy'] },
      { key: 'mount', needs: [] },
      { key: 'policy', needs: [] },
    ]);
    expect(ended).toEqual(['mount', 'policy', 'role']);
  });

  test('a failure stops what depends on it, names itself as the reason, and stops nothing else', async () => {
    const nodes = [
      { key: 'mount', needs: [] },
      { key: 'config', needs: ['mount'] },
      { key: 'role', needs: ['config'] },
      { key: 'policy', needs: [] },
    ];
    const { ended, skipped } = await run(nodes, { fails: ['mount'] });
    expect(ended.sort()).toEqual(['mount', 'policy']);
    expect(skipped).toEqual([
      ['config', 'mount'],
      ['role', 'mount'],
    ]);
  });

  test('after an abort nothing new starts, and what was not started has no reason but that', async () => {
    const nodes = ['a', 'b', 'c'].map((key) => ({ key, needs: [] }));
    const { ended, skipped } = await run(nodes, { limit: 1, abortAfter: 1 });
    expect(ended).toEqual(['a']);
    expect(skipped).toEqual([
      ['b', undefined],
      ['c', undefined],
    ]);
  });

  test('nodes with one lock never overlap; others do', async () => {
    const locked = ['a', 'b', 'c'].map((key) => ({ key, needs: [], lock: 'mount' }));
    expect((await run(locked)).most).toBe(1);
    expect((await run(locked.map(({ key, needs }) => ({ key, needs })))).most).toBe(3);
  });

  test('an unexpected error of the work ends the walk with that error', async () => {
    const broken = walk({
      nodes: [{ key: 'a', needs: [] }],
      limit: 1,
      run: () => Promise.reject(new Error('a bug')),
      skip: () => {},
    });
    await expect(broken).rejects.toThrow('a bug');
  });

  test('every node of any graph is run or skipped exactly once, after all that it needs', async () => {
    const graph = fc
      .array(fc.record({ needs: fc.array(fc.nat(30)), fails: fc.boolean() }), { maxLength: 30 })
      .map((list) =>
        list.map(({ needs, fails }, index) => ({
          key: `n${index}`,
          needs: needs.filter((need) => need < index).map((need) => `n${need}`),
          fails,
        })),
      );
    await fc.assert(
      fc.asyncProperty(graph, fc.integer({ min: 1, max: 5 }), async (nodes, limit) => {
        const fails = nodes.filter((node) => node.fails).map(({ key }) => key);
        const { ended, skipped, most } = await run(nodes, { fails, limit });
        expect([...ended, ...skipped.map(([key]) => key)].sort()).toEqual(nodes.map(({ key }) => key).sort());
        expect(most).toBeLessThanOrEqual(limit);
        for (const key of ended) {
          const node = nodes.find((one) => one.key === key);
          const before = ended.slice(0, ended.indexOf(key)).filter((one) => !fails.includes(one));
          for (const need of node?.needs ?? []) expect(before).toContain(need);
        }
      }),
      { numRuns: 100 },
    );
  });
});
