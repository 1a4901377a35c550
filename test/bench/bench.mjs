// `npm run bench`: how fast, against the fastest that the same server can be asked on the same machine at the same time.
import { build, install, nodeTrouble, tsx } from '../prepare.mjs';

const steps = [install, build, () => tsx('test/bench/bench.ts')];

const main = async () => {
  const old = nodeTrouble();
  if (old) console.error(old);
  let code = old ? 1 : 0;
  for (const step of steps) if (code === 0) code = await step();
  return code;
};

process.on('SIGINT', () => {});
main().then((code) => {
  process.exitCode = code;
});
