/*
 * Asks Terraform what it makes of every text in `test/golden/format/in/`, and writes it to `out/` beside it, and what
 * it answers to standard input, to `pipe.json`. Run it as `npx tsx test/language/record-format.ts` with Terraform 1.11.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatFolder, golden, PIPED, pipe, terraformVersion } from './terraform-fmt.ts';

const version = terraformVersion();
if (!version?.startsWith('1.11.')) throw new Error(`needs Terraform 1.11 on the PATH, found ${version ?? 'none'}`);

const names = readdirSync(join(golden, 'in'));
const texts = new Map(names.map((name) => [name, readFileSync(join(golden, 'in', name))]));
const answers = formatFolder(texts);
rmSync(join(golden, 'out'), { recursive: true, force: true });
mkdirSync(join(golden, 'out'));
for (const [name, answer] of answers) {
  if (answer === undefined) throw new Error(`Terraform refuses ${name}`);
  writeFileSync(join(golden, 'out', name), answer);
}
const piped = PIPED.map((text) => ({ text, answer: pipe(text) }));
const record = {
  made: new Date().toISOString().slice(0, 10),
  by: `Terraform ${version}`,
  command: 'terraform fmt -',
  piped,
};
writeFileSync(join(golden, 'pipe.json'), `${JSON.stringify(record, null, 2)}\n`);
