import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSigned, signingKey } from '../../src/watch/index.ts';
import { type Ran, run } from '../cmd/world.ts';
import { judge } from '../report/judge.ts';
import { type OwnServer, ownServer, servers } from '../servers/index.ts';
import { freePort } from '../servers/ports.ts';
import { Aviary } from './canaries.ts';
import { byHand, fine, type Stage, stageFor } from './stage.ts';

const aviary = new Aviary();
const secrets = {
  declared: aviary.plain('a declared password'),
  byHand: aviary.plain('a password by hand'),
  webhook: aviary.plain('the secret of the webhook'),
  path: aviary.plain('the path of the webhook'),
};

const SEED = `
seed {
  name = "watched"
}
policy "watched" {
  path "watched/a" { capabilities = ["read"] }
}
mount "watched" {
  type        = "kv-v2"
  description = "as declared"
  secret "app" {
    data = { password = "${secrets.declared}" }
  }
}
# More at once than Node lets listen to one signal without a warning.
mount "watched-wide" {
  type = "kv-v2"
${Array.from({ length: 24 }, (_, n) => `  secret "s${n}" {\n    data = { n = "${n}" }\n  }`).join('\n')}
}
`;

interface Told {
  readonly event: string;
  readonly found?: { readonly objects: readonly { readonly address: string; readonly moved: string }[] };
  readonly failure?: { readonly diagnostics: readonly { readonly code: string }[] };
}

/** Waits until something is so. */
const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  const end = Date.now() + 60_000;
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > end) throw new Error('it was not so for a minute');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** Receives what is posted; refuses each document once, as a receiver that restarts would. */
const startReceiver = async () => {
  const told: Told[] = [];
  const bodies: string[] = [];
  const seen = new Set<unknown>();
  const unsigned: string[] = [];
  const key = signingKey(secrets.webhook);
  const server = createServer(async (request, response) => {
    const pieces: string[] = [];
    for await (const piece of request.setEncoding('utf8')) pieces.push(piece);
    const body = pieces.join('');
    bodies.push(`${request.headers['x-vaultseed-event']} ${body}`);
    const header = String(request.headers['x-vaultseed-signature']);
    if (!isSigned(key, header, { body, now: Date.now() / 1000 })) unsigned.push(header);
    const id = request.headers['x-vaultseed-delivery'];
    const isNew = !seen.has(id);
    seen.add(id);
    if (!isNew) told.push(JSON.parse(body));
    response.writeHead(isNew ? 503 : 204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}/hooks/${secrets.path}`, told, bodies, unsigned, stop };
};

// What a watch does with its rounds is the same on all; VAULTSEED_TEST_SERVERS=vault-1.21.1 plays it on another.
const names = servers()
  .map(({ name }) => name)
  .slice(0, 1);

describe.each(names)('a watch over %s', (name) => {
  let server: OwnServer;
  let root: { readonly address: string; readonly token: string };
  let unsealKey: string;
  let stage: Stage;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let metrics: string;
  let ran: Promise<Ran>;
  const stop = new AbortController();
  const warned: string[] = [];
  const warning = ({ name, message }: Error): void => void warned.push(`${name}: ${message}`);
  const scraped: string[] = [];

  const scrape = async (): Promise<string> => {
    const text = await (await fetch(`${metrics}/metrics`)).text();
    scraped.push(text);
    return text;
  };
  const value = async (series: string): Promise<number> => {
    const line = (await scrape()).split('\n').find((one) => one.startsWith(`${series} `));
    return Number(line?.split(' ').at(-1));
  };
  const page = async (path: string): Promise<number> => (await fetch(`${metrics}${path}`)).status;
  const told = async (...events: readonly string[]): Promise<readonly Told[]> => {
    await expect.poll(() => receiver.told.map(({ event }) => event), { timeout: 50_000 }).toEqual(events);
    return receiver.told;
  };
  const unseal = (): Promise<unknown> => byHand(root, 'PUT sys/unseal', { body: { key: unsealKey } });

  beforeAll(async () => {
    process.on('warning', warning);
    server = await ownServer(name, { dev: false });
    const body = { secret_shares: 1, secret_threshold: 1 };
    const answer = await fetch(`${server.address}/v1/sys/init`, { method: 'PUT', body: JSON.stringify(body) });
    const made: { readonly keys: readonly string[]; readonly root_token: string } = JSON.parse(await answer.text());
    unsealKey = made.keys[0] ?? '';
    root = { address: server.address, token: made.root_token };
    await unseal();
    await until(async () => (await byHand(root, 'GET sys/health')).status === 200);
    stage = stageFor(root, SEED);
    await fine(stage.vaultseed('apply --auto-approve', { VAULTSEED_LEDGER: 'vaultseed' }));
    const policy = 'path "*" { capabilities = ["read", "list", "sudo"] }';
    await byHand(root, 'PUT sys/policies/acl/watcher', { body: { policy } });
    const login = await byHand(root, 'POST auth/token/create', { body: { period: '30s', policies: ['watcher'] } });
    const token = login.auth?.client_token ?? '';
    aviary.watch('the token of the watch', token.slice(-24));
    receiver = await startReceiver();
    const port = await freePort();
    metrics = `http://127.0.0.1:${port}`;
    const env = {
      ...{ VAULT_ADDR: root.address, VAULT_TOKEN: token, VAULT_MAX_RETRIES: '0' },
      ...{ VAULTSEED_LEDGER: 'vaultseed', VAULTSEED_WEBHOOK_SECRET: secrets.webhook, VAULTSEED_WEBHOOK: receiver.url },
    };
    const line = `drift --interval 1s --metrics-address 127.0.0.1:${port} --json -vv`;
    ran = run(line.split(' '), { cwd: stage.folder, env, signal: stop.signal });
    await until(async () => (await page('/readyz')) === 200);
  }, 180_000);
  afterAll(async () => {
    process.off('warning', warning);
    stop.abort();
    await ran;
    receiver.stop();
    stage.remove();
    await server.stop();
  });

  it('tells nothing while all is well', async () => {
    expect(await value('vaultseed_as_declared_objects{seed="watched"}')).toBe(28);
    expect(await value('vaultseed_rounds_total{result="fine"}')).toBeGreaterThan(0);
    expect(await page('/healthz')).toBe(200);
    expect(receiver.told).toEqual([]);
  });

  it('tells of a hand on the server', async () => {
    await byHand(root, 'POST watched/data/app', { body: { data: { password: secrets.byHand } } });
    const [appeared] = await told('appeared');
    expect(appeared?.found?.objects).toMatchObject([{ address: 'mount.watched.secret.app', moved: 'server' }]);
    expect(await value('vaultseed_drift_objects{seed="watched",cause="server",action="update"}')).toBe(1);
  });

  it('tells what nobody has applied from what somebody has changed', async () => {
    const fresh = 'policy "watched-new" {\n  path "watched/b" { capabilities = ["read"] }\n}\n';
    stage.seed(SEED.replace('as declared', 'declared anew') + fresh);
    const all = await told('appeared', 'changed');
    const moved = all
      .at(-1)
      ?.found?.objects.map((one) => `${one.address} ${one.moved}`)
      .sort();
    expect(moved).toEqual(['mount.watched seed', 'mount.watched.secret.app server', 'policy.watched-new seed']);
    expect(await value('vaultseed_drift_objects{seed="watched",cause="seed",action="update"}')).toBe(1);
  });

  it('tells that it is healed', async () => {
    await fine(stage.vaultseed('apply --auto-approve', { VAULTSEED_LEDGER: 'vaultseed' }));
    await told('appeared', 'changed', 'healed');
    expect(await value('vaultseed_drift_objects{seed="watched",cause="server",action="update"}')).toBe(0);
  });

  it('renews its token', async () => {
    const left = () => value('vaultseed_token_ttl_seconds');
    await until(async () => (await left()) < 20);
    await until(async () => (await left()) > 25);
  });

  it('goes on when the server cannot answer, and tells so once', async () => {
    await byHand(root, 'PUT sys/seal');
    const all = await told('appeared', 'changed', 'healed', 'failing');
    expect(all.at(-1)?.failure?.diagnostics.map(({ code }) => code)).toEqual(['server-sealed']);
    expect(await value('vaultseed_rounds_total{result="failed"}')).toBeGreaterThan(1);
    await expect.poll(() => page('/readyz'), { timeout: 50_000 }).toBe(503);
    expect(await page('/healthz')).toBe(200);
    await unseal();
    await told('appeared', 'changed', 'healed', 'failing', 'recovered');
    await expect.poll(() => page('/readyz'), { timeout: 50_000 }).toBe(200);
  });

  it('goes on when its ledger is lost', async () => {
    const rounds = () => value('vaultseed_rounds_total{result="fine"}');
    await byHand(root, 'DELETE sys/mounts/vaultseed');
    const before = await rounds();
    // The warning for it is read when the watch has ended.
    await until(async () => (await rounds()) >= before + 3);
  });

  it('says that a token will end which nobody can renew, and ends with it', { timeout: 90_000 }, async () => {
    const short = { ttl: '5s', renewable: false, policies: ['watcher'] };
    const token = (await byHand(root, 'POST auth/token/create', { body: short })).auth?.client_token ?? '';
    aviary.watch('the token that ended', token.slice(-24));
    const hook = await startReceiver();
    const { code, err } = await run(['drift', '--interval', '1s', '--metrics-address', 'off'], {
      cwd: stage.folder,
      env: {
        ...{ VAULT_ADDR: root.address, VAULT_TOKEN: token },
        ...{ VAULTSEED_WEBHOOK: hook.url, VAULTSEED_WEBHOOK_SECRET: secrets.webhook },
      },
    });
    hook.stop();
    expect(code).toBe(1);
    expect(hook.told.map(({ event }) => event)).toEqual(['token-ends', 'token-ended']);
    expect(hook.told.flatMap((event) => judge('watch', event))).toEqual([]);
    expect(err.match(/warning\[token-ends\]/g)).toHaveLength(1);
    expect(err).toContain('error[token-ended]: the token ended at ');
    expect(aviary.in(err)).toEqual([]);
  });

  it('ends cleanly when it is asked to, and has told no secret to anybody', async () => {
    stop.abort();
    const { out, err, code } = await ran;
    expect(code).toBe(0);
    expect(err.match(/warning\[ledger-empty\]/g)).toHaveLength(1);
    expect(warned).toEqual([]);
    await expect(fetch(`${metrics}/healthz`)).rejects.toThrow();
    expect(receiver.unsigned).toEqual([]);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.flatMap((line) => judge('watch', line))).toEqual([]);
    expect(lines.filter(({ event }) => event !== 'failed').map(({ event }) => event)).toEqual(
      receiver.told.map(({ event }) => event),
    );
    expect(receiver.bodies.length).toBe(2 * receiver.told.length);
    expect(aviary.in([out, err, ...receiver.bodies, ...scraped].join('\n'))).toEqual([]);
  });
});
