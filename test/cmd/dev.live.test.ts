import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bao272 } from '../servers/index.ts';

const program = new URL('../../cmd/vaultseed.ts', import.meta.url).pathname;
const loader = new URL(import.meta.resolve('tsx')).href;

const SEED = 'variable "filed" {\n  type = list(string)\n}\nvariable "given" {\n}\nvariable "both" {\n}\n';

test('the shell of dev means the same seed: values, files of values, allowed folders', async () => {
  const server = await bao272();
  if (!server.found) throw new Error(server.why);
  const place = mkdtempSync(join(tmpdir(), 'vaultseed-dev-shell-'));
  const folder = join(place, 'seed');
  mkdirSync(folder);
  mkdirSync(join(place, 'shared'));
  writeFileSync(join(place, 'shared/text'), 'shared');
  writeFileSync(join(folder, 'main.seed.hcl'), SEED);
  writeFileSync(join(folder, 'values.seedvars'), 'filed = ["a", "b"]\nboth = "file"\n');
  const ours = [process.execPath, '--import', loader, program];
  const flags = [
    '--var',
    'given=x',
    '--var',
    'both=flag',
    '--var-file',
    'values.seedvars',
    '--allow-files',
    '../shared',
  ];
  const asked = '[var.filed, var.given, var.both, file("../shared/text")]';
  const inner = ['sh', '-c', `echo '${asked}' | ${ours.join(' ')} console --json`];
  const [node = '', ...words] = ours;
  const child = spawn(node, [...words, 'dev', '--program', server.command, ...flags, '--', ...inner], { cwd: folder });
  let out = '';
  child.stdout.on('data', (text) => (out += text));
  const [code] = await once(child, 'close');
  rmSync(place, { recursive: true });
  expect([out, code]).toEqual(['[["a","b"],"x","file","shared"]\n', 0]);
});
