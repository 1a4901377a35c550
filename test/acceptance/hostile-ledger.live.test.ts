import { afterEach, beforeEach, expect, it } from 'vitest';
import { atOnce, products } from '../servers/index.ts';
import { actionsOf, asRoot, byHand, fine, type Stage, stageFor } from './stage.ts';

/*
 * A ledger that is written by somebody who may create, read and update the documents of seeds, and may not read any key. What
 * they list would be deleted, or taken to be as declared, by the rights of whoever applies.
 */

const LEDGER = 'hostile-ledger';
const SEED = 'hostile';
const FOLDER = `${LEDGER}/data/seeds/${SEED}`;

interface Content {
  readonly [name: string]: unknown;
  readonly entries: string;
}
type Listed = Record<string, unknown>;

atOnce(products(), 'a ledger in hostile hands, on $name', (server) => {
  let stage: Stage;
  let token: string;
  const env = { VAULTSEED_LEDGER: LEDGER };
  const { ask } = asRoot(server);
  const asEnemy = (line: string, body?: unknown) => byHand({ address: server.address, token }, line, { body });
  const run = (line: string) => stage.vaultseed(line, env);
  const seed = (password: string) => `
seed { name = "${SEED}" }
policy "hostile-a" {
  path "x" { capabilities = ["read"] }
}
auth "hostile-people" {
  type = "userpass"
  user "ada" { password = "${password}" }
}
`;

  beforeEach(async () => {
    stage = stageFor(server, seed('canary-1'));
    await fine(run('apply --auto-approve'));
    const rules = `path "${LEDGER}/data/seeds/*" { capabilities = ["create", "read", "update"] }`;
    await ask('POST sys/policies/acl/hostile-enemy', { policy: rules });
    const made = await ask('POST auth/token/create', { policies: ['hostile-enemy'], no_default_policy: true });
    token = made.auth?.client_token ?? '';
    await ask('POST sys/policies/acl/hostile-victim', { policy: 'path "y" { capabilities = ["read"] }' });
  });
  afterEach(async () => {
    await ask(`DELETE sys/mounts/${LEDGER}`);
    await ask('DELETE sys/auth/hostile-people');
    for (const name of ['a', 'enemy', 'victim']) await ask(`DELETE sys/policies/acl/hostile-${name}`);
    stage.remove();
  });

  const read = async (name: string): Promise<{ content: Content; version: number }> => {
    const { data } = await asEnemy(`GET ${FOLDER}/${name}`);
    const { metadata, data: content } = data as { metadata: { version: number }; data: Content };
    return { content, version: metadata.version };
  };
  const write = async (name: string, content: object): Promise<void> => {
    const { version } = await read(name);
    const { status } = await asEnemy(`POST ${FOLDER}/${name}`, { options: { cas: version }, data: content });
    expect(status).toBe(200);
  };
  const shard = async (): Promise<string> => `shard-${String((await read('index')).content.generation)}-0`;
  const change = async (how: (entries: Listed[]) => Listed[]): Promise<void> => {
    const name = await shard();
    const { content } = await read(name);
    const entries: Listed[] = JSON.parse(content.entries);
    await write(name, { ...content, entries: JSON.stringify(how(entries)) });
  };
  const without = async (name: string, member: string): Promise<void> => {
    const { [member]: _, ...rest } = (await read(name)).content;
    await write(name, rest);
  };
  const victim = (entry: Listed): Listed => ({
    ...entry,
    key: ' sys/policy#policy sys/policies/acl/hostile-victim',
    address: 'policy.hostile-victim',
    name: 'hostile-victim',
    vars: { name: 'hostile-victim' },
  });
  const policies = (entries: readonly Listed[]) => entries.filter(({ kind }) => kind === 'sys/policy#policy');
  /** Nothing is planned, by no command, and nothing was deleted. */
  const refused = async (
    code: string,
    commands = ['plan', 'drift', 'apply --auto-approve', 'destroy --auto-approve'],
  ) => {
    const lines = [...commands, 'ledger show', 'ledger forget --target policy.hostile-a --auto-approve'];
    // At the same time: each looks twice before it refuses, and none gets as far as a lock.
    const ended = await Promise.all(lines.map(async (line) => ({ line, ...(await run(line)) })));
    for (const { line, code: exit, err } of ended) {
      expect([line, exit, err]).toEqual([line, 1, expect.stringContaining(`error[${code}]`)]);
      expect(err).not.toMatch(/TypeError|a bug/i);
    }
    for (const name of ['a', 'victim']) expect((await ask(`GET sys/policies/acl/hostile-${name}`)).status).toBe(200);
  };

  it.each<[what: string, how: () => Promise<void>]>([
    ['lists what is not its own', () => change((all) => [...all, ...policies(all).map(victim)])],
    ['lists less than it did', () => change((all) => all.filter(({ name }) => name !== 'ada'))],
    [
      'says that an adoption was begun',
      () => change((all) => all.map((one) => ({ ...one, begun: { action: 'adopt', fields: [] } }))),
    ],
    ['has shards that nobody signed', async () => without(await shard(), 'seal')],
    ['has an index that nobody signed', () => without('index', 'seal')],
    ['has the same text as a new version', async () => write(await shard(), (await read(await shard())).content)],
    ['has the same index as a new version', async () => write('index', (await read('index')).content)],
    ['names another key', async () => write(await shard(), { ...(await read(await shard())).content, key: 'another' })],
  ])('that %s ends every command', async (_, how) => {
    await how();
    await refused('ledger-altered');
  });

  it.each<[what: string, more: Listed]>([
    ['holds no names', { vars: null, echoes: null }],
    ['leads out of its mount', { vars: { name: '../../victim' } }],
    ['is called something else than it is', { name: 'hostile-old' }],
    ['has the key of something else', { key: ' sys/policy#policy sys/policies/acl/hostile-victim' }],
    ['stands in a path', { namespace: '../other' }],
    ['asks for more than an object', { dependsOn: 'policy.hostile-a', lifecycle: {} }],
  ])('with an entry that %s is damaged', async (_, more) => {
    await change((all) => all.map((one) => (one.kind === 'sys/policy#policy' ? { ...one, ...more } : one)));
    await refused('ledger-unreadable');
  });

  it('that was rolled back says to which version, and rekey takes it and counts what was not sent', async () => {
    const name = await shard();
    const before = await read(name);
    stage.seed(seed('canary-2'));
    await fine(run('apply --auto-approve'));
    await write(name, before.content);
    const { err } = await run('plan');
    const text = err.replaceAll(/\s+/g, ' ');
    expect(text).toContain('error[ledger-altered]');
    expect(text).toContain(`seeds/${SEED}/${name}: version ${(await read(name)).version}`);
    expect(text).toContain(`is a copy of version ${before.version}`);
    expect(text).toMatch(/kv get -mount=hostile-ledger -version=\d+ seeds\/hostile\/shard/);
    const asked = await run('ledger rekey');
    expect([asked.code, asked.err]).toEqual([
      1,
      expect.stringMatching(/approval-needed[\s\S]*sys\/policies\/acl\/hostile-a/),
    ]);
    await fine(run('ledger rekey --auto-approve'));
    const { code, out } = await run('drift');
    expect([code, out.replaceAll(/\s+/g, ' ')]).toEqual([
      1,
      expect.stringContaining('and was not sent: apply --resend-secrets'),
    ]);
    expect(actionsOf(await stage.json('plan', env))).toEqual([]);
  });

  it('whose key was exchanged is told the same way', async () => {
    const key = Buffer.alloc(32, 7).toString('base64url');
    await ask(`POST ${LEDGER}/data/keys/${SEED}`, { options: { cas: 1 }, data: { key } });
    await refused('ledger-altered');
  });

  it('whose key was rolled back names that document, and which version of it fits', async () => {
    await fine(run('ledger rekey --auto-approve'));
    const key = `${LEDGER}/data/keys/${SEED}`;
    const [first, second] = [await ask(`GET ${key}?version=1`), await ask(`GET ${key}?version=2`)];
    await ask(`POST ${key}`, { options: { cas: 2 }, data: first.data.data });
    await refused('ledger-altered');
    const { err } = await run('plan');
    const text = err.replaceAll(/\s+/g, ' ');
    expect(text).toContain(`${LEDGER}/keys/${SEED}`);
    expect(text).toContain(`keys/${SEED}: version 3 is another key than version 2`);
    expect(text).toMatch(/kv rollback -mount=hostile-ledger -version=2 keys\/hostile/);
    // No key is shown by a line to paste.
    expect(text).not.toMatch(/kv get [^`]*keys\//);
    const told = await run('ledger rekey --auto-approve');
    expect([told.code, told.err]).toEqual([0, expect.not.stringContaining('not at hand')]);
    await ask(`POST ${key}`, { options: { cas: 4 }, data: second.data.data });
    await refused('ledger-altered');
    await fine(run('ledger rekey --auto-approve'));
    expect(actionsOf(await stage.json('plan', env))).toEqual([]);
  });

  it('gives nothing to another seed, and takes nothing over', async () => {
    const other = stageFor(
      server,
      'seed { name = "hostile-new" }\npolicy "hostile-b" {\n  path "z" { capabilities = ["read"] }\n}\n',
    );
    const elsewhere = `${LEDGER}/data/seeds/hostile-new`;
    const moved = () => other.vaultseed('ledger move --from hostile --auto-approve', env);
    const listed = async (stageOf: Stage) => (await stageOf.vaultseed('ledger show', env)).out;
    try {
      await fine(other.vaultseed('apply --auto-approve', env));
      other.seed(seed('canary-1').replace(SEED, 'hostile-new'));
      await change((all) => [...all, ...policies(all).map(victim)]);
      expect(await moved()).toMatchObject({ code: 1, err: expect.stringContaining('error[ledger-altered]') });
      expect(await listed(other)).toMatch(/owns 1 object[\s\S]*hostile-b/);
      await fine(run('ledger rekey --auto-approve'));
      // Now its own documents are brought back as what they are not.
      const { data } = await ask(`GET ${elsewhere}/index`);
      const { data: content, metadata } = data as { data: unknown; metadata: { version: number } };
      await ask(`POST ${elsewhere}/index`, { options: { cas: metadata.version }, data: content });
      expect(await moved()).toMatchObject({ code: 1, err: expect.stringContaining('error[ledger-altered]') });
      expect(await listed(stage)).toMatch(/hostile-a[\s\S]*hostile-victim/);
      await fine(other.vaultseed('ledger rekey --auto-approve', env));
      await fine(moved());
      expect(await listed(other)).toMatch(/hostile-a/);
      expect(await listed(stage)).not.toMatch(/policy\.hostile-a/);
    } finally {
      await ask('DELETE sys/policies/acl/hostile-b');
      other.remove();
    }
  });

  it('can be tidied up by rekey once it was looked at, and a plan names what would be deleted', async () => {
    await change((all) => [...all, ...policies(all).map((one) => ({ ...victim(one), address: 'policy.hostile-old' }))]);
    await fine(run('ledger rekey --auto-approve'));
    const { out } = await fine(run('plan'));
    expect(out).toMatch(/- policy\.hostile-old\s+sys\/policies\/acl\/hostile-victim/);
  });

  it('is not signed with a key that somebody has put there before', async () => {
    await fine(run('destroy --auto-approve'));
    await ask(`POST sys/mounts/${LEDGER}`, { type: 'kv', options: { version: '2' } });
    const known = { key: 'A'.repeat(43), fence: 1 };
    const key = async () => (await ask(`GET ${LEDGER}/data/keys/${SEED}`)).data?.data as unknown as { key: string };
    for (let tries = 0; tries < 50; tries += 1) {
      const put = await ask(`POST ${LEDGER}/data/keys/${SEED}`, { data: known });
      if (put.status === 200) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect((await key()).key).toBe(known.key);
    await fine(run('apply --auto-approve'));
    expect((await key()).key).not.toBe(known.key);
    await fine(run('plan --detailed-exitcode'));
    stage.seed(seed('canary-2'));
    expect((await fine(run('plan'))).out).toContain('changed in the seed');
  });
});
