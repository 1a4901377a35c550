import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { randomFrom } from '../fuzz/random.ts';
import { play } from './model.ts';
import { CASES, memoryStore } from './store.ts';

// Waiting takes virtual time.
vi.mock('node:timers/promises', () => ({
  setTimeout: (milliseconds: number, value: unknown, { signal }: { signal?: AbortSignal } = {}) =>
    new Promise((resolve, reject) => {
      globalThis.setTimeout(() => resolve(value), milliseconds);
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    }),
}));

const HISTORIES = Number(process.env.VAULTSEED_HISTORIES ?? 400);

describe('the lock and the ledger, in every order of events', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('let nobody write whose time is over or whose lock was taken, and lose nothing', {
    timeout: 600_000,
  }, async () => {
    const pass = (milliseconds: number): Promise<void> => vi.advanceTimersByTimeAsync(milliseconds).then(() => {});
    const broken: string[] = [];
    let locks = 0;
    const unlocked = new Map<string, number>();
    for (let seed = 1; seed <= HISTORIES; seed += 1) {
      const random = randomFrom(seed);
      const played = await play({ random, now: () => performance.now(), pass, holders: 2 + (seed % 2) });
      vi.clearAllTimers();
      locks += played.locks;
      for (const [state, count] of Object.entries(played.unlocked))
        unlocked.set(state, (unlocked.get(state) ?? 0) + count);
      broken.push(...played.broken.map((what) => `history ${seed}: ${what}`));
    }
    expect(broken.slice(0, 10)).toEqual([]);
    expect(locks).toBeGreaterThan(HISTORIES);
    // Each way in which unlocking can end was gone, and often.
    for (const state of ['free', 'alive', 'gone', 'stopped', 'silent'])
      expect(unlocked.get(state), state).toBeGreaterThan(HISTORIES / 50);
  });
});

describe('the store in memory', () => {
  it('answers as real ones do', () => {
    const store = memoryStore('L');
    const got = CASES.map(([line, cas]) => {
      const [method = '', path = ''] = line.split(' ');
      const body =
        method === 'POST' ? { ...(cas === undefined ? {} : { options: { cas } }), data: { a: 'b' } } : undefined;
      return store.ask({ method: method as 'GET', path: `L/${path}`, body }).status;
    });
    expect(got).toEqual(CASES.map(([, , status]) => status));
  });
});
