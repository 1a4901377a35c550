// `npm test`: everything, from a bare clone. The last line is always `N passed, N failed`, also when vitest crashes.
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, GO, install, nodeTrouble, PYTHON, run, toolTrouble, tsx } from './prepare.mjs';

const NOTHING = { passed: 0, failed: 1, skipped: 0 };

/** Counts of a report; a file that could not even be loaded counts as one failure. */
const counts = (file) => {
  const report = JSON.parse(fs.readFileSync(file, 'utf8'));
  const unloaded = report.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0);
  const skipped = report.numPendingTests + report.numTodoTests;
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length, skipped };
};

const vitest = async (args) => {
  const folder = fs.mkdtempSync(join(tmpdir(), 'vaultseed-report-'));
  const file = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const code = await run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args]);
    const result = counts(file);
    // Trouble outside of any test: an unhandled error, a setup that failed, no test found at all.
    return code !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
  } catch {
    return NOTHING;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
};

const steps = [
  { name: 'installing the packages', go: install },
  { name: 'building', go: build },
  { name: 'getting the test servers', go: () => tsx('test/servers/get.ts') },
];

const everything = async (args) => {
  const old = nodeTrouble();
  if (old) console.error(old);
  for (const sentence of await toolTrouble([PYTHON, GO])) console.error(sentence);
  if (old) return NOTHING;
  for (const { name, go } of steps) {
    const code = await go();
    if (code === 0) continue;
    console.error(`${name} failed (exit code ${code})`);
    return NOTHING;
  }
  return vitest(args);
};

const tell = ({ passed, failed, skipped }) => {
  process.exitCode = failed === 0 ? 0 : 1;
  if (skipped > 0) console.log(`${skipped} skipped`);
  console.log(`${passed} passed, ${failed} failed`);
};

// A Ctrl-C reaches vitest by itself; it ends, and then we tell the count.
process.on('SIGINT', () => {});
everything(process.argv.slice(2))
  .catch((error) => {
    console.error(error);
    return NOTHING;
  })
  .then(tell);
