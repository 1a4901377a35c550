import { describe, expect, it } from 'vitest';
import { parseSource } from '../../src/language/index.ts';
import { measure, shares } from './measure.ts';
import { seedAt } from './seeds.ts';

const SEED = 1;

describe('generated seeds', () => {
  it('are valid, of some length, and always the same', () => {
    const texts = Array.from({ length: 100 }, (_, index) => seedAt(SEED, index));
    const wrong = texts.filter((text) => parseSource({ path: 'x.seed.hcl', text }).diagnostics.length > 0);
    expect(wrong).toEqual([]);
    expect(texts.join('').split('\n').length).toBeGreaterThan(4000);
    expect(seedAt(SEED, 7)).toBe(texts[7]);
  });
});

/** 500 files with five mistakes each: 2500 mistakes. */
describe('of the mistakes planted in generated seeds', { timeout: 180_000 }, () => {
  const { alone, together } = measure(SEED);

  it.each([
    ['one in a file', alone],
    ['five in a file', together],
  ])('%s: nearly all are told on their line, and hardly anything on another', (_, sheet) => {
    const { all, onLine, innocent } = shares(sheet);
    expect(all).toBe(2500);
    expect(onLine).toBeGreaterThanOrEqual(0.95);
    expect(innocent).toBeLessThan(0.05);
  });

  it('every sort is among them', () => {
    expect(alone.planted.size).toBeGreaterThanOrEqual(30);
    for (const [name, { all }] of alone.planted) expect(all, name).toBeGreaterThanOrEqual(10);
  });
});
