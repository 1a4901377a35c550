import { afterAll, inject } from 'vitest';
import { giveBack, lease } from './lease.ts';
import type { Started } from './start.ts';

/*
 * Runs before each file that needs servers: takes a set of them for this file alone, and gives it back after the last test.
 */

declare global {
  var vaultseedServers: Started | undefined;
}

const [sets, folder] = [inject('started'), inject('leases')];
const set = await lease(folder, sets.length);
globalThis.vaultseedServers = sets[set];
afterAll(() => giveBack(folder, set));
