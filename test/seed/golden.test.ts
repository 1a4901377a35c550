import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadSeed } from '../../src/seed/index.ts';
import { catalog, plain, shown } from './load.ts';

/*
 * Each folder holds one seed twice, in HCL and in JSON, and what both mean. `UPDATE_GOLDEN=1` writes the meaning anew.
 */
const GOLDEN = join(import.meta.dirname, '../golden/seed');
const ENV = { VAULT_AWS_ACCESS_KEY_ID: 'AKIACANARY', VAULT_AWS_SECRET_ACCESS_KEY: 'canary-secret' };

const meaning = async (name: string, syntax: string) => {
  const { seed, diagnostics } = await loadSeed({ folder: join(GOLDEN, name, syntax), catalog, cwd: '/', env: ENV });
  expect(diagnostics.map(shown)).toEqual([]);
  const { at: _, ...server } = seed?.server ?? { at: undefined };
  const outputs = seed?.outputs(new Map());
  const resources = (seed?.resources ?? []).map(plain).toSorted((a, b) => (a.address < b.address ? -1 : 1));
  return { server, resources, outputs: outputs?.ok ? outputs.value.map((one) => one.name) : [] };
};

for (const name of readdirSync(GOLDEN)) {
  test(`${name} means what it says, in both syntaxes`, async () => {
    const path = join(GOLDEN, name, 'expected.json');
    const native = await meaning(name, 'hcl');
    if (process.env.UPDATE_GOLDEN === '1') {
      writeFileSync(path, `${JSON.stringify(native, null, 2)}\n`);
    }
    expect(native).toEqual(JSON.parse(readFileSync(path, 'utf8')));
    expect(await meaning(name, 'json')).toEqual(native);
  });
}
