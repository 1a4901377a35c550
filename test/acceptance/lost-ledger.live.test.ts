import { afterEach, beforeEach, expect, it } from 'vitest';
import { atOnce, products } from '../servers/index.ts';
import { actionsOf, asRoot, fine, type Stage, stageFor } from './stage.ts';

const LEDGER = 'lost-ledger';

atOnce(products(), 'a ledger that is lost, on $name', (server) => {
  let stage: Stage;
  const env = { VAULTSEED_LEDGER: LEDGER };
  const { ask } = asRoot(server);
  const run = (line: string) => stage.vaultseed(line, env);

  beforeEach(() => {
    stage = stageFor(server, SEED);
  });
  afterEach(async () => {
    for (const mount of [LEDGER, 'lost-kv', 'lost-keys', 'auth/lost-people']) await ask(`DELETE sys/mounts/${mount}`);
    await ask('DELETE sys/auth/lost-people');
    for (const name of ['a', 'b']) await ask(`DELETE sys/policies/acl/lost-${name}`);
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
      // The password was not sent by anybody that is known: nobody can say that all is well.
      const rc = /^(destroy|drift)/.test(line) ? 1 : 0;
      expect([line, code, err.replaceAll(/\s+/g, ' ')]).toEqual([line, rc, expect.stringMatching(TOLD)]);
    }
    expect(await run('plan --detailed-exitcode')).toMatchObject({ code: 1, err: '' });
  });

  it('is not suspected where other seeds are remembered and this one never was, and destroy deletes nothing all the same', async () => {
    await fine(run('apply --auto-approve'));
    await ask(`DELETE sys/mounts/${LEDGER}`);
    stage.seed('seed { name = "lost-other" }\npolicy "lost-b" {\n  path "x" { capabilities = ["read"] }\n}\n');
    await fine(run('apply --auto-approve'));
    stage.seed(SEED);
    for (const line of ['plan', 'drift', 'destroy --auto-approve', 'apply --auto-approve']) {
      const { code, err } = await run(line);
      const told = line.startsWith('destroy') ? expect.stringMatching(TOLD) : expect.not.stringContaining('warning');
      expect([line, code, err.replaceAll(/\s+/g, ' ')]).toEqual([line, /^(destroy|drift)/.test(line) ? 1 : 0, told]);
    }
    expect(await run('plan --detailed-exitcode')).toMatchObject({ code: 1, err: '' });
    // What is left of a ledger tells that there was one.
    await ask(`DELETE ${LEDGER}/metadata/seeds/lost/index`);
    expect((await fine(run('plan'))).err.replaceAll(/\s+/g, ' ')).toContain('lists nothing of lost any more');
  });

  it('is told of a seed with a single object, and destroy does not say that nothing is there', async () => {
    stage.seed('seed { name = "lost" }\npolicy "lost-a" {\n  path "x" { capabilities = ["read"] }\n}\n');
    await fine(run('apply --auto-approve'));
    await ask(`DELETE sys/mounts/${LEDGER}`);
    expect((await fine(run('plan'))).err).toMatch(/ledger-empty\]: the only object is there and nobody's own/);
    const { code, out, err } = await run('destroy --auto-approve');
    expect([code, out.replaceAll(/\s+/g, ' ')]).toEqual([1, expect.stringContaining('Nothing is destroyed: nothing')]);
    expect(err.replaceAll(/\s+/g, ' ')).toContain('only its own is destroyed');
    await fine(run('apply --auto-approve'));
    await fine(run('destroy --auto-approve'));
    expect(await run('destroy --auto-approve')).toMatchObject({ code: 0, err: '' });
  });

  it('is told like one whose mount was made again by hand: that is not the one that it made', async () => {
    const kv =
      'mount "lost-kv" {\n  type = "kv"\n  options = { version = "2" }\n  secret "s" { data = { a = "1" } }\n}\n';
    stage.seed(`seed { name = "lost" }\n${kv}`);
    await fine(run('apply --auto-approve'));
    await ask('DELETE sys/mounts/lost-kv');
    await ask('POST sys/mounts/lost-kv', { type: 'kv', options: { version: '2' } });
    const { code, out, err } = await run('destroy --auto-approve');
    expect([code, out]).toEqual([1, expect.stringContaining('Nothing is destroyed: nothing')]);
    expect(err.replaceAll(/\s+/g, ' ')).toContain('is gone, and was made again by somebody else');
    expect((await ask('GET sys/mounts/lost-kv')).status).toBe(200);
    await fine(run('apply --auto-approve'));
    await fine(run('destroy --auto-approve'));
    expect((await ask('GET sys/mounts/lost-kv')).status).not.toBe(200);
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

  it('leaves fields that were taken over and not sent, and these are counted until they are', async () => {
    const unsent = '1 write-only field is taken to be as declared, and was not sent: apply --resend-secrets sends it.';
    const login = async (password: string) => (await ask('POST auth/lost-people/login/ada', { password })).status;
    await fine(run('apply --auto-approve'));
    expect((await run('drift')).out).not.toContain('taken to be');
    await ask('POST auth/lost-people/users/ada', { password: 'canary-by-hand' });
    await ask(`DELETE sys/mounts/${LEDGER}`);
    // Nobody's own is no better: what it holds was sent by somebody else, if at all.
    const alone = await run('drift');
    expect([alone.code, alone.out.replaceAll(/\s+/g, ' ')]).toEqual([1, expect.stringContaining(unsent)]);
    expect((await run('plan --detailed-exitcode')).code).toBe(2);
    const first = (await fine(run('apply --auto-approve'))).out.replaceAll(/\s+/g, ' ');
    expect(first).toMatch(
      /is as lost says, as far as can be told: 1 write-only field was never sent; apply --resend-secrets sends it\.\s*$/,
    );
    const told = async (line: string) => {
      const { code, out } = await run(line);
      const text = out.replaceAll(/\s+/g, ' ');
      const open = text.includes(unsent) && /^drift|detailed/.test(line);
      expect([line, code]).toEqual([line, open ? 1 : 0]);
      return text;
    };
    for (const line of ['plan', 'drift', 'apply --auto-approve', 'plan --detailed-exitcode'])
      expect(await told(line)).toContain(unsent);
    expect(await told('drift -v')).toContain('auth.lost-people.user.ada password');
    expect(await stage.json('plan', env)).toMatchObject({
      never_sent: [{ address: 'auth.lost-people.user.ada', field: 'password' }],
    });
    expect(await told('ledger show')).toContain('password: taken to be as declared, never sent');
    expect(await told('plan --out plan.json')).toContain(unsent);
    expect(await told('show plan.json')).toContain(unsent);
    await fine(run('ledger rekey'));
    expect(await told('drift')).toContain(unsent);
    expect([await login('canary-1'), await login('canary-by-hand')]).toEqual([400, 200]);
    const seed = SEED.replace('"canary-1"', '"canary-1"\n    lifecycle { ignore = ["password"] }');
    stage.seed(seed);
    expect(await told('plan --detailed-exitcode')).not.toContain(unsent);
    stage.seed(SEED);
    await fine(run('apply --auto-approve --resend-secrets'));
    expect([await login('canary-1'), await login('canary-by-hand')]).toEqual([200, 400]);
    for (const line of ['drift', 'plan --detailed-exitcode']) expect(await told(line)).not.toContain('never sent');
  });

  it.each(['another value in the seed', 'another field that is changed'] as const)(
    'keeps count of them over %s',
    async (what) => {
      await fine(run('apply --auto-approve'));
      await ask(`DELETE sys/mounts/${LEDGER}`);
      await fine(run('apply --auto-approve'));
      const isValue = what === 'another value in the seed';
      stage.seed(isValue ? SEED.replace('canary-1', 'canary-2') : SEED.replace('["lost-a"]', '["lost-a", "default"]'));
      const plan = await stage.json('plan', env);
      expect(plan.changes).toMatchObject([
        { address: 'auth.lost-people.user.ada', fields: [{ name: isValue ? 'password' : 'token_policies' }] },
      ]);
      await fine(run('apply --auto-approve'));
      expect((await run('drift')).out.includes('taken to be as declared')).toBe(!isValue);
    },
  );

  it.each<[how: string, change: () => Promise<unknown>]>([
    ['gone', () => ask(`DELETE ${LEDGER}/metadata/keys/lost`)],
    ['deleted', () => ask(`DELETE ${LEDGER}/data/keys/lost`)],
    ['damaged', () => ask(`POST ${LEDGER}/data/keys/lost`, { options: { cas: 1 }, data: { key: 'x' } })],
  ])(
    'whose key is %s cannot tell whether secrets are as declared, and does not say that they are',
    async (_, spoil) => {
      await fine(run('apply --auto-approve'));
      await spoil();
      stage.seed(SEED.replace('canary-1', 'canary-2'));
      for (const line of ['plan', 'plan --detailed-exitcode', 'drift']) {
        const { code, out, err } = await run(line);
        const text = out.replaceAll(/\s+/g, ' ');
        expect([line, code]).toEqual([line, line === 'plan' ? 0 : 1]);
        expect(text).toContain('1 write-only field of 1 object cannot be compared: the key of the ledger is gone');
        expect(text).toMatch(/6 objects on .* are as/);
        expect(text).not.toMatch(/No changes|No drift\./);
        expect(err).toContain('warning[ledger-key-lost]');
      }
      // Another change of the object does not compare them.
      await ask('POST auth/lost-people/users/ada', { token_policies: 'other' });
      for (const line of ['plan', 'drift'])
        expect((await run(line)).out.replaceAll(/\s+/g, ' ')).toContain('1 write-only field of 1 object cannot be');
      await ask('POST auth/lost-people/users/ada', { token_policies: 'lost-a' });
      expect(await run('plan --out plan.json')).toMatchObject({ code: 3 });
      await ask('DELETE sys/policies/acl/lost-a');
      for (const line of ['plan --detailed-exitcode', 'drift']) {
        const { code, out } = await run(line);
        expect([line, code, out.replaceAll(/\s+/g, ' ')]).toEqual([
          line,
          1,
          expect.stringMatching(/5 (more are as declared|are)\b/),
        ]);
      }
      // Neither a token without the right nor the lack of a memory is a loss.
      expect(await run('plan --no-ledger --detailed-exitcode')).toMatchObject({ code: 2 });
      expect(await run('apply --auto-approve')).toMatchObject({ code: 1 });
      // To let go of something, or to delete it, takes no comparison.
      await fine(run('ledger forget --target policy.lost-a --auto-approve'));
      await ask('POST lost-keys/keys/app/config', { deletion_allowed: true });
      const { out, err } = await fine(run('destroy --auto-approve'));
      expect(out).toContain('Applied: 6 deleted');
      expect(err).toContain('warning[ledger-key-lost]');
      expect((await ask(`GET ${LEDGER}/data/seeds/lost/index`)).status).toBe(404);
    },
  );

  it('deletes nothing without its key but what is declared: who wrote what it lists, nobody can tell', async () => {
    const two = (more: string) =>
      `seed { name = "lost" }\npolicy "lost-a" {\n  path "x" { capabilities = ["read"] }\n}\n${more}`;
    stage.seed(two('policy "lost-b" {\n  path "x" { capabilities = ["read"] }\n}\n'));
    await fine(run('apply --auto-approve'));
    await ask(`DELETE ${LEDGER}/metadata/keys/lost`);
    stage.seed(two(''));
    const { out } = await fine(run('destroy --auto-approve'));
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      'its ledger still lists policy.lost-b: vaultseed ledger forget lets go',
    );
    expect((await ask('GET sys/policies/acl/lost-b')).status).toBe(200);
    expect((await ask('GET sys/policies/acl/lost-a')).status).toBe(404);
  });

  it('leaves all of them when only its key is lost', async () => {
    await fine(run('apply --auto-approve'));
    await ask(`DELETE ${LEDGER}/metadata/keys/lost`);
    await fine(run('ledger rekey'));
    const { code, out } = await run('drift');
    expect(code).toBe(1);
    expect(out).toContain('write-only field');
    expect(out).toContain('taken to be as declared');
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
    await fine(run('ledger move --from lost --auto-approve'));
    expect(await run('plan --detailed-exitcode')).toMatchObject({ code: 0, err: '' });
  });
});
