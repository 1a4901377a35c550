import { afterAll, afterEach, inject } from 'vitest';
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

// A fault says what the server answered in its help, which vitest does not show.
afterEach(({ task }) => {
  for (const { help } of task.result?.errors ?? [])
    if (Array.isArray(help) && help.length > 0) console.error(`${task.name}:\n  ${help.join('\n  ')}`);
});
