import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { byHand, fine, type Stage, stageFor } from '../acceptance/stage.ts';
import { atOnce, products } from '../servers/index.ts';
import { type Fate, isWrite, type Relay, type Reply, type Seen, startRelay } from './proxy.ts';

const env = { VAULTSEED_LEDGER: 'lies-ledger', VAULTSEED_LOCK_LIFE: '1500', VAULT_MAX_RETRIES: '1' };

const SEED = `
seed { name = "lies" }
policy "lies-one" {
  rules = "path \\"secret/one\\" { capabilities = [\\"read\\"] }"
}
mount "lies-transit" {
  type = "transit"
  key "a" {
    type = "aes256-gcm96"
  }
}
auth "lies-users" {
  type = "userpass"
  user "ada" {
    password  = "canary-password"
    token_ttl = "1h"
  }
}
`;
const SMALLER = SEED.replace(/policy[\s\S]*?\n}\n/, '').replace(/ {2}key[\s\S]*? {2}}\n/, '');

const json = (status: number, body: object): Reply => ({
  status,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});
const instead = (status: number, body: object): Fate => ({ instead: json(status, body) });
const altered = (change: (body: Record<string, unknown>) => object): Fate => ({
  alter: ({ status, body }) => (status === 200 ? json(200, change(JSON.parse(body))) : undefined),
});
const on =
  (pattern: RegExp, fate: Fate) =>
  (seen: Seen): Fate =>
    !isWrite(seen) && pattern.test(seen.path) ? fate : {};
const empty = altered((body) => ({ ...body, data: {}, warnings: ['the list is not complete'] }));
const half: Fate = {
  alter: ({ status, body }) => ({
    status,
    body: body.slice(0, body.length / 2),
    headers: { 'content-type': 'application/json' },
  }),
};

const OBJECTS = /^lies-transit\/keys|^auth\/lies-users\/users|policies\/(detailed\/)?acl/;
const INDEX = /^lies-ledger\/data\/seeds\/lies\/index/;
const SHARD = /^lies-ledger\/data\/seeds\/lies\/shard/;

/** What is told about reads; with each, nothing may be made or deleted that should not be, and no success without a word. */
const LIES: readonly (readonly [what: string, rule: (seen: Seen) => Fate])[] = [
  [
    'a list that may not be read, and an object neither',
    on(/^sys\/(mounts|auth)|^lies-|^auth\/lies/, instead(403, { errors: ['permission denied'] })),
  ],
  ['an empty table of mounts with a warning', on(/^sys\/mounts$/, empty)],
  ['an empty table of auth methods with a warning', on(/^sys\/auth$/, empty)],
  [
    'an empty list of policies with a warning',
    on(/^sys\/policies\/(detailed\/)?acl/, instead(404, { errors: [], warnings: ['not complete'] })),
  ],
  ['a missing mount that answers 400', on(/^lies-transit|^auth\/lies/, instead(400, { errors: ['no such mount'] }))],
  [
    'an unsupported path',
    on(
      /^lies-transit\/keys|^auth\/lies-users\/users|policies\/acl\/lies/,
      instead(404, { errors: ['1 error occurred:\n\t* unsupported path\n\n'] }),
    ),
  ],
  [
    'an absence with a warning',
    on(/^lies-transit\/keys|policies\/acl\/lies/, instead(404, { errors: [], warnings: ['invalid path'] })),
  ],
  ['a 404 of a proxy that has no route', on(OBJECTS, instead(404, { message: 'no Route matched with those values' }))],
  ['a 404 without a body', on(OBJECTS, { instead: { ...json(404, {}), body: '' } })],
  ['a 404 with a list of errors and more', on(OBJECTS, instead(404, { errors: [], message: 'not here' }))],
  ['a ledger behind a proxy that has no route', on(/^lies-ledger\/data\/seeds/, instead(404, {}))],
  [
    'too many requests',
    on(/^lies-transit|policies\/acl\/lies/, {
      instead: { ...json(429, { errors: ['rate limit'] }), headers: { 'retry-after': '0' } },
    }),
  ],
  ['a seal midway', on(/^lies-transit|policies\/acl\/lies/, instead(503, { errors: ['Vault is sealed'] }))],
  ['half an answer', on(/^sys\/mounts$|policies\/acl\/lies/, half)],
  ['half an index of the ledger', on(INDEX, half)],
  [
    'an index that is none',
    on(
      INDEX,
      altered((body) => ({
        ...body,
        data: { data: { format: 1, generation: 1, shards: 1e9 }, metadata: { version: 1 } },
      })),
    ),
  ],
  [
    'a list of what is no name',
    on(
      /^(lies-ledger\/metadata|auth\/lies-users\/users|lies-transit\/keys)/,
      instead(200, { data: { keys: [null, 1, { a: 1 }] } }),
    ),
  ],
  ['a part of the ledger that is missing', on(SHARD, instead(404, { errors: [] }))],
  ['a ledger that may not be read', on(/^lies-ledger\/data\/seeds/, instead(403, { errors: ['permission denied'] }))],
];

atOnce(products(), 'a server that lies: $name', (server) => {
  let relay: Relay;
  let stage: Stage;
  const state = async (): Promise<string> => {
    const paths = [
      'sys/policies/acl/lies-one',
      'lies-transit/keys/a',
      'auth/lies-users/users/ada',
      'lies-ledger/data/seeds/lies/index',
      'lies-ledger/metadata/keys/lies',
    ];
    const all = await Promise.all(paths.map(async (path) => (await byHand(server, `GET ${path}`)).status));
    return all.join(' ');
  };
  beforeAll(async () => {
    relay = await startRelay(server.address);
    stage = stageFor({ address: relay.address, token: server.token }, SEED);
    await fine(stage.vaultseed('apply --auto-approve', env));
  });
  beforeEach(() => {
    relay.rule = () => ({});
    stage.seed(SEED);
  });
  afterAll(async () => {
    stage.remove();
    for (const path of ['mounts/lies-transit', 'auth/lies-users', 'mounts/lies-ledger', 'policies/acl/lies-one'])
      await byHand(server, `DELETE sys/${path}`);
    await relay.stop();
  });

  it.each(LIES)('%s', { timeout: 90_000 }, async (_, rule) => {
    const before = await state();
    for (const text of [SEED, SMALLER]) {
      stage.seed(text);
      relay.rule = rule;
      relay.forwarded.length = 0;
      const { code } = await stage.vaultseed(
        'apply --auto-approve --max-deletions 100 --allow data-destroying --allow access-narrowing --allow irreversible',
        env,
      );
      const writes = relay.forwarded.filter(
        (seen) => isWrite(seen) && !/^lies-ledger|capabilities-self/.test(seen.path),
      );
      relay.rule = () => ({});
      if (text === SEED) expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
      // What left the seed may go where it could be seen; without a word nothing is skipped.
      if (code === 0) expect(await stage.json('plan', env)).toMatchObject({ changes: [] });
      stage.seed(SEED);
      await fine(stage.vaultseed('apply --auto-approve', env));
      expect(await state()).toBe(before);
    }
  });

  it('an index that is said not to be there takes nothing of the ledger away', async () => {
    relay.rule = on(INDEX, instead(404, { errors: [] }));
    const { code } = await stage.vaultseed('apply --auto-approve', env);
    relay.rule = () => ({});
    expect(code).not.toBe(0);
    const shown = JSON.parse((await stage.vaultseed('ledger show --json', env)).out);
    expect(shown.objects).toHaveLength(5);
    expect((await stage.json('plan', env)).changes).toEqual([]);
  });

  it('a key without content is not replaced', async () => {
    const version = async () =>
      JSON.stringify((await byHand(server, 'GET lies-ledger/metadata/keys/lies')).data.current_version);
    const before = await version();
    relay.rule = on(
      /^lies-ledger\/data\/keys/,
      altered((body) => ({ ...body, data: { ...(body.data as object), data: {} } })),
    );
    stage.seed(SEED.replace('secret/one', 'secret/two'));
    const { code } = await stage.vaultseed('apply --auto-approve', env);
    expect(code).not.toBe(0);
    expect(await version()).toBe(before);
  });

  it('a write that is refused leaves what is remembered as it was', async () => {
    const policy = /^sys\/policies\/acl\/lies-one/;
    const changed = SEED.replace('secret/one', 'secret/two').replace('canary-password', 'canary-other');
    const refused: Fate = instead(400, { errors: ['no'] });
    for (const [text, command] of [
      [changed, 'apply --auto-approve --allow access-narrowing'],
      [
        SEED.replace(/policy[\s\S]*?\n}\n/, ''),
        'apply --auto-approve --max-deletions 100 --allow data-destroying --allow access-narrowing --allow irreversible',
      ],
    ] as const) {
      stage.seed(text);
      relay.rule = (seen) =>
        isWrite(seen) && (policy.test(seen.path) || /^auth\/lies/.test(seen.path)) ? refused : {};
      const { code, err: why } = await stage.vaultseed(command, env);
      expect([code, why]).toEqual([1, expect.stringContaining('error[vault-refused]')]);
      relay.rule = () => ({});
      stage.seed(text);
      const { err, out } = await stage.vaultseed('plan -v', env);
      expect(`${err}${out}`).not.toMatch(/run-died|ended before/);
      stage.seed(SEED);
      await fine(stage.vaultseed('apply --auto-approve', env));
      expect((await stage.json('plan', env)).changes).toEqual([]);
    }
  });

  it('an old value after a write is told', async () => {
    stage.seed(SEED.replace('"1h"', '"2h"'));
    const old = await byHand(server, 'GET auth/lies-users/users/ada');
    relay.rule = on(/^auth\/lies-users\/users/, instead(200, old));
    const { code, err } = await stage.vaultseed('apply --auto-approve', env);
    expect([code, err]).toEqual([1, expect.stringContaining('did not take token_ttl')]);
  });
});
