import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, it } from 'vitest';
import { atOnce, type OwnServer, ownServer, products } from '../servers/index.ts';
import { freePort } from '../servers/ports.ts';
import { byHand, type Stage, stageFor } from './stage.ts';

const SEED = 'policy "waited-for" {\n  path "secret/*" { capabilities = ["read"] }\n}\n';

const listener = (port: number): string =>
  `listener "tcp" {\n  address     = "127.0.0.1:${port}"\n  tls_disable = true\n}\n`;

const put = async (address: string, path: string, body: object): Promise<Record<string, unknown>> => {
  const answer = await fetch(`${address}/v1/${path}`, { method: 'PUT', body: JSON.stringify(body) });
  return JSON.parse(await answer.text());
};

interface Initialised {
  readonly keys: readonly string[];
  readonly root_token: string;
}

atOnce(products(), 'a server that has only just been started: $name', (shared) => {
  const { name } = shared;
  const opened: { stop: () => unknown }[] = [];
  const stageAt = (address: string, token: string, seed = SEED): Stage => {
    const stage = stageFor({ address, token }, seed);
    opened.push({ stop: stage.remove });
    return stage;
  };
  const own = async (port: number): Promise<OwnServer> => {
    const server = await ownServer(name, { dev: false, config: listener(port) });
    opened.push(server);
    return server;
  };
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.stop();
  });
  afterAll(() => byHand(shared, 'DELETE sys/policies/acl/waited-for'));

  it('is waited for until it listens, is initialised and unsealed; then its seed is applied', async () => {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const stage = stageAt(address, '');
    // What a command needs is read when it is first called.
    await stage.vaultseed('plan');
    const waiting = stage.vaultseed('apply --auto-approve --wait 2m');
    await sleep(1_500);
    await own(port);
    await sleep(1_500);
    const made = (await put(address, 'sys/init', { secret_shares: 1, secret_threshold: 1 })) as unknown as Initialised;
    // The home folder of these tests: the token is found there when the server is ready.
    writeFileSync(join(stage.folder, '.vault-token'), made.root_token);
    await sleep(1_500);
    await put(address, 'sys/unseal', { key: made.keys[0] });
    const { code, out, err } = await waiting;
    expect([code, err]).toEqual([0, err]);
    expect(out).toContain('Applied: 1 created.');
    // How much of it a busy machine gets to see is another matter.
    expect(err).toMatch(/^Waiting up to 2m: .*(nothing listens there|not initialised|is sealed).*is ready/s);
    expect(err.match(/is sealed/g)?.length ?? 0).toBeLessThanOrEqual(1);
  });

  it('is given up after that time, for the last reason; in the environment as well', async () => {
    const port = await freePort();
    const server = await own(port);
    const stage = stageAt(server.address, 'x');
    for (const [line, env] of [
      ['plan --wait 1s', {}],
      ['drift', { VAULTSEED_WAIT: '1s' }],
    ] as const) {
      const began = performance.now();
      const { code, err } = await stage.vaultseed(line, env);
      expect([code, err]).toEqual([1, expect.stringMatching(/error\[server-uninitialised\].*waited 1s for it/s)]);
      expect(performance.now() - began).toBeGreaterThan(900);
    }
  });

  it('is not waited for when that mends nothing', async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}`;
    const { address, token } = shared;
    for (const [stage, line, code] of [
      [stageAt(nowhere, token, 'policy "a" {\n  colour = "red"\n}\n'), 'apply --auto-approve', 'unknown-field'],
      [stageAt(nowhere, token), 'apply', 'approval-needed'],
      [stageAt(address, 'hvs.nobody'), 'plan', 'token-invalid'],
      [stageAt(address.replace('http:', 'https:'), token), 'destroy --auto-approve', 'server-speaks-plain-http'],
    ] as const) {
      const began = performance.now();
      const ran = await stage.vaultseed(`${line} --wait 10m`);
      expect([ran.code, ran.err]).toEqual([1, expect.stringContaining(`error[${code}]`)]);
      expect(performance.now() - began).toBeLessThan(30_000);
    }
    const odd = await stageAt(nowhere, token).vaultseed('plan', { VAULTSEED_WAIT: 'long' });
    expect(odd).toMatchObject({ code: 1, err: expect.stringContaining('VAULTSEED_WAIT is no length of time') });
    const watch = await stageAt(nowhere, token).vaultseed('drift --interval 5m --wait 5m');
    expect(watch).toMatchObject({ code: 1, err: expect.stringContaining('a watch goes on') });
  });
});
