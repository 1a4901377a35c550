import { describe, expect, it } from 'vitest';
import { isLate, limitOf, makeRounds } from '../../src/watch/index.ts';
import { pauseAfter } from '../../src/watch/pace.ts';
import { stillClock } from './make.ts';

const MINUTE = 60_000;

describe('the pause after a round', () => {
  it.each([
    ['an interval', 0, 0.5, 5 * MINUTE],
    ['a tenth less at most', 0, 0, 4.5 * MINUTE],
    ['a tenth more at most', 0, 1, 5.5 * MINUTE],
    ['from begin to begin', 1 * MINUTE, 0.5, 4 * MINUTE],
    ['never none, however long a round took', 9 * MINUTE, 0.5, 200],
  ])('is %s', (_, took, chance, pause) => {
    expect(pauseAfter(took, { every: 5 * MINUTE, chance })).toBe(pause);
  });
});

it.each([
  [1_000, 10 * MINUTE],
  [60 * MINUTE, 120 * MINUTE],
])('a round every %d ms has %d ms', (every, limit) => expect(limitOf(every)).toBe(limit));

it.each([
  [undefined, true],
  [0, true],
  [1, false],
])('what last came at %s is late: %s', (last, late) => expect(isLate(last, 2001, 1000)).toBe(late));

describe('rounds', () => {
  const rounds = async (round: (signal: AbortSignal, stop: () => void) => Promise<boolean>) => {
    const clock = stillClock();
    const stop = new AbortController();
    const end = await makeRounds({
      ...{ every: 1000, clock, signal: stop.signal },
      round: (signal) => round(signal, () => stop.abort()),
    });
    return { end, slept: clock.slept };
  };

  it('follow each other until a signal comes', async () => {
    let made = 0;
    const { end, slept } = await rounds(async (_, stop) => {
      made += 1;
      if (made === 4) stop();
      return true;
    });
    expect([end, made, slept]).toEqual(['stopped', 4, [1000, 1000, 1000]]);
  });

  it('never overlap', async () => {
    let under = 0;
    let most = 0;
    let made = 0;
    await rounds(async (_, stop) => {
      under += 1;
      most = Math.max(most, under);
      await new Promise((resolve) => setTimeout(resolve, 5));
      under -= 1;
      made += 1;
      if (made === 5) stop();
      return true;
    });
    expect(most).toBe(1);
  });

  it('end when there can be no other', async () => {
    expect(await rounds(async () => false)).toEqual({ end: 'ended', slept: [] });
  });

  it('are given up at once when the signal comes', async () => {
    const { end } = await rounds(async (signal, stop) => {
      setTimeout(stop, 5);
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      return false;
    });
    expect(end).toBe('stopped');
  });
});
