import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byHand } from '../acceptance/stage.ts';
import { products } from '../servers/index.ts';
import { PROGRAM } from './program.ts';

/*
 * In a pod the program often runs as a user that has a number and nothing else: no name, no home.
 */

const USER = 12_345;
const isRoot = process.getuid?.() === 0;

describe.runIf(isRoot).each(products())('a user without a name, on $name', (server) => {
  const folder = mkdtempSync(join(tmpdir(), 'vaultseed-nobody-'));
  const run = async (...words: string[]) => {
    const env = { PATH: process.env.PATH, VAULT_ADDR: server.address, VAULT_TOKEN: server.token };
    const child = spawn(process.execPath, [join(folder, 'dist/vaultseed.js'), ...words], {
      ...{ cwd: folder, uid: USER, gid: USER, env: { ...env, VAULTSEED_LEDGER: 'nobody-ledger' } },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
    const [code] = await once(child, 'close');
    return { code, said };
  };
  beforeAll(() => {
    chmodSync(folder, 0o755);
    const package_ = dirname(dirname(PROGRAM));
    for (const part of ['dist', 'schemas', 'package.json'])
      cpSync(join(package_, part), join(folder, part), { recursive: true });
    writeFileSync(
      join(folder, 'a.seed.hcl'),
      'seed { name = "nobody" }\npolicy "nobody" {\n  path "x" { capabilities = ["read"] }\n}\n',
    );
  });
  afterAll(async () => {
    await byHand(server, 'DELETE sys/policies/acl/nobody');
    await byHand(server, 'DELETE sys/mounts/nobody-ledger');
    rmSync(folder, { recursive: true, force: true });
  });

  it('applies a seed, and takes it away again', async () => {
    expect(await run('apply', '--auto-approve')).toMatchObject({ code: 0, said: expect.stringContaining('1 created') });
    expect(await run('drift')).toMatchObject({ code: 0 });
    expect(await run('destroy', '--auto-approve')).toMatchObject({ code: 0 });
  });
});
