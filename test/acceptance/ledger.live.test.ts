import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { atOnce, products } from '../servers/index.ts';
import { actionsOf, asRoot, fine, type Stage, stageFor } from './stage.ts';

const LEDGER = 'own-ledger';

atOnce(products(), 'what a seed owns, on $name', (server) => {
  let stage: Stage;
  let other: Stage;
  const env = { VAULTSEED_LEDGER: LEDGER };
  const { ask, isThere } = asRoot(server);

  beforeEach(() => {
    stage = stageFor(server, '', env);
    other = stageFor(server, '', env);
  });
  afterEach(async () => {
    for (const mount of [LEDGER, 'own-kv', 'own-moved', 'auth/own-people']) await ask(`DELETE sys/mounts/${mount}`);
    await ask('DELETE sys/auth/own-people');
    for (const policy of ['own-a', 'own-b', 'own-c']) await ask(`DELETE sys/policies/acl/${policy}`);
    stage.remove();
    other.remove();
  });

  const seed = (name: string) => `seed { name = "own-${name}" }\n`;
  const policy = (name: string, more = '', path = 'own-kv/*') =>
    `policy "own-${name}" {\n  path "${path}" { capabilities = ["read"] }\n${more}\n}\n`;
  const people = (password: string, policies = '') => `
auth "own-people" {
  type = "userpass"
  user "ada" {
    password       = "${password}"
    token_policies = [${policies}]
  }
}
`;
  const kv = (more = '') => `mount "own-kv" {\n  type = "kv"\n  options = { version = "2" }\n${more}\n}\n`;

  it('leaves nothing behind when all of it is destroyed', async () => {
    await fine(stage.apply(seed('one') + policy('a') + kv('secret "x" { data = { a = "1" } }')));
    expect(await isThere(`${LEDGER}/data/seeds/own-one/index`)).toBe(true);
    await fine(stage.vaultseed('destroy --auto-approve'));
    expect(await isThere(`sys/mounts/${LEDGER}`)).toBe(false);
  });

  it('forgets what somebody else has deleted', async () => {
    await fine(stage.apply(seed('half') + policy('a') + policy('b')));
    await ask('DELETE sys/policies/acl/own-a');
    expect((await stage.planned(seed('half') + policy('a') + policy('b'))).changes).toMatchObject([
      { address: 'policy.own-a', action: 'create', cause: 'drift' },
    ]);
    await fine(stage.vaultseed('destroy --auto-approve'));
    expect(await isThere(`sys/mounts/${LEDGER}`)).toBe(false);
  });

  it('deletes what leaves the seed, after what leaned on it, and nothing else', async () => {
    await ask('POST sys/policies/acl/own-c', { policy: 'path "x" { capabilities = ["read"] }' });
    await fine(
      stage.apply(seed('two') + policy('a') + policy('b') + people('canary-1', 'policy.own-a.name, policy.own-b.name')),
    );
    const plan = await stage.planned(seed('two') + policy('b') + people('canary-1', 'policy.own-b.name'));
    expect(actionsOf(plan)).toEqual(['delete policy.own-a', 'update auth.own-people.user.ada']);
    await fine(stage.vaultseed('apply --auto-approve'));
    expect(await isThere('sys/policies/acl/own-a')).toBe(false);
    expect([await isThere('sys/policies/acl/own-b'), await isThere('sys/policies/acl/own-c')]).toEqual([true, true]);
    expect((await stage.vaultseed('plan --detailed-exitcode')).code).toBe(0);
  });

  it('leaves on the server what is to be forgotten', async () => {
    await fine(stage.apply(seed('keep') + policy('a', 'lifecycle { on_destroy = "forget" }')));
    await fine(stage.apply(`${seed('keep')}${policy('b')}`));
    expect(await isThere('sys/policies/acl/own-a')).toBe(true);
    expect((await stage.vaultseed('plan --detailed-exitcode')).code).toBe(0);
  });

  it('guards what must not be destroyed, also once it has left the seed', async () => {
    await fine(stage.apply(seed('hold') + policy('a', 'lifecycle { prevent_destroy = true }')));
    const { code, err } = await stage.apply(seed('hold') + policy('b'));
    expect([code, err]).toEqual([3, expect.stringContaining('prevent-destroy')]);
    expect([await isThere('sys/policies/acl/own-a'), await isThere('sys/policies/acl/own-b')]).toEqual([true, false]);
  });

  it('destroys nothing when only the address is another', async () => {
    await fine(stage.apply(`${seed('name')}${kv()}`));
    const renamed = kv().replace('mount "own-kv" {', 'mount "store" {\n  path = "own-kv"');
    expect(actionsOf(await stage.planned(seed('name') + renamed))).toEqual([]);
    await fine(stage.vaultseed('apply --auto-approve'));
    expect((await stage.vaultseed('ledger show')).out).toContain('mount.store');
  });

  it('sees that a hidden field has changed in the seed, and sends it once', async () => {
    await fine(stage.apply(seed('pw') + people('canary-1')));
    expect(actionsOf(await stage.planned(seed('pw') + people('canary-1')))).toEqual([]);
    const plan = await stage.planned(seed('pw') + people('canary-2'));
    expect(plan.changes).toMatchObject([
      { address: 'auth.own-people.user.ada', cause: 'seed', fields: [{ name: 'password', change: 'hidden' }] },
    ]);
    await fine(stage.vaultseed('apply --auto-approve'));
    expect(await ask('POST auth/own-people/login/ada', { password: 'canary-2' })).toMatchObject({ status: 200 });
    expect((await stage.vaultseed('plan --detailed-exitcode')).code).toBe(0);
  });

  it('tells drift from a change in the seed, and both from each other', async () => {
    const role = (ttl: string, more = '') =>
      `${seed('cause')}auth "own-people" {\n  type = "userpass"\n  user "ada" {\n    password = "canary-1"\n    token_ttl = "${ttl}"\n${more}\n  }\n}\n`;
    await fine(stage.apply(role('1h', 'token_max_ttl = "9h"')));
    await ask('POST auth/own-people/users/ada', { token_max_ttl: '5h' });
    const causes = async (text: string) =>
      (await stage.planned(text)).changes.map((change) => ('cause' in change ? change.cause : ''));
    expect(await causes(role('1h', 'token_max_ttl = "9h"'))).toEqual(['drift']);
    expect(await causes(role('2h', 'token_max_ttl = "5h"'))).toEqual(['seed']);
    expect(await causes(role('2h', 'token_max_ttl = "9h"'))).toEqual(['both']);
  });

  it('takes a mount that was made again by hand for another one', async () => {
    const text = seed('again') + kv('secret "x" { data = { a = "1" } }');
    await fine(stage.apply(text));
    await ask('DELETE sys/mounts/own-kv');
    await ask('POST sys/mounts/own-kv', { type: 'kv', options: { version: '2' } });
    expect(actionsOf(await stage.planned(text))).toEqual(['adopt mount.own-kv', 'create mount.own-kv.secret.x']);
    await fine(stage.vaultseed('apply --auto-approve'));
    expect((await stage.vaultseed('plan --detailed-exitcode')).code).toBe(0);
  });

  it('takes into care what is there already, and says what it would change in it', async () => {
    await ask('POST sys/policies/acl/own-a', { policy: 'path "own-kv/*" { capabilities = ["list"] }' });
    await ask('POST sys/policies/acl/own-b', { policy: 'path "own-kv/*" { capabilities = ["read"] }' });
    const plan = await stage.planned(seed('adopt') + policy('a') + policy('b'));
    expect(plan.changes).toMatchObject([
      { action: 'adopt', address: 'policy.own-a', fields: [{ name: 'rules' }] },
      { action: 'adopt', address: 'policy.own-b', fields: [] },
    ]);
    expect((await stage.vaultseed('apply --auto-approve')).out).toContain('Applied: 2 adopted (1 of them changed).');
    expect((await stage.vaultseed('plan --detailed-exitcode')).code).toBe(0);
  });

  it('says of what it takes into care that hidden fields are not looked at, and sends them when asked', async () => {
    await ask('POST sys/auth/own-people', { type: 'userpass' });
    await ask('POST auth/own-people/users/ada', { password: 'canary-old' });
    const told = await stage.planned(seed('hidden') + people('canary-new'));
    expect(told.changes).toMatchObject([
      { action: 'adopt', remarks: ['is there already'] },
      { action: 'adopt', remarks: ['is there already', 'password taken to be as declared, and not sent'] },
    ]);
    expect((await stage.vaultseed('drift')).code).toBe(1);
    await fine(stage.vaultseed('apply --auto-approve --resend-secrets'));
    expect(await ask('POST auth/own-people/login/ada', { password: 'canary-new' })).toMatchObject({ status: 200 });
  });

  it('leaves a mount that was there before it kept a ledger in it', async () => {
    await ask(`POST sys/mounts/${LEDGER}`, { type: 'kv', options: { version: '2' }, description: 'by hand' });
    await fine(stage.apply(seed('guest') + policy('a')));
    await fine(stage.vaultseed('destroy --auto-approve'));
    expect(await isThere(`sys/mounts/${LEDGER}`)).toBe(true);
  });

  it('is kept for a seed whose name has a blank', async () => {
    const named = `seed { name = "own big % ü" }\n${policy('a')}`;
    await fine(stage.apply(named));
    expect((await stage.vaultseed('plan --detailed-exitcode')).code).toBe(0);
    await fine(stage.vaultseed('destroy --auto-approve'));
    expect(await isThere(`sys/mounts/${LEDGER}`)).toBe(false);
  });

  it('refuses to delete what it does not own, even to make it anew', async () => {
    await ask('POST sys/mounts/own-kv', { type: 'transit' });
    const { code, err } = await stage.apply(seed('anew') + kv());
    expect([code, err]).toEqual([3, expect.stringContaining('error[replace-unowned]')]);
  });

  it('tells two seeds that they declare one object', async () => {
    await fine(stage.apply(seed('first') + policy('a')));
    other.seed(seed('second') + policy('a'));
    const { code, err } = await other.vaultseed('apply --auto-approve');
    expect([code, err]).toEqual([3, expect.stringContaining('policy.own-a belongs to the seed own-first')]);
    const asked = await stage.vaultseed('ledger forget --target policy');
    expect([asked.code, asked.err.replaceAll(/\s+/g, ' ')]).toEqual([
      1,
      expect.stringContaining(
        'it would forget 1 object: policy.own-a sys/policies/acl/own-a = if that is meant: --auto-approve',
      ),
    ]);
    await fine(stage.vaultseed('ledger forget --target policy.own-a --auto-approve'));
    await fine(other.vaultseed('apply --auto-approve'));
  });

  it('does not take the folder of another team for its own, because it has the same name', async () => {
    const [mine, theirs] = [join(stage.folder, 'seeds'), join(other.folder, 'seeds')];
    for (const [folder, text] of [
      [mine, policy('a')],
      [theirs, policy('b')],
    ] as const) {
      mkdirSync(folder);
      writeFileSync(join(folder, 'main.seed.hcl'), text);
    }
    await fine(stage.vaultseed(`apply --auto-approve ${mine}`));
    const told = expect.stringMatching(/owns\s+policy.own-a\s+here,\s+and\s+the\s+seed\s+declares\s+none\s+of\s+that/);
    for (const line of ['plan', 'apply --auto-approve', 'destroy --auto-approve']) {
      const { code, err } = await stage.vaultseed(`${line} ${theirs}`);
      expect([line, code, err]).toEqual([line, 3, told]);
    }
    expect(await isThere('sys/policies/acl/own-a')).toBe(true);
    // Named by its file or by its folder, it is one seed.
    expect((await fine(stage.vaultseed(`plan ${mine}/main.seed.hcl`))).out).toContain('No changes.');
    writeFileSync(join(theirs, 'main.seed.hcl'), seed('theirs') + policy('b'));
    await fine(stage.vaultseed(`apply --auto-approve ${theirs}`));
    await fine(stage.vaultseed(`destroy --auto-approve ${mine}`));
    await fine(stage.vaultseed(`destroy --auto-approve ${theirs}`));
  });

  it('deletes nothing beside what it cannot see: it may be the new name', async () => {
    await fine(stage.apply(seed('renamed') + people('canary-1')));
    const mayNotSee = (await stage.vaultseed('policy')).out.replace('users/ada"', 'users/a*"');
    await ask('POST sys/policies/acl/own-c', { policy: mayNotSee });
    const { auth } = await ask('POST auth/token/create', { policies: ['own-c'] });
    stage.seed(seed('renamed') + people('canary-1').replace('"ada"', '"bob"'));
    const token = { VAULT_TOKEN: auth?.client_token ?? '' };
    const { code, err } = await stage.vaultseed('apply --auto-approve', token);
    expect([code, err]).toEqual([3, expect.stringContaining('error[half-seen]: auth.own-people.user.ada')]);
    expect(await isThere('auth/own-people/users/ada')).toBe(true);
    await fine(stage.vaultseed('apply --auto-approve --target auth.own-people.user.ada', token));
    expect(await isThere('auth/own-people/users/ada')).toBe(false);
    await fine(stage.vaultseed('apply --auto-approve'));
  });

  it('destroys only what it owns', async () => {
    await ask('POST sys/policies/acl/own-b', { policy: 'path "own-kv/*" { capabilities = ["read"] }' });
    await fine(stage.apply(seed('part') + policy('a')));
    stage.seed(seed('part') + policy('a') + policy('b'));
    await fine(stage.vaultseed('destroy --auto-approve'));
    expect([await isThere('sys/policies/acl/own-a'), await isThere('sys/policies/acl/own-b')]).toEqual([false, true]);
  });

  it('refuses to guess when it cannot be read, and says not compared without its key', async () => {
    await fine(stage.apply(seed('blind') + policy('a') + people('canary-1')));
    const rules = (ledger: string) => `path "sys/*" { capabilities = ["read", "list", "sudo"] }
      path "auth/*" { capabilities = ["read"] }
      ${ledger}`;
    const token = async (ledger: string): Promise<string> => {
      await ask('POST sys/policies/acl/own-c', { policy: rules(ledger) });
      return (await ask('POST auth/token/create', { policies: ['own-c'] })).auth?.client_token ?? '';
    };
    const blind = await stage.vaultseed('plan', { VAULT_TOKEN: await token('') });
    expect([blind.code, blind.err]).toEqual([1, expect.stringContaining('error[ledger-unreadable]')]);
    const policyText = (await stage.vaultseed('policy --read-only')).out.replace(/^path "(?:sys|auth)\/.*$/gm, '');
    const keyless = policyText.replace(/^path ".*keys.*$/m, '');
    stage.seed(seed('blind') + policy('a') + people('canary-2'));
    const unknown = await stage.vaultseed('plan', { VAULT_TOKEN: await token(keyless) });
    expect([unknown.code, unknown.out]).toEqual([0, expect.stringContaining('cannot be compared')]);
    const seeing = await stage.vaultseed('plan', { VAULT_TOKEN: await token(policyText) });
    expect([seeing.code, seeing.out]).toEqual([0, expect.stringContaining('changed in the seed')]);
  });

  it('goes on after its key was lost', async () => {
    const text = seed('key') + people('canary-1');
    await fine(stage.apply(text));
    await ask(`DELETE ${LEDGER}/metadata/keys/own-key`);
    const { code, err } = await stage.vaultseed('apply --auto-approve');
    expect([code, err]).toEqual([1, expect.stringContaining('vaultseed ledger rekey')]);
    await fine(stage.vaultseed('ledger rekey'));
    expect((await stage.vaultseed('plan --detailed-exitcode')).code).toBe(1);
    expect(actionsOf(await stage.planned(seed('key') + people('canary-2')))).toEqual([
      'update auth.own-people.user.ada',
    ]);
  });

  it('moves with a seed that gets another name', async () => {
    await fine(stage.apply(seed('old') + policy('a') + people('canary-1')));
    stage.seed(seed('new') + policy('a') + people('canary-1'));
    const unasked = await stage.vaultseed('ledger move --from own-old');
    expect([unasked.code, unasked.err]).toEqual([
      1,
      expect.stringMatching(/approval-needed.*it would take over 3 objects:\s+policy\.own-a/s),
    ]);
    const moved = await fine(stage.vaultseed('ledger move --from own-old --auto-approve'));
    expect(moved.err).toContain('own-old owns nothing any more.');
    expect(moved.err).not.toContain('still lists');
    expect((await stage.vaultseed('plan --detailed-exitcode')).code).toBe(0);
    await fine(stage.vaultseed('destroy --auto-approve'));
    expect(await isThere(`sys/mounts/${LEDGER}`)).toBe(false);
  });

  it('lists what no seed owns, without what any seed does', async () => {
    await ask('POST sys/policies/acl/own-b', { policy: 'path "x" { capabilities = ["read"] }' });
    other.seed(seed('theirs') + policy('c'));
    await fine(other.vaultseed('apply --auto-approve'));
    await fine(stage.apply(seed('list') + policy('a') + kv('secret "x" { data = { a = "1" } }')));
    for (const name of ['by-hand', 'deep/er/by-hand', 'x/y'])
      await ask(`POST own-kv/data/${name}`, { data: { a: '1' } });
    const told: { unmanaged: { block: string; name: string }[] } = JSON.parse(
      (await stage.vaultseed('drift --unmanaged --json')).out,
    );
    const names = told.unmanaged.map(({ block, name }) => `${block} ${name}`);
    expect(names).toEqual(expect.arrayContaining(['policy own-b', 'mount.own-kv.secret by-hand']));
    expect(names).toEqual(expect.arrayContaining(['mount.own-kv.secret deep/er/by-hand', 'mount.own-kv.secret x/y']));
    expect(names.join()).not.toContain('secret x,');
    for (const known of ['policy own-a', 'policy own-c', 'policy default', `mount ${LEDGER}`, 'mount sys'])
      expect(names).not.toContain(known);
    expect((await stage.vaultseed('drift --unmanaged')).out).toContain(
      '  mount.own-kv.secret: by-hand, x/y, deep/er/by-hand\n',
    );
  });

  it('prunes what no seed owns in a collection that a seed wants whole', async () => {
    const role = (name: string) => `role "${name}" { token_ttl = "1h" }\n`;
    const apps = (inner: string) => `auth "own-people" {\n  type = "approle"\n  prune = ["role"]\n  ${inner}}\n`;
    await fine(stage.apply(seed('whole') + apps(role('a'))));
    await ask('POST auth/own-people/role/by-hand', { token_ttl: '1h' });
    const plan = await stage.planned(seed('whole') + apps(role('a')));
    expect(plan.changes).toMatchObject([
      { action: 'delete', address: 'auth.own-people.role.by-hand', remarks: ['pruned: in no seed'] },
    ]);
    const blind = await stage.vaultseed('plan --no-ledger');
    expect([blind.code, blind.err]).toEqual([3, expect.stringContaining('error[prune-refused]')]);
    await fine(stage.vaultseed('apply --auto-approve'));
    expect(await isThere('auth/own-people/role/by-hand')).toBe(false);
    expect(await isThere('auth/own-people/role/a')).toBe(true);
    expect((await stage.vaultseed('plan --detailed-exitcode')).code).toBe(0);
  });

  it('is taken from a run that is gone', async () => {
    await fine(stage.apply(seed('lock') + policy('a')));
    const held = { state: 'held', run: 'theirs', holder: 'somebody', since: '2026-01-01T00:00:00Z', fence: 7 };
    const { data } = await ask(`GET ${LEDGER}/data/seeds/own-lock/lock`);
    const { version } = data.metadata as { version: number };
    const hold = (life: number, cas: number) =>
      ask(`POST ${LEDGER}/data/seeds/own-lock/lock`, { data: { ...held, life_ms: life }, options: { cas } });
    await hold(30_000, version);
    for (const line of ['plan', 'drift', 'ledger show'])
      expect((await stage.vaultseed(line)).err).toContain(
        'warning[run-under-way]: a run works on own-lock: somebody, since 2026',
      );
    // Its life is over, by the clock of a server that tells whole seconds.
    await hold(1, version + 1);
    await new Promise((done) => setTimeout(done, 7_000));
    for (const line of ['plan', 'drift', 'ledger show'])
      expect((await stage.vaultseed(line)).err).toContain(
        'warning[run-died]: a run on own-lock has died and left its lock: some',
      );
    await hold(1_000, version + 2);
    const { code, err } = await stage.vaultseed('apply --auto-approve --lock-timeout 0s');
    expect([code, err]).toEqual([1, expect.stringContaining('another run works on own-lock: somebody, since 2026')]);
    expect((await stage.vaultseed('unlock')).out).toContain('Its holder is gone: somebody, since 2026');
    await fine(stage.vaultseed('apply --auto-approve --lock-timeout 0s'));
  });
});
