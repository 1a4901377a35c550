import { describe, expect, it } from 'vitest';
import { damageIn, fenceOf, lifeOf } from '../../src/ledger/lock-document.ts';
import type { Plain } from '../../src/model/data.ts';

const SOUND = { state: 'held', run: 'r', holder: 'ci', since: 'then', life_ms: 30_000, fence: 7 };
const lock = (more: Record<string, Plain> = {}) => ({ version: 1, content: { ...SOUND, ...more } });
/** More than there were ever runs. */
const SECONDS = 1_600_000_000;

describe('a lock', () => {
  it('is believed as runs write it', () => {
    for (const sound of [lock(), lock({ state: 'asked' }), lock({ state: 'free', run: null, life_ms: null })])
      expect(damageIn(sound)).toEqual([]);
    expect([damageIn({ version: 0 }), fenceOf({ version: 0 }), fenceOf(lock()), lifeOf(lock(), 1)]).toEqual([
      [],
      0,
      7,
      30_000,
    ]);
  });

  it.each<[string, Record<string, Plain>, string[]]>([
    ['that lives for ever', { life_ms: 9_000_000_000_000 }, ['life_ms']],
    ['that lives ten minutes and a bit', { life_ms: 600_001 }, ['life_ms']],
    ['whose life is over before it begins', { life_ms: -1 }, ['life_ms']],
    ['whose life is a text', { life_ms: '30000' }, ['life_ms']],
    ['of more runs than there can have been', { fence: 1e12 }, ['fence']],
    ['at the edge of what numbers can count exactly', { fence: 2 ** 53 }, ['fence']],
    ['at the edge of what numbers can count', { fence: Number.MAX_SAFE_INTEGER }, ['fence']],
    ['beyond it', { fence: 1e300 }, ['fence']],
    ['with half a number', { fence: 1.5 }, ['fence']],
    ['below nothing', { fence: -3 }, ['fence']],
    ['without a run', { run: 7 }, ['run']],
    ['in a state that there is not', { state: 'mine' }, ['state']],
    ['of nothing but lies', { state: [], run: {}, life_ms: true, fence: 'x' }, ['state', 'run', 'life_ms', 'fence']],
  ])('%s is damaged', (_, more, members) => {
    const found = lock(more);
    expect(damageIn(found)).toEqual(members);
    expect(lifeOf(found, 30_000)).toBe(30_000);
    expect(Number.isSafeInteger(fenceOf(found) + 1)).toBe(true);
    if (members.includes('fence')) expect(fenceOf(found)).toBeGreaterThan(SECONDS);
  });

  it.each([0, 1_900_000_000, 1e11 - 1, 1e11, 1e11 + 1, 1e12, 2 ** 53, Number.NaN])(
    'of number %s is followed by one that is believed',
    (fence) => expect(damageIn(lock({ fence: fenceOf(lock({ fence })) + 1 }))).toEqual([]),
  );

  it('may live ten minutes', () => expect(lifeOf(lock({ life_ms: 600_000 }), 1)).toBe(600_000));
});
