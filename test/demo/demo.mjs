// `npm run demo`: the whole main job on a throw-away server, from a bare clone.
import { build, install, nodeTrouble, PYTHON, toolTrouble, tsx } from '../prepare.mjs';

const steps = [
  { name: 'installing the packages', go: install },
  { name: 'building', go: build },
  { name: 'the demo', go: () => tsx('test/demo/play.ts') },
];

const main = async () => {
  const old = nodeTrouble();
  const missing = old ? [old] : await toolTrouble([PYTHON]);
  for (const sentence of missing) console.error(sentence);
  if (missing.length > 0) return 1;
  for (const { name, go } of steps) {
    const code = await go();
    if (code === 0) continue;
    console.error(`${name} failed (exit code ${code})`);
    return code;
  }
  return 0;
};

// A Ctrl-C reaches the play by itself, and with its end goes its server.
process.on('SIGINT', () => {});
main().then((code) => {
  process.exitCode = code;
});
