// `npx tsx test/recovery/figures.ts [seed] [show N [name]]`: how well mistakes are told apart, and what still goes wrong.
import { described, measure } from './measure.ts';

const [seed = '1', show = '', most = '0', only = ''] = process.argv.slice(2);
const began = performance.now();
const { alone, together, lines } = measure(Number(seed));
console.log(described('one mistake in a file', alone));
console.log(described('five mistakes in a file', together));
console.log(`${lines} lines in 500 files; ${((performance.now() - began) / 1000).toFixed(1)} s`);
if (show !== '') {
  const sheet = show === 'alone' ? alone : together;
  const rows = [...sheet.planted].map(([name, { all, told }]) => ({ name, all, missed: all - told }));
  for (const { name, all, missed } of rows.sort((a, b) => b.missed - a.missed)) console.log(`${missed}/${all} ${name}`);
  const failures = sheet.failures.filter(({ why }) => why.includes(only));
  for (const { why, text } of failures.slice(0, Number(most))) {
    const numbered = text.split('\n').map((each, at) => `${String(at + 1).padStart(3)} ${each}`);
    console.log(`\n=== ${why}\n${numbered.join('\n')}`);
  }
}
