import { afterEach, beforeEach, expect, it } from 'vitest';
import { atOnce, products } from '../servers/index.ts';
import { asRoot, fine, type Stage, stageFor } from './stage.ts';

const LEDGER = 'rekey-drift-ledger';

/* What somebody has changed on the server stays drift when a ledger is written anew: nobody has said that it is meant. */

atOnce(products(), 'drift, on $name', (server) => {
  let stage: Stage;
  const env = { VAULTSEED_LEDGER: LEDGER };
  const { ask } = asRoot(server);
  const run = (line: string) => stage.vaultseed(line, env);
  // The server spells the rule of a policy and the bound address in its own way.
  const seed = (name: string) => `
seed { name = "${name}" }
policy "rekey-drift" {
  path "x" { capabilities = ["read"] }
}
auth "rekey-drift" {
  type = "approle"
  role "app" {
    token_policies    = ["rekey-drift"]
    token_ttl         = "1h"
    token_bound_cidrs = ["10.0.0.1/32"]
  }
}
mount "rekey-drift" {
  type = "kv"
  options = { version = "2" }
  secret "db" { data = { password = "canary-declared" } }
}
`;
  const CHANGED = ['auth.rekey-drift.role.app', 'mount.rekey-drift.secret.db', 'policy.rekey-drift'];

  beforeEach(async () => {
    stage = stageFor(server, seed('rekey-drift'));
    await fine(run('apply --auto-approve'));
    expect(await run('plan --detailed-exitcode')).toMatchObject({ code: 0 });
  });
  afterEach(async () => {
    for (const mount of [LEDGER, 'rekey-drift']) await ask(`DELETE sys/mounts/${mount}`);
    await ask('DELETE sys/auth/rekey-drift');
    await ask('DELETE sys/policies/acl/rekey-drift');
    stage.remove();
  });

  const byHand = async (): Promise<void> => {
    await ask('POST sys/policies/acl/rekey-drift', { policy: 'path "*" { capabilities = ["sudo", "read"] }' });
    await ask('POST auth/rekey-drift/role/app', { token_policies: ['rekey-drift', 'more'], token_ttl: '9h' });
    await ask('POST rekey-drift/data/db', { data: { password: 'canary-by-hand' } });
  };

  const RENAMED = 'rekey-drift-renamed';
  it.each<[what: string, done: () => Promise<unknown>]>([
    ['rekey', () => fine(run('ledger rekey --auto-approve'))],
    [
      'rekey without the old key',
      async () => {
        await ask(`DELETE ${LEDGER}/metadata/keys/rekey-drift`);
        await fine(run('ledger rekey --auto-approve'));
        await fine(run('apply --resend-secrets --auto-approve --target policy.rekey-drift'));
        await ask('POST sys/policies/acl/rekey-drift', { policy: 'path "*" { capabilities = ["sudo", "read"] }' });
      },
    ],
    [
      'move',
      async () => {
        stage.seed(
          `${seed(RENAMED).split('\n').slice(0, 2).join('\n')}\npolicy "rekey-drift-own" {\n  path "y" { capabilities = ["read"] }\n}\n`,
        );
        await fine(run('apply --auto-approve'));
        stage.seed(seed(RENAMED));
        await fine(run('ledger move --from rekey-drift --auto-approve'));
        await fine(run('apply --auto-approve --max-deletions 1 --target policy.rekey-drift-own'));
      },
    ],
  ])('is still seen, and mended, after %s', async (_, done) => {
    await byHand();
    await done();
    const plan = await stage.json('plan --detailed-exitcode', env);
    expect(plan.code).toBe(2);
    expect(plan.changes.map(({ address }) => address).sort()).toEqual(CHANGED);
    expect((await run('drift')).code).toBe(2);
    await fine(run('apply --auto-approve'));
    const { data } = await ask('GET rekey-drift/data/db');
    expect(data).toMatchObject({ data: { password: 'canary-declared' } });
    expect(await run('plan --detailed-exitcode')).toMatchObject({ code: 0 });
  });

  it.each([
    ['with its key', false],
    ['without it', true],
  ])('is none where only the seed has changed, after a rekey %s', async (_, lost) => {
    const group = (more: string) => `
endpoint "identity/group/name/rekey-drift" {
  data      = { type = "internal" }
  read_path = "identity/group/name/rekey-drift"
  delete    = true
${more}}
`;
    const before = seed('rekey-drift') + group('');
    stage.seed(before);
    await fine(run('apply --auto-approve'));
    stage.seed(
      before
        .replace('role "app" {', 'role "app" {\n    token_num_uses = 3')
        .replace(group(''), group('  write_only = { metadata = { note = "canary" } }\n')),
    );
    const THE_SEEDS = ['auth.rekey-drift.role.app seed', 'endpoint["identity/group/name/rekey-drift"] seed'];
    const causes = async () =>
      (await stage.json('plan', env)).changes.map(({ address, cause }) => `${address} ${cause}`).sort();
    expect(await causes()).toEqual(THE_SEEDS);
    if (lost) {
      await ask(`DELETE ${LEDGER}/metadata/keys/rekey-drift`);
      expect(await run('plan --out lost.json')).toMatchObject({
        code: 3,
        err: expect.stringContaining('without the key of the ledger no apply would carry it out'),
      });
    }
    await fine(run('ledger rekey --auto-approve'));
    expect(await causes()).toEqual(THE_SEEDS);
    await fine(run('apply --auto-approve'));
    expect(await run('plan --detailed-exitcode')).toMatchObject({ code: 0 });
    await fine(run('destroy --auto-approve'));
  });

  it('is none where only the server spells otherwise, with its key and without', async () => {
    await fine(run('ledger rekey --auto-approve'));
    expect(await run('plan --detailed-exitcode')).toMatchObject({ code: 0 });
    await ask(`DELETE ${LEDGER}/metadata/keys/rekey-drift`);
    await fine(run('ledger rekey --auto-approve'));
    expect(await run('plan --detailed-exitcode')).toMatchObject({ code: 0 });
  });
});
