import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from '../cmd/world.ts';
import { atOnce, servers } from '../servers/index.ts';
import { freePort } from '../servers/ports.ts';
import { byHand, fine, type Stage, stageFor } from './stage.ts';

/*
 * Whoever writes a seed is not always whoever runs it: a pipeline plans what a pull request says. So no seed decides who gets
 * the token of the run, and none gets to see it.
 */

const PLAIN = 'policy "whose-token" {\n  path "whose/a" { capabilities = ["read"] }\n}\n';
const named = (address: string): string => `server "vault" {\n  address = ${address}\n}\n${PLAIN}`;

/** Every way to a value that shows it, with what a seed would say in it. */
const SHOWING: readonly (readonly [where: string, line: string, seed: (token: string) => string])[] = [
  ['an address', 'plan', (token) => named(`"http://127.0.0.1:1/\${${token}}"`)],
  ['an output', 'apply --auto-approve -vv', (token) => `${PLAIN}output "a" {\n  value = ${token}\n}\n`],
  ['a field', 'plan -vv', (token) => `mount "whose-token" {\n  type        = "kv-v2"\n  description = ${token}\n}\n`],
  [
    'a default',
    'plan -vv',
    (token) => `variable "a" {\n  default = ${token}\n}\noutput "a" {\n  value = var.a\n}\n${PLAIN}`,
  ],
  [
    'a local',
    'plan --json',
    (token) => `locals {\n  a = nonsensitive(${token})\n}\noutput "a" {\n  value = local.a\n}\n${PLAIN}`,
  ],
  ['a template', 'plan', () => `${PLAIN}output "a" {\n  value = templatefile("a.tpl", {})\n}\n`],
  ['--without-secrets', 'plan --without-secrets', (token) => `${PLAIN}output "a" {\n  value = ${token}\n}\n`],
];

atOnce(servers(), 'the token of a run on $name', (server) => {
  const asked: string[] = [];
  const stranger = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers['x-vault-token'] ?? ''}`);
    response.writeHead(404).end('{}');
  });
  let elsewhere: string;
  let stage: Stage;
  let token: string;

  beforeAll(async () => {
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    elsewhere = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    stage = stageFor(server, PLAIN);
    // As long as those that servers make: what is short stands in other texts by chance.
    const made = await byHand(server, 'POST auth/token/create', { body: { policies: ['root'], ttl: '10m' } });
    token = made.auth?.client_token ?? '';
  });
  afterAll(async () => {
    stranger.closeAllConnections();
    stranger.close();
    await byHand(server, 'DELETE sys/policies/acl/whose-token');
    stage.remove();
  });

  it.each([
    'plan',
    'apply --auto-approve',
    'drift',
    'destroy --auto-approve',
    'ledger show',
    'drift --interval 1s --metrics-address off',
  ])('does not go where the seed says, when the environment says another place: %s', async (line) => {
    stage.seed(named(`"${elsewhere}"`));
    const { code, err } = await stage.vaultseed(line, { VAULTSEED_LEDGER: 'whose-token' });
    expect([code, err]).toEqual([1, expect.stringContaining('error[address-differs]')]);
    expect(err.replaceAll(/\s+/g, ' ')).toContain(
      `the seed names the server ${elsewhere}, and VAULT_ADDR names ${server.address}`,
    );
    expect(asked).toEqual([]);
  });

  it('goes where --address says, and where both say the same', async () => {
    stage.seed(named(`"${elsewhere}"`));
    await fine(stage.vaultseed(`plan --address ${server.address}`));
    stage.seed(named(`"${server.address.replace('http:', 'HTTP:')}/"`));
    await fine(stage.vaultseed('plan'));
    await fine(stage.vaultseed('plan', { VAULT_ADDR: '' }));
    expect(asked).toEqual([]);
  });

  it('stays where a watch began, whatever its seed says later', async () => {
    stage.seed(named(`"${server.address}"`));
    const port = await freePort();
    const stop = new AbortController();
    const page = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    const value = async (name: string): Promise<number> =>
      Number(
        (await page())
          .split('\n')
          .find((one) => one.startsWith(`${name} `))
          ?.split(' ')
          .at(-1),
      );
    const line = `drift --interval 1s --metrics-address 127.0.0.1:${port} --json`;
    const ran = run(line.split(' '), { cwd: stage.folder, env: { VAULT_TOKEN: token }, signal: stop.signal });
    const rounds = (result: string) => value(`vaultseed_rounds_total{result="${result}"}`).catch(() => 0);
    try {
      await expect.poll(() => rounds('drift'), { timeout: 20_000 }).toBeGreaterThan(0);
      stage.seed(named(`"${elsewhere}"`));
      await expect.poll(() => rounds('failed'), { timeout: 20_000 }).toBeGreaterThan(1);
      const before = await rounds('drift');
      stage.seed(named(`"${server.address}"`));
      await expect.poll(() => rounds('drift'), { timeout: 20_000 }).toBeGreaterThan(before);
    } finally {
      stop.abort();
    }
    const { code, out } = await ran;
    expect([code, asked]).toEqual([0, []]);
    const failed = out.split('\n').find((one) => one.includes('"failing"')) ?? '';
    expect(JSON.parse(failed)).toMatchObject({
      failure: {
        diagnostics: [{ code: 'server-changed', detail: expect.stringContaining(`names the server ${elsewhere} now`) }],
      },
    });
  });

  it.each(SHOWING)('is not shown by %s', async (_, line, seed) => {
    for (const [name, env] of [
      ['VAULT_TOKEN', { VAULT_TOKEN: token }],
      ['BAO_TOKEN', { BAO_TOKEN: token, VAULT_TOKEN: '' }],
      ['CI_TOKEN', { VAULT_TOKEN: token, CI_TOKEN: `Bearer ${token}` }],
    ] as const) {
      for (const written of [`env("${name}")`, `env("${name}", "x")`]) {
        writeFileSync(join(stage.folder, 'a.tpl'), `\${${written}}`);
        stage.seed(seed(written));
        const { code, out, err } = await stage.vaultseed(line, env);
        expect([code, err]).toEqual([1, expect.stringContaining('env-withheld')]);
        expect(out + err).not.toContain(token.slice(-12));
      }
    }
  });

  it('is not shown by the console, nor by a call that tries', async () => {
    stage.seed(PLAIN);
    const stdin = 'env("VAULT_TOKEN")\ntry(env("VAULT_TOKEN"), "kept")\nbase64encode(env("VAULT_TOKEN"))\n';
    const { out } = await run(['console', '--json'], { cwd: stage.folder, env: { VAULT_TOKEN: token }, stdin });
    expect(out.split('\n').map((one) => (one === '' ? '' : (JSON.parse(one).error?.code ?? JSON.parse(one))))).toEqual([
      'env-withheld',
      'kept',
      'env-withheld',
      '',
    ]);
  });
});
