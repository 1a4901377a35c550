import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servers, type TestServer } from '../servers/index.ts';
import { actionsOf, byHand, fine, type Stage, stageFor } from './stage.ts';

const SEED = `
audit "rights-log" {
  type    = "file"
  options = { file_path = "discard" }
}

policy "rights-reader" {
  path "rights/a" { capabilities = ["read"] }
}

password_policy "rights-long" {
  policy = "length = 24\\nrule \\"charset\\" {\\n  charset = \\"abcdef\\"\\n}\\n"
}

mount "rights-kv" {
  type = "kv-v2"
  config {
    max_versions = 5
  }
  secret "app" {
    data            = { password = "canary-rights" }
    custom_metadata = { owner = "a" }
  }
}

mount "rights-db" {
  type = "database"
  role "report" {
    db_name = "elsewhere"
  }
}

auth "rights-apps" {
  type = "approle"
  role "app" {
    role_id        = "canary-role-id"
    token_policies = [policy.rights-reader.name]
  }
}

auth "rights-people" {
  type = "userpass"
  user "ada" {
    password = "canary-ada"
  }
}

endpoint "identity/group/name/rights-team" {
  data   = { policies = ["rights-reader"] }
  delete = true
}
`;

/** What stands in a seed besides its audit device, which a namespace does not have. */
const NO_AUDIT = SEED.slice(SEED.indexOf('policy "rights-reader"'));

// To read what the seed above touches, and nothing else. Each line is a right that a token may lack.
const RIGHTS = {
  mounts: 'path "sys/mounts" { capabilities = ["read"] }',
  methods: 'path "sys/auth" { capabilities = ["read"] }',
  audit: 'path "sys/audit" { capabilities = ["read", "sudo"] }',
  policy: 'path "sys/policies/acl/rights-reader" { capabilities = ["read", "list"] }',
  passwords: 'path "sys/policies/password/rights-long" { capabilities = ["read", "list"] }',
  store: 'path "rights-kv/config" { capabilities = ["read"] }',
  secret: 'path "rights-kv/data/app" { capabilities = ["read"] }',
  metadata: 'path "rights-kv/metadata/app" { capabilities = ["read"] }',
  database: 'path "rights-db/roles/report" { capabilities = ["read"] }',
  approle: 'path "auth/rights-apps/role/app" { capabilities = ["read"] }',
  roleId: 'path "auth/rights-apps/role/app/role-id" { capabilities = ["read"] }',
  user: 'path "auth/rights-people/users/ada" { capabilities = ["read"] }',
  group: 'path "identity/group/name/rights-team" { capabilities = ["read"] }',
} as const;

type Right = keyof typeof RIGHTS;

/** What cannot be seen without a right, when it is there. */
const BLIND: Readonly<Record<Right, readonly string[]>> = {
  mounts: ['mount.rights-db', 'mount.rights-kv'],
  methods: ['auth.rights-apps', 'auth.rights-people'],
  audit: ['audit.rights-log'],
  policy: ['policy.rights-reader'],
  passwords: ['password_policy.rights-long'],
  store: ['mount.rights-kv.config'],
  secret: ['mount.rights-kv.secret.app'],
  metadata: ['mount.rights-kv.secret.app'],
  database: ['mount.rights-db.role.report'],
  approle: ['auth.rights-apps.role.app'],
  roleId: ['auth.rights-apps.role.app'],
  user: ['auth.rights-people.user.ada'],
  group: ['endpoint["identity/group/name/rights-team"]'],
};

/** What lives in a mount that cannot be seen is not known to be missing either. */
const INSIDE: Partial<Readonly<Record<Right, readonly string[]>>> = {
  mounts: ['mount.rights-db.role.report', 'mount.rights-kv.config', 'mount.rights-kv.secret.app'],
  methods: ['auth.rights-apps.role.app', 'auth.rights-people.user.ada'],
};

/** Where absence of the mount answers for its children, the right to read them does not matter yet. */
const isInside = (right: Right): boolean => BLIND[right].some((address) => /^(mount|auth)\.[\w-]+\./.test(address));

const rights = Object.keys(RIGHTS) as readonly Right[];
const addressesOf = (text: string): number => text.match(/^ {0,2}\w+ ("[^"]+" )?\{$/gm)?.length ?? 0;

describe.each(servers())('rights on $name', (server) => {
  let stage: Stage;
  const tokens: string[] = [];

  /** A token with these rights and no other, not even those of the default policy. */
  const tokenWith = async (held: readonly Right[], namespace?: string): Promise<Record<string, string>> => {
    const name = `rights-test-${tokens.length}`;
    const policy = held.map((right) => RIGHTS[right]).join('\n') || 'path "rights/nothing" { capabilities = ["deny"] }';
    const more = namespace === undefined ? {} : { namespace };
    await byHand(server, `POST sys/policies/acl/${name}`, { body: { policy }, ...more });
    const body = { policies: [name], no_default_policy: true, ttl: '10m' };
    const { auth } = await byHand(server, 'POST auth/token/create', { body, ...more });
    tokens.push(name);
    return {
      VAULT_TOKEN: auth?.client_token ?? 'none',
      ...(namespace === undefined ? {} : { VAULT_NAMESPACE: namespace }),
    };
  };
  const without = (right: Right): Promise<Record<string, string>> => tokenWith(rights.filter((one) => one !== right));

  beforeAll(() => {
    stage = stageFor(server, SEED);
  });
  afterAll(async () => {
    await stage.vaultseed('destroy --auto-approve');
    for (const name of tokens) await byHand(server, `DELETE sys/policies/acl/${name}`);
    stage.remove();
  });

  it('a token that may only read plans what root plans, before anything is there', async () => {
    const [root, reader] = [await stage.json('plan'), await stage.json('plan', await tokenWith(rights))];
    expect(actionsOf(reader)).toEqual(actionsOf(root));
    expect(reader).toMatchObject({ code: 0, unseen: [], summary: { create: addressesOf(SEED) } });
  });

  it.each(rights.filter((right) => !isInside(right)))('what is not there is not created without %s', async (right) => {
    const plan = await stage.json('plan', await without(right));
    const blind = [...BLIND[right], ...(INSIDE[right] ?? [])].sort();
    expect(plan.unseen.map(({ address }) => address).sort()).toEqual(blind);
    expect(actionsOf(plan).filter((one) => blind.some((address) => one.endsWith(` ${address}`)))).toEqual([]);
    expect(plan.changes).toHaveLength(addressesOf(SEED) - blind.length);
  });

  it('a token without any right plans nothing at all, and says so', async () => {
    const plan = await stage.json('plan', await tokenWith([]));
    expect(plan).toMatchObject({ changes: [], summary: { create: 0, unseen: addressesOf(SEED) } });
    expect(plan.err).toContain('warning[cannot-see]');
  });

  it('a token that may only read finds nothing to do once all is there, and writes nothing', async () => {
    await fine(stage.vaultseed('apply --auto-approve'));
    const reader = await tokenWith(rights);
    const plan = await stage.json('plan --detailed-exitcode', reader);
    expect(plan).toMatchObject({ code: 0, changes: [], unseen: [], summary: { unchanged: addressesOf(SEED) } });
    await fine(stage.vaultseed('drift', reader));
    await byHand(server, 'POST sys/policies/password/rights-long', {
      body: { policy: 'length = 30\nrule "charset" {\n  charset = "abcdef"\n}\n' },
    });
    expect(actionsOf(await stage.json('plan', reader))).toEqual(['update password_policy.rights-long']);
    expect(await stage.vaultseed('apply --auto-approve', reader)).toMatchObject({ code: 1 });
    expect(actionsOf(await stage.json('plan'))).toEqual(['update password_policy.rights-long']);
    await fine(stage.vaultseed('apply --auto-approve'));
  });

  it.each(rights)('what is there is unseen without %s, and nothing else', async (right) => {
    const token = await without(right);
    const plan = await stage.json('plan', token);
    // A mount whose table is hidden may still be seen by what it holds.
    expect(plan.unseen.map(({ address }) => address).sort()).toEqual([...BLIND[right]].sort());
    expect(plan.changes).toEqual([]);
    const drift = await stage.json('drift', token);
    expect(drift).toMatchObject({ code: 1, objects: [], summary: { missing: 0, changed: 0 } });
  });

  if (server.product === 'openbao') inNamespaces(server, tokenWith);
  else {
    it('a server without namespaces is not written to in place of one', async () => {
      const { code, err, out } = await stage.vaultseed('apply --auto-approve', { VAULT_NAMESPACE: 'rights-ns' });
      expect([code, err, out]).toEqual([1, expect.stringContaining('error[namespace-ignored]'), '']);
    });
  }
});

type TokenWith = (held: readonly Right[], namespace?: string) => Promise<Record<string, string>>;

const inNamespaces = (server: TestServer, tokenWith: TokenWith): void => {
  describe('in a namespace', () => {
    const namespace = 'rights-ns';
    const root = { VAULT_NAMESPACE: namespace };
    const here = rights.filter((right) => right !== 'audit');
    let stage: Stage;

    beforeAll(async () => {
      stage = stageFor(server, NO_AUDIT);
      expect((await byHand(server, `POST sys/namespaces/${namespace}`, { body: {} })).status).toBe(200);
    });
    afterAll(async () => {
      await stage.vaultseed('destroy --auto-approve', root);
      await byHand(server, `DELETE sys/namespaces/${namespace}`);
      stage.remove();
    });

    it('a token of it that may only read plans, before and after', async () => {
      const reader = await tokenWith(here, namespace);
      const before = await stage.json('plan', reader);
      expect(before).toMatchObject({ unseen: [], summary: { create: addressesOf(NO_AUDIT) } });
      await fine(stage.vaultseed('apply --auto-approve', root));
      expect(await stage.json('plan', reader)).toMatchObject({ changes: [], unseen: [] });
      expect(await byHand(server, 'GET sys/policies/acl/rights-reader', { namespace })).toMatchObject({ status: 200 });
    });

    it('a token of it that may not see the policy does not create one', async () => {
      const token = await tokenWith(
        here.filter((right) => right !== 'policy'),
        namespace,
      );
      const plan = await stage.json('plan', token);
      expect(plan).toMatchObject({ changes: [], unseen: [{ address: 'policy.rights-reader' }] });
    });

    it('one that is not there is named', async () => {
      const { code, err } = await stage.vaultseed('plan', { VAULT_NAMESPACE: 'rights-none' });
      expect([code, err]).toEqual([1, expect.stringContaining('error[namespace-unknown]')]);
    });
  });
};
