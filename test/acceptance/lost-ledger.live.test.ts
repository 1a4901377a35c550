import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { servers } from '../servers/index.ts';
import { actionsOf, byHand, fine, type Stage, stageFor } from './stage.ts';

const LEDGER = 'lost-ledger';

describe.each(servers())('a ledger that is lost, on $name', (server) => {
  let stage: Stage;
  const env = { VAULTSEED_LEDGER: LEDGER };
  const ask = (line: string, body?: unknown) => byHand(server, line, { body });
  const run = (line: string) => stage.vaultseed(line, env);

  beforeEach(() => {
    stage = stageFor(server, SEED);
  });
  afterEach(async () => {
    for (const mount of [LEDGER, 'lost-kv', 'lost-keys', 'auth/lost-people']) await ask(`DELETE sys/mounts/${mount}`);
    await ask('DELETE sys/auth/lost-people');
    await ask('DELETE sys/policies/acl/lost-a');
    stage.remove();
  });

  // A write to a secret, or to a user, would risk something.
  const SEED = `
seed { name = "lost" }
policy "lost-a" {
  path "x" { capabilities = ["read"] }
}
mount "lost-kv" {
  type    = "kv"
  options = { version = "1" }
  secret "license" { data = { key = "canary" } }
}
mount "lost-keys" {
  type = "transit"
  key "app" {}
}
auth "lost-people" {
  type = "userpass"
  user "ada" {
    password       = "canary-1"
    token_policies = ["lost-a"]
  }
}
`;
  const TOLD = /warning\[ledger-empty\]: 7 of 7 objects are there and nobody's own/;

  it('is told by every command, and a pipeline takes everything into care again', async () => {
    await fine(run('apply --auto-approve'));
    expect((await run('plan')).err).not.toContain('ledger-empty');
    await ask(`DELETE sys/mounts/${LEDGER}`);
    for (const line of ['plan', 'drift', 'destroy --auto-approve', 'apply --auto-approve']) {
      const { code, err } = await run(line);
      expect([line, code, err.replaceAll(/\s+/g, ' ')]).toEqual([line, 0, expect.stringMatching(TOLD)]);
    }
    expect(await run('plan --detailed-exitcode')).toMatchObject({ code: 0, err: '' });
  });

  it('risks nothing to take into care what needs no edit, and what an update would where it does', async () => {
    await fine(run('apply --auto-approve'));
    await ask(`DELETE sys/mounts/${LEDGER}`);
    await ask('POST lost-kv/license', { key: 'canary-by-hand' });
    const plan = await stage.json('plan', env);
    const risks = plan.changes.map((change) => [change.address, 'risk' in change ? change.risk : '']);
    expect(Object.fromEntries(risks)).toEqual({
      'policy.lost-a': 'safe',
      'mount.lost-kv': 'safe',
      'mount.lost-kv.secret.license': 'irreversible',
      'mount.lost-keys': 'safe',
      'mount.lost-keys.key.app': 'safe',
      'auth.lost-people': 'safe',
      'auth.lost-people.user.ada': 'safe',
    });
    expect(await run('apply --auto-approve')).toMatchObject({
      code: 3,
      err: expect.stringContaining('risk-not-allowed'),
    });
    await fine(run('apply --auto-approve --allow irreversible'));
  });

  it('is no matter of a seed that owns something, or whose objects are mostly missing', async () => {
    await ask('POST sys/policies/acl/lost-a', { policy: 'path "x" { capabilities = ["read"] }' });
    const plan = await stage.json('plan', env);
    expect(actionsOf(plan).filter((action) => action.startsWith('adopt'))).toEqual(['adopt policy.lost-a']);
    expect(plan.diagnostics).toEqual([]);
  });

  it('is not lost when it is under the old name of the seed: that is said once', async () => {
    await fine(run('apply --auto-approve'));
    stage.seed(SEED.replace('"lost"', '"lost-new"'));
    const { code, err } = await run('apply --auto-approve');
    const codes = [...err.matchAll(/(?:error|warning)\[([\w-]+)\]/g)].map(([, name]) => name);
    expect([code, codes]).toEqual([3, ['owned-elsewhere']]);
    expect(err).toMatch(/7\s+objects\s+belong\s+to\s+the\s+seed\s+lost:[\s\S]*and\s+3\s+more/);
    expect(err).toContain('vaultseed ledger move --from lost');
    await fine(run('ledger move --from lost'));
    expect(await run('plan --detailed-exitcode')).toMatchObject({ code: 0, err: '' });
  });
});
