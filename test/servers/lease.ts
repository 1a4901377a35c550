import { linkSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/*
 * Which set of servers a test file has to itself. The runner's own number of a worker is not enough: seen on vitest 4.1.12, a
 * number that the last file of one group gives back late is handed out twice in the next group, and two files met on one server.
 */

/** Longer than any test file takes to end after its last test. */
const PATIENCE_MS = 60_000;
const LOOK_MS = 20;

/** The folder that the leases of one run stand in. */
export const newLeases = (): string => mkdtempSync(join(tmpdir(), 'vaultseed-leases-'));

export const endLeases = (folder: string): void => rmSync(folder, { recursive: true, force: true });

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const holderOf = (lease: string): number | undefined => {
  try {
    return Number(readFileSync(lease, 'utf8'));
  } catch {
    return undefined;
  }
};

/** Takes a lease that nobody has. Linked into place with its holder's number in it: nobody ever reads half of one. */
const take = (folder: string, set: number): boolean => {
  const lease = join(folder, `set-${set}`);
  const holder = holderOf(lease);
  if (holder !== undefined && !isAlive(holder)) rmSync(lease, { force: true });
  const mine = join(folder, `by-${process.pid}`);
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, lease);
    return true;
  } catch {
    return false;
  } finally {
    unlinkSync(mine);
  }
};

/** The number, from 0, of a set that this process has to itself from now on. */
export const lease = async (folder: string, sets: number): Promise<number> => {
  const end = Date.now() + PATIENCE_MS;
  do {
    for (let set = 0; set < sets; set++) if (take(folder, set)) return set;
    await sleep(LOOK_MS);
  } while (Date.now() < end);
  throw new Error(`each of the ${sets} sets of servers is held by another test file`);
};

export const giveBack = (folder: string, set: number): void => unlinkSync(join(folder, `set-${set}`));
