import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { products } from '../servers/index.ts';
import { PROGRAM } from '../survival/program.ts';
import { isWrite, type Relay, startRelay } from '../survival/proxy.ts';
import { byHand, type Stage, stageFor } from './stage.ts';

/*
 * A token that ends says so in the same words wherever that happens: servers answer every request of it with the same 403 as
 * one that lacks a right.
 */

const NAMES = Array.from({ length: 12 }, (_, n) => `token-ends-p${n}`);
const SEED = `
seed { name = "token-ends" }
${NAMES.map((name) => `policy "${name}" {\n  path "x/*" { capabilities = ["read"] }\n}`).join('\n')}
`;
const env = { VAULTSEED_LEDGER: 'token-ends-ledger' };

describe.each(products())('a token that ends on $name', (server) => {
  let relay: Relay;
  let stage: Stage;
  beforeAll(async () => {
    relay = await startRelay(server.address);
    stage = stageFor({ address: relay.address, token: server.token }, SEED);
    await byHand(server, 'POST sys/policies/acl/token-ends-all', {
      body: { policy: 'path "*" { capabilities = ["create", "read", "update", "delete", "list", "sudo"] }' },
    });
  });
  afterAll(async () => {
    stage.remove();
    for (const name of [...NAMES, 'token-ends-all']) await byHand(server, `DELETE sys/policies/acl/${name}`);
    await byHand(server, 'DELETE sys/mounts/token-ends-ledger');
    await relay.stop();
  });

  const newToken = async (): Promise<string> => {
    const made = await byHand(server, 'POST auth/token/create', { body: { policies: ['token-ends-all'], ttl: '1h' } });
    return made.auth?.client_token ?? 'none';
  };
  const revoke = (token: string) => byHand(server, 'POST auth/token/revoke', { body: { token } });
  const codes = (text: string): readonly string[] =>
    [...text.matchAll(/(?:error|warning)\[([\w-]+)\]/g)].map(([, one = '']) => one);

  it.each(['plan', 'drift', 'apply --auto-approve', 'ledger show', 'unlock'])('before %s', async (line) => {
    const token = await newToken();
    await revoke(token);
    const { code, err } = await stage.vaultseed(line, { ...env, VAULT_TOKEN: token });
    expect([code, codes(err)]).toEqual([1, ['token-invalid']]);
  });

  it('in the middle of a plan', async () => {
    const token = await newToken();
    let reads = 0;
    relay.rule = ({ path }) => (path.startsWith('sys/policies/') && ++reads === 1 ? { wait: 300 } : {});
    const ran = stage.vaultseed('plan', { ...env, VAULT_TOKEN: token });
    await expect.poll(() => reads).toBeGreaterThan(0);
    await revoke(token);
    const { code, err } = await ran;
    relay.rule = () => ({});
    expect([code, codes(err)]).toEqual([1, ['token-invalid']]);
  });

  it('in the middle of an apply', async () => {
    const token = await newToken();
    const args = [PROGRAM, 'apply', '--auto-approve', '--parallelism', '2', stage.folder];
    const vars = { ...process.env, ...env, VAULT_ADDR: relay.address, VAULT_TOKEN: token };
    const child = spawn(process.execPath, args, { env: vars, stdio: ['ignore', 'pipe', 'pipe'] });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.stdout.resume();
    const end = new Promise<number | null>((resolve) => child.once('exit', resolve));
    let writes = 0;
    relay.rule = (seen) => {
      if (!isWrite(seen) || !seen.path.startsWith('sys/policies/acl/')) return {};
      writes += 1;
      return { wait: 100 };
    };
    await expect.poll(() => writes, { timeout: 10_000 }).toBeGreaterThan(3);
    await revoke(token);
    expect([await end, codes(err)]).toEqual([1, ['token-invalid']]);
    expect(err).toContain('the ledger does not tell all of it');
    expect(writes).toBeLessThan(NAMES.length);
    relay.rule = () => ({});
  });
});
