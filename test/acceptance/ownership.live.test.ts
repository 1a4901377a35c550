import { afterEach, beforeEach, expect, it } from 'vitest';
import { atOnce, products } from '../servers/index.ts';
import { startRelay } from '../survival/proxy.ts';
import { actionsOf, asRoot, fine, type Stage, stageFor } from './stage.ts';

const LEDGER = 'whose-ledger';

/* What is a seed's own, where two have to do with one thing: a server and somebody's hand, or two seeds. */

atOnce(products(), 'whose it is, on $name', (server) => {
  let stage: Stage;
  let other: Stage;
  const env = { VAULTSEED_LEDGER: LEDGER };
  const { ask } = asRoot(server);

  beforeEach(() => {
    stage = stageFor(server, '', env);
    other = stageFor(server, '', env);
  });
  afterEach(async () => {
    for (const mount of [LEDGER, 'whose-kv']) await ask(`DELETE sys/mounts/${mount}`);
    await ask('DELETE sys/auth/whose-people');
    for (const policy of ['whose-a', 'whose-b']) await ask(`DELETE sys/policies/acl/${policy}`);
    stage.remove();
    other.remove();
  });

  const seed = (name: string) => `seed { name = "whose-${name}" }\n`;
  const policy = (name: string) => `policy "whose-${name}" {\n  path "whose/*" { capabilities = ["read"] }\n}\n`;
  const kv = (name: string, more = '') =>
    `mount "${name}" {\n  type = "kv"\n  options = { version = "2" }\n${more}\n}\n`;

  it("is nobody's own what the server refused to make", async () => {
    await ask('POST sys/mounts/whose-kv', { type: 'kv', options: { version: '2' } });
    const text = seed('refused') + policy('a') + kv('whose-kv/inner', 'secret "x" { data = { a = "1" } }');
    const { code, err } = await stage.apply(text);
    expect([code, err]).toEqual([1, expect.stringContaining('error[vault-refused]')]);
    const { out } = await stage.vaultseed('ledger show');
    expect(out).toContain('policy.whose-a');
    expect(out).not.toContain('inner');
    expect(actionsOf(await stage.json('plan'))).toEqual([
      'create mount["whose-kv/inner"]',
      'create mount["whose-kv/inner"].secret.x',
    ]);
    // Nothing that left the seed was its own: there is nothing to delete.
    stage.seed(seed('refused') + policy('a'));
    expect(actionsOf(await stage.json('plan'))).toEqual([]);
  });

  it('stays its own where the answer was lost, though the server refuses to make it twice', async () => {
    const relay = await startRelay(server.address);
    let lost = 0;
    relay.rule = ({ method, path }) => {
      const cut = method === 'POST' && path === 'sys/mounts/whose-kv' && lost === 0;
      lost += cut ? 1 : 0;
      return cut ? { cut: 'after' } : {};
    };
    try {
      stage.seed(seed('lost') + kv('whose-kv', 'secret "x" { data = { a = "1" } }'));
      const through = { ...env, VAULT_ADDR: relay.address };
      const { code, err } = await stage.vaultseed('apply --auto-approve', through);
      expect([lost, code, err]).toEqual([1, 1, expect.stringContaining('path is already in use')]);
    } finally {
      await relay.stop();
    }
    expect((await stage.vaultseed('ledger show')).out).toContain('mount.whose-kv');
    expect(actionsOf(await stage.json('plan'))).toEqual(['create mount.whose-kv.secret.x']);
    await fine(stage.vaultseed('apply --auto-approve'));
    await fine(stage.vaultseed('destroy --auto-approve'));
    expect((await ask('GET sys/mounts/whose-kv/tune')).status).not.toBe(200);
  });

  it('leaves no ledger behind when all of it was refused', async () => {
    await ask('POST sys/mounts/whose-kv', { type: 'kv', options: { version: '2' } });
    expect((await stage.apply(seed('none') + kv('whose-kv/inner'))).code).toBe(1);
    expect((await ask(`GET sys/mounts/${LEDGER}`)).status).toBe(400);
    await fine(stage.vaultseed('ledger show'));
  });

  /** What drill and race leave behind: an object in the ledgers of two seeds. */
  const inBoth = async (text: string) => {
    await fine(stage.apply(seed('one') + text));
    await ask(`POST sys/mounts/${LEDGER}-2`, { type: 'kv', options: { version: '2' } });
    other.seed(seed('two') + text);
    // A store that does not bear the words is not known as one.
    await ask(`POST sys/mounts/${LEDGER}/tune`, { description: 'something' });
    await fine(other.vaultseed('apply --auto-approve', { VAULTSEED_LEDGER: `${LEDGER}-2` }));
    const names = ['keys/whose-two', 'seeds/whose-two/shard-1-0', 'seeds/whose-two/index'];
    for (const name of names) {
      const { data } = await ask(`GET ${LEDGER}-2/data/${name}`);
      // Signed as the version that it is: so it has to become that one.
      const { version } = data.metadata as { version: number };
      for (let cas = 0; cas < version; cas += 1)
        await ask(`POST ${LEDGER}/data/${name}`, { data: data.data, options: { cas } });
    }
    await ask(`DELETE sys/mounts/${LEDGER}-2`);
  };

  it('is told by every plan of either that two seeds own one object, and ends when one lets go of it', async () => {
    await inBoth(policy('a'));
    for (const [side, rival] of [
      [stage, 'two'],
      [other, 'one'],
    ] as const)
      for (const [line, code] of [
        ['plan', 3],
        ['drift', 1],
        ['apply --auto-approve', 3],
        ['destroy --auto-approve', 3],
      ] as const) {
        const ran = await side.vaultseed(line);
        expect([line, ran.code, ran.err.replaceAll(/\s+/g, ' ')]).toEqual([
          line,
          code,
          expect.stringContaining(`policy.whose-a is in the ledger of the seed whose-${rival} as well`),
        ]);
      }
    other.seed(seed('two') + policy('b'));
    const { code, err } = await other.vaultseed('apply --auto-approve');
    expect([code, err]).toEqual([3, expect.stringContaining('ledger forget --target policy.whose-a')]);
    await fine(other.vaultseed('ledger forget --target policy.whose-a --auto-approve'));
    await fine(other.vaultseed('apply --auto-approve'));
    expect(actionsOf(await stage.json('plan'))).toEqual([]);
    expect((await ask('GET sys/policies/acl/whose-a')).status).toBe(200);
  });

  it('is not made by a second seed while the first one has it written down', async () => {
    await fine(stage.apply(seed('one') + policy('a')));
    await ask('DELETE sys/policies/acl/whose-a');
    other.seed(seed('two') + policy('a'));
    const { code, err } = await other.vaultseed('apply --auto-approve');
    expect([code, err]).toEqual([3, expect.stringContaining('policy.whose-a belongs to the seed whose-one')]);
  });

  it('is not held against a seed what another one remembers of a mount that is gone', async () => {
    await fine(stage.apply(seed('one') + kv('whose-kv', 'secret "x" { data = { a = "1" } }')));
    await ask('DELETE sys/mounts/whose-kv');
    await ask('POST sys/mounts/whose-kv', { type: 'kv', options: { version: '2' } });
    other.seed(seed('two') + kv('whose-kv', 'secret "x" { data = { a = "1" } }'));
    await fine(other.vaultseed('apply --auto-approve'));
    expect((await other.vaultseed('plan --detailed-exitcode')).code).toBe(0);
  });

  it('does not go with a mount or an auth method that another seed has put something into', async () => {
    const people = (existing: boolean, user: string) =>
      `auth "whose-people" {\n  type = "userpass"\n  ${existing ? 'existing = true\n' : ''}\n  user "${user}" { password = "canary-1" }\n}\n`;
    await fine(stage.apply(seed('one') + policy('a') + kv('whose-kv') + people(false, 'ada')));
    other.seed(
      seed('two') + kv('whose-kv', 'existing = true\n  secret "theirs" { data = { a = "1" } }') + people(true, 'bob'),
    );
    await fine(other.vaultseed('apply --auto-approve'));
    const transit = 'mount "whose-kv" {\n  type = "transit"\n}\n';
    const leaving = `apply --auto-approve --allow data-destroying --max-deletions 9`;
    for (const [text, line] of [
      [seed('one') + policy('a'), leaving],
      [seed('one') + policy('a'), 'destroy --auto-approve'],
      [seed('one') + policy('a') + transit, leaving],
    ] as const) {
      const { code, err } = await stage.apply(text, line);
      const said = err.replaceAll(/\s+/g, ' ');
      expect([code, said]).toEqual([3, expect.stringContaining('and with it what the seed whose-two owns there')]);
      expect(said).toContain('secret.theirs');
    }
    expect((await ask('GET whose-kv/data/theirs')).status).toBe(200);
    await fine(other.vaultseed('destroy --auto-approve'));
    await fine(stage.apply(seed('one') + policy('a'), leaving));
  });

  it('takes a word more to delete an auth method with what nobody declared in it', async () => {
    const people = `auth "whose-people" {\n  type = "userpass"\n  user "ada" { password = "canary-1" }\n}\n`;
    await fine(stage.apply(seed('one') + policy('a') + people));
    stage.seed(seed('one') + policy('a'));
    expect((await stage.json('plan')).changes).toMatchObject([
      { address: 'auth.whose-people', risk: 'login-affecting', remarks: ['no longer in the seed'] },
      { address: 'auth.whose-people.user.ada' },
    ]);
    await ask('POST auth/whose-people/users/hand', { password: 'canary-hand' });
    const { code, err } = await stage.vaultseed('apply --auto-approve');
    expect([code, err]).toEqual([3, expect.stringContaining('error[risk-not-allowed]')]);
    expect((await ask('GET auth/whose-people/users/hand')).status).toBe(200);
    await fine(stage.vaultseed('apply --auto-approve --allow data-destroying'));
    expect((await ask('GET auth/whose-people/users/hand')).status).toBe(404);
  });
});
