import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Three projects, told apart by file name:
 * `house` judges the source itself, `servers` (`*.live.test.ts`) needs real servers and starts them, `unit` is the rest.
 * What needs no server is run first. Two files run at a time; with servers each of the two has its own set of them, so that nothing
 * meets there. Who names servers wants a few files of them: one worker will do. All are patient: a limit is for what hangs, and
 * a busy machine is slow.
 */
const PATIENT = { testTimeout: 60_000, hookTimeout: 60_000 };
const FIRST = { maxWorkers: 2, sequence: { groupOrder: 0 }, ...PATIENT };
const WORKERS = process.env.VAULTSEED_TEST_SERVERS ? 1 : 2;
const THEN = { maxWorkers: WORKERS, sequence: { groupOrder: 1 }, ...PATIENT };

/** By far the longest file, though a short text: begun last, it would keep one worker busy while the other has nothing left. */
const LONGEST = /roundtrip\.live\.test\.ts$/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLongest = ({ moduleId }: TestSpecification): boolean => LONGEST.test(moduleId);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
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
          setupFiles: ['test/servers/own-set.ts'],
        },
      },
    ],
  },
});
