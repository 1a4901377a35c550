import { defineConfig } from 'vitest/config';

/**
 * Three projects, told apart by file name:
 * `house` judges the source itself, `servers` (`*.live.test.ts`) needs real servers and starts them, `unit` is the rest.
 * What needs no server is run first. Two files run at a time; with servers each of the two workers has its own, so that nothing
 * meets there. Who names servers wants a few files of them: one worker will do. All are patient: a limit is for what hangs, and
 * a busy machine is slow.
 */
const PATIENT = { testTimeout: 60_000, hookTimeout: 60_000 };
const FIRST = { maxWorkers: 2, sequence: { groupOrder: 0 }, ...PATIENT };
const WORKERS = process.env.VAULTSEED_TEST_SERVERS ? 1 : 2;
const THEN = { maxWorkers: WORKERS, sequence: { groupOrder: 1 }, ...PATIENT };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'house', include: ['test/house/**/*.test.ts'], ...FIRST } },
      {
        test: {
          name: 'unit',
          ...FIRST,
          include: ['test/**/*.test.ts'],
          exclude: ['test/house/**', 'test/**/*.live.test.ts', '**/node_modules/**'],
        },
      },
      {
        test: {
          name: 'servers',
          ...THEN,
          include: ['test/**/*.live.test.ts'],
          globalSetup: ['test/servers/setup.ts'],
        },
      },
    ],
  },
});
