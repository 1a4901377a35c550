import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../report/judge.ts';
import { servers } from '../servers/index.ts';
import { type Ran, run, type World } from './world.ts';

const CANARY = 'canary-main-job-4711';

const SEED = `
policy "mainjob-reader" {
  path "mainjob-kv/data/*" { capabilities = ["read"] }
}

mount "mainjob-kv" {
  type        = "kv"
  description = "main job"
  options     = { version = "2" }
}

auth "mainjob-people" {
  type = "userpass"
  user "ada" {
    password       = "${CANARY}"
    token_policies = [policy.mainjob-reader.name]
    token_ttl      = "1h"
  }
}

output "where" { value = mount.mainjob-kv.path }
output "accessor" { value = auth.mainjob-people.accessor }
`;

const cases = servers().flatMap((server) =>
  ['off', 'mainjob-ledger'].map((ledger) => ({ ...server, ledger, title: `${server.name}, ledger ${ledger}` })),
);

describe.each(cases)('the main job on $title', ({ ledger, ...server }) => {
  let folder: string;
  let world: World;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'vaultseed-main-'));
    writeFileSync(join(folder, 'main.seed.hcl'), SEED);
    world = { cwd: folder, env: { VAULT_ADDR: server.address, VAULT_TOKEN: server.token, VAULTSEED_LEDGER: ledger } };
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const vaultseed = async (line: string, more: Partial<World> = {}): Promise<Ran> => {
    const ran = await run(line.split(' '), { ...world, ...more });
    expect(ran.out + ran.err).not.toContain(CANARY);
    expect(ran.out + ran.err).not.toContain(server.token === 'root' ? '"root"' : server.token);
    return ran;
  };
  const write = (path: string, body: unknown): Promise<Response> =>
    fetch(`${server.address}/v1/${path}`, {
      method: 'POST',
      headers: { 'x-vault-token': server.token },
      body: JSON.stringify(body),
    });
  const json = async (line: string, schema: string): Promise<Record<string, unknown>> => {
    const { out } = await vaultseed(line);
    const value: Record<string, unknown> = JSON.parse(out);
    expect(judge(schema, value)).toEqual([]);
    return value;
  };

  it('plans', async () => {
    const { out, code } = await vaultseed('plan --detailed-exitcode');
    expect(out).toMatch(/^vaultseed-main-\S+ → (Vault|OpenBao) \d+\.\d+\.\d+ at http/);
    expect(out).toContain('\nPlan: 4 to create, 0 to change, 0 to delete.');
    expect(code).toBe(2);
  });

  it('plans the same bytes twice', async () => {
    const [first, second] = [await vaultseed('plan --json'), await vaultseed('plan --json')];
    expect(first.out).toBe(second.out);
    expect((await json('plan --json', 'plan')).summary).toMatchObject({ create: 4, change: 0 });
  });

  it('does nothing unless somebody says yes', async () => {
    const refused = await vaultseed('apply');
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('approval-needed')]);
    const no = await vaultseed('apply', { terminal: true, stdin: 'y\n' });
    expect(no.err).toContain(`Apply 4 changes to ${server.address}? Only "yes" will do:`);
    expect([no.code, no.err]).toEqual([1, expect.stringContaining('Nothing was written.')]);
  });

  it('applies when somebody says yes', async () => {
    const { out, err, code } = await vaultseed('apply', { terminal: true, stdin: 'yes\n' });
    expect(err + out).toContain('Applied: 4 created.');
    expect(out).toMatch(/Outputs\n {2}where {4}= mainjob-kv\n {2}accessor = auth_userpass_\w+\n$/);
    expect(code).toBe(0);
  });

  it('then has nothing to do', async () => {
    const { out, code } = await vaultseed('plan -detailed-exitcode');
    expect([out.trim(), code]).toEqual([expect.stringMatching(/^No changes\. 4 objects on .* are as declared/), 0]);
    expect((await vaultseed('drift')).code).toBe(0);
    const applied = await json('apply -auto-approve -json', 'apply');
    expect(applied).toMatchObject({ complete: true, outcomes: [], outputs: { where: 'mainjob-kv' } });
  });

  it('names what was changed by hand, and puts it right', async () => {
    await write('auth/mainjob-people/users/ada', { token_ttl: '8h', token_policies: ['mainjob-reader', 'rootish'] });
    const drift = await vaultseed('drift');
    expect(drift.code).toBe(2);
    expect(drift.out).toMatch(/~ auth\.mainjob-people\.user\.ada\n(.*\n)*? {6}token_ttl +1h → 8h\n/);
    expect(drift.out).toContain('+ "rootish"');
    expect(drift.out).toContain('Drift: 1 object is not as declared, 3 are.');
    expect((await json('drift --json', 'drift')).summary).toEqual({
      missing: 0,
      changed: 1,
      left: 0,
      as_declared: 3,
      unseen: 0,
    });
    const healed = await vaultseed('apply --auto-approve');
    expect(healed.out).toContain('Applied: 1 changed.');
    expect((await vaultseed('drift')).code).toBe(0);
  });

  it('keeps to a target', async () => {
    const { out, err, code } = await vaultseed('plan -target=policy.mainjob-reader');
    expect([code, out, err]).toEqual([0, expect.stringContaining('1 object'), '']);
    const unknown = await vaultseed('plan --target policy.mainjob-raeder');
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('error[unknown-target]')]);
    expect(unknown.err).toContain('did you mean policy.mainjob-reader?');
  });

  it('claims no more than a target covers', async () => {
    const { out, code } = await vaultseed('apply --auto-approve --target policy.mainjob-reader');
    expect([code, out]).toEqual([0, expect.stringContaining('Looked at 1 of 4 objects (--target).')]);
    expect(await json('plan --json --target policy.mainjob-reader', 'plan')).toMatchObject({
      part: { looked: 1, declared: 4 },
    });
  });

  it('exits with 1 when it could not see everything, and says which rights are missing', async () => {
    const answer = await write('auth/token/create', { policies: ['default'], no_parent: true });
    const { auth }: { auth: { client_token: string } } = JSON.parse(await answer.text());
    const blind = { env: { ...world.env, VAULTSEED_LEDGER: 'off', VAULT_TOKEN: auth.client_token } };
    const plain = await vaultseed('plan', blind);
    // Of all that it declares nothing can be seen.
    expect([plain.code, plain.err]).toEqual([1, '']);
    expect(plain.out).toContain('\n  path "sys/policies/acl/mainjob-reader" { capabilities = ["read"] }\n');
    for (const line of ['plan --detailed-exitcode', 'drift', 'apply --auto-approve', 'destroy --auto-approve']) {
      expect([line, (await vaultseed(line, blind)).code]).toEqual([line, 1]);
    }
  });

  it('sends again what cannot be compared, when asked', async () => {
    const uncompared = 'apply --resend-secrets sends it';
    const said = (await vaultseed('drift')).out.includes(uncompared);
    // With a ledger it can be compared.
    expect(said).toBe(ledger === 'off');
    const { out } = await vaultseed('plan --resend-secrets');
    expect(out).toMatch(/~ auth\.mainjob-people\.user\.ada +sent again/);
  });

  it('starts nothing once it is interrupted', async () => {
    const stopped = new AbortController();
    stopped.abort();
    const { code, out, err } = await vaultseed('apply --auto-approve', { signal: stopped.signal });
    expect([code, out, err]).toEqual([130, '', 'Interrupted.\n']);
  });

  it('exits with 3 when a guard refuses, and has deleted nothing', async () => {
    const guarded = SEED.replace('description = "main job"', 'lifecycle { prevent_destroy = true }');
    writeFileSync(join(folder, 'main.seed.hcl'), guarded);
    const { code, err } = await vaultseed('destroy --auto-approve');
    expect([code, err]).toEqual([3, expect.stringContaining('error[prevent-destroy]')]);
    writeFileSync(join(folder, 'main.seed.hcl'), SEED);
    expect((await vaultseed('plan --detailed-exitcode -v')).code).toBe(0);
  });

  it('destroys what it declared', async () => {
    const { out, code } = await vaultseed('destroy --auto-approve');
    expect(out).toContain('Plan: 0 to create, 0 to change, 4 to delete.');
    expect([code, out]).toEqual([0, expect.stringContaining('Applied: 4 deleted.')]);
    expect(out).toContain('holds nothing of');
    expect((await vaultseed('plan')).out).toContain('Plan: 4 to create');
    expect((await vaultseed('destroy --auto-approve')).out).toMatch(/^Nothing to destroy: /);
  });
});

it('says which server cannot be reached, and exits with 1', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'vaultseed-main-'));
  writeFileSync(join(cwd, 'main.seed.hcl'), SEED);
  const env = { VAULT_ADDR: 'http://127.0.0.1:1', VAULT_TOKEN: 'x', VAULT_MAX_RETRIES: '0' };
  const { code, err } = await run(['plan'], { cwd, env });
  rmSync(cwd, { recursive: true });
  expect([code, err]).toEqual([1, expect.stringContaining('error[server-unreachable]')]);
});
