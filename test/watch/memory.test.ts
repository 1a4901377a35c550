import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { measureRounds, SEED, startStub } from './rounds.ts';

/*
 * Ten thousand rounds were measured by the same means: 28.1 MB after 1,000, 28.6 after 2,000, 29.6 after 5,000 and 29.9 after
 * 10,000 (Node.js 20). What little grows in the first hundreds is the program getting warm.
 */

const BEFORE = 150;
const AFTER = 400;
/** A round may leave this much behind, in bytes: less than a plan, an answer or a connection takes. */
const PER_ROUND = 8 * 1024;

let folder: string;
let stub: Awaited<ReturnType<typeof startStub>>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vaultseed-rounds-'));
  writeFileSync(join(folder, 'main.seed.hcl'), SEED);
  stub = await startStub();
});
afterAll(async () => {
  await stub.close();
  rmSync(folder, { recursive: true, force: true });
});

const perRound = async (beside?: () => void): Promise<number> => {
  const measureAt = [BEFORE, AFTER];
  const { heaps, text } = await measureRounds({
    ...{ folder, address: stub.address, token: 'x', measureAt },
    ...(beside === undefined ? {} : { beside }),
  });
  // All sorts of rounds were among them.
  for (const result of ['fine', 'drift', 'failed'])
    expect(Number(new RegExp(`rounds_total\\{result="${result}"\\} (\\d+)`).exec(text)?.[1]), result).toBeGreaterThan(
      5,
    );
  const [before = 0, after = 0] = heaps;
  return (after - before) / (AFTER - BEFORE);
};

it('keeps nothing of a round', { timeout: 120_000 }, async () => {
  expect(await perRound()).toBeLessThan(PER_ROUND);
});

it('would be seen to keep as much as a plan', { timeout: 120_000 }, async () => {
  const kept: unknown[] = [];
  const leak = await perRound(() => void kept.push(Array.from({ length: 800 }, (_, index) => ({ index }))));
  expect(kept.length).toBe(AFTER);
  expect(leak).toBeGreaterThan(PER_ROUND);
});
