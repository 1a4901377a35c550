import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exec, mustExec } from '../servers/exec.ts';
import { servers, type TestServer } from '../servers/index.ts';
import { byHand } from './stage.ts';

/*
 * A new engine is one JSON file. Here the part of the new one is played by one that we have: its file is taken out of a copy
 * of the tree, the program is built without it, and then the file alone is put back.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const server = servers()[0] as TestServer;
const ENGINE = { id: 'secrets/transit', type: 'transit', block: 'key' };

const SEED = `
mount "toy-engine" {
  type = "${ENGINE.type}"
  ${ENGINE.block} "orders" {
    auto_rotate_period = "24h"
    deletion_allowed   = true
  }
}
`;

let copy: string;
const at = (...parts: string[]): string => join(copy, ...parts);
const file = (): string => at('schemas', `${ENGINE.id}.json`);
const away = (): string => at('taken-away.json');

// What this run of the tests says about itself must not reach one inside it.
const around = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TEST$|CI$)/.test(name)),
);

const vaultseed = (...words: readonly string[]) =>
  exec(process.execPath, [at('dist/vaultseed.js'), ...words], {
    cwd: at('seed'),
    env: {
      PATH: process.env.PATH,
      HOME: at('seed'),
      VAULT_ADDR: server.address,
      VAULT_TOKEN: server.token,
      VAULTSEED_LEDGER: 'off',
    },
  });

/** Runs tests of the copy. */
const tests = async (project: 'unit' | 'servers', path: string, name: string) => {
  const report = at('report.json');
  const flags = ['--project', project, path, '-t', name, '--reporter=json', `--outputFile=${report}`];
  const env = { ...around, VAULTSEED_TEST_SERVERS: server.name };
  const { code, output } = await exec(process.execPath, [at('node_modules/vitest/vitest.mjs'), 'run', ...flags], {
    cwd: copy,
    env,
  });
  if (code === undefined) throw new Error(output);
  const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(report, 'utf8'));
  return { passed, failed };
};

beforeAll(async () => {
  copy = mkdtempSync(join(tmpdir(), 'vaultseed-toy-'));
  for (const path of ['cmd', 'src', 'schemas', 'test', 'package.json', 'tsconfig.json', 'vitest.config.ts'])
    cpSync(join(root, path), at(path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), at('node_modules'));
  mkdirSync(at('seed'));
  writeFileSync(at('seed/main.seed.hcl'), SEED);
  renameSync(file(), away());
  await mustExec(process.execPath, ['cmd/build.mjs'], { cwd: copy, env: process.env });
});
afterAll(async () => {
  await byHand(server, 'DELETE sys/mounts/toy-engine');
  rmSync(copy, { recursive: true, force: true });
});

describe('without its file', () => {
  it('the blocks of an engine are refused, with what can be done', async () => {
    const { code, output } = await vaultseed('validate');
    expect([code, output]).toEqual([1, expect.stringContaining(`"${ENGINE.type}"`)]);
    expect(output).toMatch(/= .*endpoint/);
    expect((await vaultseed('plan')).code).toBe(1);
  });

  it('it cannot be explained', async () => {
    const name = `mount.${ENGINE.type}.${ENGINE.block}`;
    const { code, output } = await vaultseed('explain', name);
    expect([code, output]).toEqual([1, expect.stringContaining('error[nothing-to-explain]')]);
  });

  it('there is nothing of it to walk', async () => {
    expect(await tests('unit', 'test/kinds/schemas.test.ts', ENGINE.id)).toEqual({ passed: 0, failed: 0 });
  });
});

describe('with its file put back, and nothing else', () => {
  beforeAll(() => renameSync(away(), file()));

  it('it is explained', async () => {
    const { code, output } = await vaultseed('explain', `mount.${ENGINE.type}.${ENGINE.block}`);
    expect([code, output]).toEqual([0, expect.stringContaining('auto_rotate_period')]);
  });

  it('its seeds are judged, planned, applied, watched and destroyed', async () => {
    expect(await vaultseed('validate')).toMatchObject({ code: 0 });
    expect(await vaultseed('plan')).toMatchObject({ output: expect.stringContaining('Plan: 2 to create') });
    expect(await vaultseed('apply', '--auto-approve')).toMatchObject({ code: 0 });
    expect(await vaultseed('plan', '--detailed-exitcode')).toMatchObject({ code: 0 });
    await byHand(server, 'POST toy-engine/keys/orders/config', { body: { auto_rotate_period: '48h' } });
    const drift = await vaultseed('drift');
    expect(drift).toMatchObject({ code: 2, output: expect.stringMatching(/auto_rotate_period +24h → 48h/) });
    expect(await vaultseed('apply', '--auto-approve')).toMatchObject({ code: 0 });
    expect(await vaultseed('drift')).toMatchObject({ code: 0 });
    expect(await vaultseed('destroy', '--auto-approve')).toMatchObject({ code: 0 });
  });

  it('it is judged and walked by the tests that are there', async () => {
    const [judged, walked] = [
      await tests('unit', 'test/kinds/schemas.test.ts', ENGINE.id),
      await tests('servers', 'test/roundtrip/roundtrip.live.test.ts', `${ENGINE.id}#`),
    ];
    expect(judged.passed).toBeGreaterThan(0);
    expect(walked.passed).toBeGreaterThan(2);
    expect([judged.failed, walked.failed]).toEqual([0, 0]);
  });
});
