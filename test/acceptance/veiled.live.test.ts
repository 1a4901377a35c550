import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { products } from '../servers/index.ts';
import { asRoot, fine, type Stage, stageFor } from './stage.ts';

const LEDGER = 'veiled-ledger';

/* Whoever reads a plan need not be who may read what is on the server. Each value that nobody is to see is called a canary. */

const owner = `seed { name = "veiled-owner" }
mount "veiled" {
  type    = "kv"
  options = { version = "2" }
  secret "app" { data = { user = "live-canary", note = "live-canary" } }
}
mount "veiled-keys" {
  type = "transit"
  key "signing" { type = "ed25519" }
}
policy "veiled" {
  path "live-canary/*" { capabilities = ["read"] }
}
`;

/** What this seed writes by its path: into mounts that hold people's secrets, and to what the other one owns. */
const reader = (group = '') => `seed { name = "veiled-reader" }
endpoint "cubbyhole/veiled" { data = { colour = "said-canary" } }
endpoint "veiled-plain/x" { data = { colour = "said-canary", deep = { list = ["said-canary"] } } }
endpoint "identity/group/name/veiled" {
  data      = { colour = "said-canary" }
  read_path = "veiled-plain/x"
}
${group}`;

const theirs = `
endpoint "veiled/data/app" { data = { data = { user = "said-canary" } } }
endpoint "veiled-keys/keys/other" { data = { type = "aes256-gcm96" } }
policy "veiled" {
  path "mine/*" { capabilities = ["read"] }
}
`;

describe.each(products())('what a plan does not show, on $name', (server) => {
  let own: Stage;
  let other: Stage;
  const env = { VAULTSEED_LEDGER: LEDGER };
  const { ask } = asRoot(server);

  beforeEach(async () => {
    own = stageFor(server, owner);
    other = stageFor(server, reader());
    await fine(own.vaultseed('apply --auto-approve', env));
    await ask('POST sys/mounts/veiled-plain', { type: 'kv' });
    const there = {
      colour: 'live-canary',
      deep: { list: ['live-canary'], more: 'live-canary' },
      unasked: 'live-canary',
    };
    await ask('POST veiled-plain/x', there);
    await ask('POST cubbyhole/veiled', there);
  });
  afterEach(async () => {
    for (const mount of [LEDGER, 'veiled', 'veiled-keys', 'veiled-plain']) await ask(`DELETE sys/mounts/${mount}`);
    for (const path of [
      'sys/policies/acl/veiled',
      'cubbyhole/veiled',
      'identity/group/name/veiled',
      'auth/token/roles/veiled',
    ])
      await ask(`DELETE ${path}`);
    own.remove();
    other.remove();
  });

  const LINES = ['plan', 'plan -v', 'plan --json', 'drift', 'drift --json', 'plan --out p.json', 'plan --no-ledger'];

  it('is a value in a mount that holds secrets, declared or live, whatever its name', async () => {
    for (const line of LINES) {
      const { out, err } = await other.vaultseed(line, env);
      expect([line, `${out}${err}`]).toEqual([line, expect.not.stringContaining('canary')]);
      expect([line, out]).toEqual([line, expect.stringMatching(/"?colour"?[:=\s]+"?\(sensitive\)/)]);
      expect(out).not.toContain('unasked');
    }
    expect(readFileSync(join(other.folder, 'p.json'), 'utf8')).not.toContain('canary');
  });

  it('is what the server has of another seed, in a plan that is refused', async () => {
    other.seed(reader(theirs));
    for (const line of LINES) {
      const { out, err } = await other.vaultseed(line, env);
      const own = `${out}${err}`.replaceAll(/said-canary/g, 'said');
      expect([line, own]).toEqual([line, expect.not.stringContaining('canary')]);
      expect([line, err]).toEqual([line, expect.stringContaining('error[owned-elsewhere]')]);
    }
    expect((await other.vaultseed('plan', env)).out).toMatch(/= policy\.veiled\s+is another seed's/);
    const { out } = await other.vaultseed('plan --json', env);
    const policy = JSON.parse(out).changes.find(({ address }: { address: string }) => address === 'policy.veiled');
    expect(policy.fields).toEqual([
      expect.objectContaining({ before: '(sensitive)', after: expect.stringContaining('mine/*') }),
    ]);
  });

  it('is what a write met that the server keeps in its own way', async () => {
    other.seed(
      'seed { name = "veiled-reader" }\nendpoint "veiled-plain/x" {\n  data = { colour = "said-canary" }\n  read_path = "veiled-plain/y"\n}\n',
    );
    await ask('POST veiled-plain/y', { colour: 'live-canary' });
    const { out, err } = await other.vaultseed('apply --auto-approve --allow irreversible', env);
    expect(`${out}${err}`).toContain('write-ignored');
    expect(`${out}${err}`).not.toContain('canary');
  });

  it('is a key or a token that the server gives to whoever reads, the token of the run too', async () => {
    await ask('POST sys/mounts/veiled-keys', { type: 'transit' });
    await ask('POST veiled-keys/keys/open', { exportable: true });
    const exported = await ask('GET veiled-keys/export/encryption-key/open');
    const key = Object.values(exported.data.keys as Record<string, string>)[0] ?? '';
    const { auth } = await ask('POST auth/token/create', { policies: ['root'] });
    const token = auth?.client_token ?? '';
    other.seed(`seed { name = "veiled-reader" }
endpoint "veiled-keys/export/encryption-key/open" { data = { keys = { "1" = "said" } } }
endpoint "sys/config/cors" {
  data      = { id = "said" }
  read_path = "auth/token/lookup-self"
}
endpoint "sys/config/ui/headers/X-Veiled" {
  data      = { keys = { "1" = "said" } }
  read_path = "veiled-keys/export/encryption-key/open"
}
`);
    for (const line of LINES) {
      const { out, err } = await other.vaultseed(line, { ...env, VAULT_TOKEN: token });
      expect([line, out]).toEqual([line, expect.stringContaining('said')]);
      for (const secret of [key, token])
        expect([line, `${out}${err}`]).toEqual([line, expect.not.stringContaining(secret)]);
    }
  });

  it('is what is read after a write, which may be the token of the run', async () => {
    const { auth } = await ask('POST auth/token/create', { policies: ['root'] });
    const token = auth?.client_token ?? '';
    for (const line of [
      'apply --auto-approve --allow irreversible',
      'apply --auto-approve --allow irreversible --json',
    ]) {
      other.seed(`seed { name = "veiled-reader" }
endpoint "auth/token/roles/veiled" {
  data      = { id = "said${line.length}", renewable = true }
  read_path = "auth/token/lookup-self"
}
`);
      const { out, err } = await other.vaultseed(line, { ...env, VAULT_TOKEN: token });
      expect(`${out}${err}`).toContain('write-ignored');
      expect([line, `${out}${err}`]).toEqual([line, expect.not.stringContaining(token)]);
    }
  });
});
