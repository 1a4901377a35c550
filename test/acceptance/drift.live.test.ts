import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../report/judge.ts';
import { servers } from '../servers/index.ts';
import { byHand, fine, type Stage, stageFor } from './stage.ts';

const CERTIFICATE: string = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../schemas/auth/kubernetes.json'), 'utf8'),
).$defs.config.samples.first.kubernetes_ca_cert;

const SEED = `
policy "drift-reader" {
  rules = "path \\"drift/a\\" {\\n  capabilities = [\\"read\\"]\\n}\\n"
}

password_policy "drift-long" {
  policy = "length = 24\\nrule \\"charset\\" {\\n  charset = \\"abcdef\\"\\n}\\n"
}

mount "drift-kv" {
  type        = "kv-v2"
  description = "as declared"
  config {
    max_versions = 5
  }
  secret "app" {
    data = { password = "canary-declared" }
  }
}

mount "drift-keys" {
  type = "transit"
  key "orders" {
    auto_rotate_period = "24h"
    deletion_allowed   = true
  }
}

mount "drift-db" {
  type = "database"
  role "report" {
    db_name     = "elsewhere"
    default_ttl = "1h"
  }
}

auth "drift-people" {
  type        = "userpass"
  description = "as declared"
  user "ada" {
    password  = "canary-ada"
    token_ttl = "1h"
  }
}

auth "drift-apps" {
  type = "approle"
  role "app" {
    token_policies = ["drift-reader"]
  }
}

auth "drift-pods" {
  type = "kubernetes"
  config {
    kubernetes_host      = "https://127.0.0.1:6443"
    kubernetes_ca_cert   = ${JSON.stringify(CERTIFICATE)}
    disable_local_ca_jwt = true
  }
  role "app" {
    bound_service_account_names      = ["app"]
    bound_service_account_namespaces = ["team-a"]
  }
}

endpoint "identity/group/name/drift-team" {
  data   = { policies = ["drift-reader"] }
  delete = true
}
`;

interface Hand {
  /** What somebody does to the server. */
  readonly request: string;
  readonly body: unknown;
  readonly address: string;
  readonly field: string;
  readonly declared: unknown;
  readonly live: unknown;
  /** How the text tells it; a document that differs by itself is shown without the name of its field. */
  readonly text: RegExp;
}

const RULES = (path: string): string => `path "${path}" {\n  capabilities = ["read"]\n}\n`;
const PASSWORDS = (length: number): string => `length = ${length}\nrule "charset" {\n  charset = "abcdef"\n}\n`;

// Ten kinds, a field of each. Beside some of them another field is written that the seed does not declare.
const hands: readonly Hand[] = [
  {
    request: 'POST sys/policies/acl/drift-reader',
    body: { policy: RULES('drift/by-hand') },
    address: 'policy.drift-reader',
    field: 'rules',
    declared: RULES('drift/a'),
    live: RULES('drift/by-hand'),
    text: /- path "drift\/a" \{\n.*\+ path "drift\/by-hand" \{/,
  },
  {
    request: 'POST sys/policies/password/drift-long',
    body: { policy: PASSWORDS(31) },
    address: 'password_policy.drift-long',
    field: 'policy',
    declared: PASSWORDS(24),
    live: PASSWORDS(31),
    text: /- length = 24\n.*\+ length = 31/,
  },
  {
    request: 'POST sys/mounts/drift-kv/tune',
    body: { description: 'by hand', max_lease_ttl: '90m' },
    address: 'mount.drift-kv',
    field: 'description',
    declared: 'as declared',
    live: 'by hand',
    text: /description +"?as declared"? → "?by hand"?$/m,
  },
  {
    request: 'POST drift-kv/config',
    body: { max_versions: 9, cas_required: false },
    address: 'mount.drift-kv.config',
    field: 'max_versions',
    declared: 5,
    live: 9,
    text: /max_versions +5 → 9$/m,
  },
  {
    request: 'POST drift-kv/data/app',
    body: { data: { password: 'canary-by-hand' } },
    address: 'mount.drift-kv.secret.app',
    field: 'data',
    declared: '(sensitive)',
    live: '(sensitive)',
    text: /data +~ password \(sensitive\)$/m,
  },
  {
    request: 'POST drift-keys/keys/orders/config',
    body: { auto_rotate_period: '48h', min_decryption_version: 1 },
    address: 'mount.drift-keys.key.orders',
    field: 'auto_rotate_period',
    declared: '24h',
    live: '48h',
    text: /auto_rotate_period +24h → 48h$/m,
  },
  {
    request: 'POST sys/mounts/auth/drift-people/tune',
    body: { description: 'by hand', listing_visibility: 'unauth' },
    address: 'auth.drift-people',
    field: 'description',
    declared: 'as declared',
    live: 'by hand',
    text: /description +"?as declared"? → "?by hand"?$/m,
  },
  {
    request: 'POST auth/drift-people/users/ada',
    body: { token_ttl: '8h', token_max_ttl: '9h' },
    address: 'auth.drift-people.user.ada',
    field: 'token_ttl',
    declared: '1h',
    live: '8h',
    text: /token_ttl +1h → 8h$/m,
  },
  {
    request: 'POST auth/drift-apps/role/app',
    body: { token_policies: ['drift-reader', 'by-hand'], token_num_uses: 7 },
    address: 'auth.drift-apps.role.app',
    field: 'token_policies',
    declared: ['drift-reader'],
    live: ['drift-reader', 'by-hand'],
    text: /token_policies +\+ "by-hand"$/m,
  },
  {
    request: 'POST auth/drift-pods/config',
    body: {
      kubernetes_host: 'https://127.0.0.1:7443',
      kubernetes_ca_cert: CERTIFICATE,
      disable_local_ca_jwt: true,
      issuer: 'by hand',
    },
    address: 'auth.drift-pods.config',
    field: 'kubernetes_host',
    declared: 'https://127.0.0.1:6443',
    live: 'https://127.0.0.1:7443',
    text: /kubernetes_host +"?https:\/\/127.0.0.1:6443"? → "?https:\/\/127.0.0.1:7443"?$/m,
  },
];

// What the hand wrote and no seed declares. The last one lives in an object whose every write replaces it whole.
const undeclared = [
  { read: 'GET sys/mounts/drift-kv/tune', field: 'max_lease_ttl', live: 5400 },
  { read: 'GET sys/mounts/auth/drift-people/tune', field: 'listing_visibility', live: 'unauth' },
  { read: 'GET auth/drift-people/users/ada', field: 'token_max_ttl', live: 32400 },
  { read: 'GET auth/drift-apps/role/app', field: 'token_num_uses', live: 7 },
  { read: 'GET auth/drift-pods/config', field: 'issuer', live: 'by hand' },
] as const;

/** What a text tells of each object, by the address in its first line. */
const blocks = (text: string): Map<string, string> =>
  new Map(
    text
      .split(/\n(?= *[~+-] [a-z_]+[.["])/)
      .filter((block) => /^ *~ /.test(block))
      .map((block) => [/^ *~ (\S+)/.exec(block)?.[1] ?? '', block]),
  );

describe.each(servers())('ten fields changed by hand on $name', (server) => {
  let stage: Stage;

  beforeAll(async () => {
    stage = stageFor(server, SEED);
    await fine(stage.vaultseed('apply --auto-approve'));
    expect((await fine(stage.vaultseed('drift'))).out).toContain('No drift.');
    for (const { request, body } of hands)
      expect((await byHand(server, request, { body })).status, request).toBeLessThan(300);
    await byHand(server, 'POST sys/policies/acl/drift-nobodys', { body: { policy: RULES('drift/x') } });
  });
  afterAll(async () => {
    await byHand(server, 'DELETE sys/policies/acl/drift-nobodys');
    stage.remove();
  });

  it('are exactly those that a machine is told of, from what is declared to what is there', async () => {
    const drift = await stage.json('drift');
    const told = drift.objects.flatMap(({ address, fields }) =>
      fields.map(({ name, declared, live }) => ({ address, field: name, declared, live })),
    );
    const made = hands.map(({ address, field, declared, live }) => ({ address, field, declared, live }));
    const byAddress = (a: { address: string }, b: { address: string }): number => (a.address < b.address ? -1 : 1);
    expect(told.sort(byAddress)).toEqual(made.sort(byAddress));
    expect(drift).toMatchObject({ code: 2, summary: { missing: 0, changed: 10, unseen: 0 } });
    const { code, err, ...document } = drift;
    expect(judge('drift', document)).toEqual([]);
  });

  it('are exactly those that people are told of', async () => {
    const { out, code } = await stage.vaultseed('drift');
    const told = blocks(out);
    expect([...told.keys()].sort()).toEqual(hands.map(({ address }) => address).sort());
    for (const { address, text } of hands) expect(told.get(address)).toMatch(text);
    expect(out).not.toContain('canary');
    expect(code).toBe(2);
  });

  it('are put right, and what the seed does not declare stays as the hand left it', async () => {
    const { out, code } = await stage.vaultseed('apply --auto-approve --allow data-destroying,secret-revealing');
    expect([out, code]).toEqual([expect.stringContaining('Applied: 10 changed.'), 0]);
    await fine(stage.vaultseed('drift'));
    for (const { read, field, live } of undeclared)
      expect((await byHand(server, read)).data, read).toMatchObject({ [field]: live });
    expect(await byHand(server, 'GET sys/policies/acl/drift-nobodys')).toMatchObject({ status: 200 });
    const { data } = await byHand(server, 'GET drift-kv/data/app');
    expect(data).toMatchObject({ data: { password: 'canary-declared' } });
  });

  it('are gone with the objects', async () => {
    await fine(stage.vaultseed('destroy --auto-approve'));
    expect(await stage.json('destroy --auto-approve')).toMatchObject({ code: 0, outcomes: [] });
  });
});
