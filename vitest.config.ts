import { defineConfig } from 'vitest/config';

/**
 * Three projects, told apart by file name:
 * `house` judges the source itself, `servers` (`*.live.test.ts`) needs real servers and starts them, `unit` is the rest.
 */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'house', include: ['test/house/**/*.test.ts'] } },
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/house/**', 'test/**/*.live.test.ts', '**/node_modules/**'],
        },
      },
      {
        test: {
          name: 'servers',
          include: ['test/**/*.live.test.ts'],
          globalSetup: ['test/servers/setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
