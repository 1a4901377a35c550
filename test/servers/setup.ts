import type { TestProject } from 'vitest/node';
import { endLeases, newLeases } from './lease.ts';
import { type StartedAll, startAll } from './start.ts';

let started: StartedAll | undefined;
let leases = '';

/** Vitest calls this once before the first test file of the project `servers`. */
export const setup = async (project: TestProject): Promise<void> => {
  started = await startAll((line) => process.stderr.write(`${line}\n`), project.config.maxWorkers);
  leases = newLeases();
  project.provide('started', started.sets);
  project.provide('leases', leases);
};

export const teardown = async (): Promise<void> => {
  await started?.stop();
  endLeases(leases);
};
