import type { TestProject } from 'vitest/node';
import { type StartedAll, startAll } from './start.ts';

let started: StartedAll | undefined;

/** Vitest calls this once before the first test file of the project `servers`. */
export const setup = async (project: TestProject): Promise<void> => {
  started = await startAll((line) => process.stderr.write(`${line}\n`), project.config.maxWorkers);
  project.provide('started', started.sets);
};

export const teardown = async (): Promise<void> => {
  await started?.stop();
};
