import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { endLeases, giveBack, lease, newLeases } from './lease.ts';

const folder = newLeases();
afterAll(() => endLeases(folder));

describe('a set of servers', () => {
  it('is given to one file at a time, and to the next when it is given back', async () => {
    expect([await lease(folder, 2), await lease(folder, 2)]).toEqual([0, 1]);
    const third = lease(folder, 2);
    const early = await Promise.race([third, new Promise((resolve) => setTimeout(resolve, 100, 'waits'))]);
    expect(early).toBe('waits');
    giveBack(folder, 1);
    expect(await third).toBe(1);
    giveBack(folder, 0);
    giveBack(folder, 1);
  });

  it('is taken from a process that is gone', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(join(folder, 'set-0'), String(pid));
    expect(await lease(folder, 1)).toBe(0);
    giveBack(folder, 0);
  });
});

it('leaves nothing behind', () => {
  const other = newLeases();
  endLeases(other);
  expect(existsSync(other)).toBe(false);
});
