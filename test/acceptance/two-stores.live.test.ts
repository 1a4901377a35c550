import { afterEach, beforeEach, expect, it } from 'vitest';
import { atOnce, products } from '../servers/index.ts';
import { startRelay } from '../survival/proxy.ts';
import { asRoot, fine, type Stage, stageFor } from './stage.ts';

const FIRST = 'stores-first';
const SECOND = 'stores-second';

/* Ledgers may be kept in more than one store on a server: what a seed of one owns is its own for those of the other, too. */

atOnce(products(), 'two stores of ledgers, on $name', (server) => {
  let stage: Stage;
  let other: Stage;
  const { ask } = asRoot(server);
  const inFirst = { VAULTSEED_LEDGER: FIRST };
  const inSecond = { VAULTSEED_LEDGER: SECOND };
  const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

  beforeEach(() => {
    stage = stageFor(server, '');
    other = stageFor(server, '');
  });
  afterEach(async () => {
    for (const mount of [FIRST, SECOND, 'stores-kv', 'stores-mine']) await ask(`DELETE sys/mounts/${mount}`);
    await ask('DELETE sys/auth/stores-people');
    for (const name of ['a', 'b', 'token']) await ask(`DELETE sys/policies/acl/stores-${name}`);
    stage.remove();
    other.remove();
  });

  const seed = (name: string, more = '') => `seed {\n  name = "stores-${name}"\n${more}}\n`;
  const policy = (name: string, can = 'read') =>
    `policy "stores-${name}" {\n  path "stores/*" { capabilities = ["${can}"] }\n}\n`;
  const kv = (name: string, secret: string, more = '') =>
    `mount "stores-${name}" {\n  type = "kv"\n  options = { version = "2" }\n${more}  secret "${secret}" { data = { k = "1" } }\n}\n`;

  const owning = async (text: string) => {
    other.seed(text);
    await fine(other.vaultseed('apply --auto-approve', inFirst));
  };

  it('leave each other alone: what a seed of the other owns is refused with its name and its ledger', async () => {
    await owning(seed('one') + policy('a') + kv('kv', 's'));
    for (const text of [policy('a', 'sudo'), policy('a'), policy('b') + kv('kv', 's')]) {
      stage.seed(seed('two') + text);
      for (const line of ['plan', 'apply --auto-approve', 'plan --no-ledger']) {
        const { code, err } = await stage.vaultseed(line, inSecond);
        // Who remembers nothing takes nothing into care.
        if (line.endsWith('--no-ledger') && !text.includes('sudo')) expect(code).toBe(0);
        else {
          expect([line, code, flat(err)]).toEqual([line, 3, expect.stringContaining('error[owned-elsewhere]')]);
          expect(flat(err)).toContain(`to the seed stores-one (ledger ${FIRST}/)`);
        }
        if (line === 'plan') expect(flat(err)).toContain(`vaultseed ledger forget --ledger ${FIRST} --target`);
      }
    }
    expect((await ask(`GET sys/mounts/${SECOND}`)).status).toBe(400);
    // The very line that was said.
    await fine(other.vaultseed(`ledger forget --ledger ${FIRST} --target policy.stores-a --auto-approve`));
    stage.seed(seed('two') + policy('a', 'sudo'));
    await fine(stage.vaultseed('apply --auto-approve', inSecond));
  });

  it('are told of by either, where both list one object', async () => {
    await owning(seed('one') + policy('b'));
    stage.seed(seed('two') + policy('a'));
    await fine(stage.vaultseed('apply --auto-approve', inSecond));
    // Nobody looks on while it is taken into care.
    const words = String((await ask(`GET sys/mounts/${FIRST}`)).data.description);
    await ask(`POST sys/mounts/${SECOND}/tune`, { description: 'hidden' });
    await owning(seed('one') + policy('b') + policy('a'));
    await ask(`POST sys/mounts/${SECOND}/tune`, { description: words });
    stage.seed(seed('two') + policy('a', 'list'));
    for (const [line, code] of [
      ['plan', 3],
      ['drift', 1],
      ['destroy --auto-approve', 3],
    ] as const) {
      const ran = await stage.vaultseed(line, inSecond);
      const saying = `policy.stores-a is in the ledger of the seed stores-one (ledger ${FIRST}/) as well`;
      expect([line, ran.code, flat(ran.err)]).toEqual([line, code, expect.stringContaining(saying)]);
      expect(flat(ran.err)).toContain(`vaultseed ledger forget --ledger ${SECOND} --target policy.stores-a`);
      expect(flat(ran.err)).toContain(`vaultseed ledger forget --ledger ${FIRST} --target policy.stores-a`);
    }
  });

  it('know a seed by its name: somebody has given its ledger another path', async () => {
    await owning(seed('one') + policy('a'));
    stage.seed(seed('one') + policy('a'));
    for (const line of ['plan', 'apply --auto-approve']) {
      const { code, err } = await stage.vaultseed(line, inSecond);
      const saying = `policy.stores-a belongs to the seed stores-one (ledger ${FIRST}/)`;
      expect([line, code, flat(err)]).toEqual([line, 3, expect.stringContaining(saying)]);
      expect(flat(err)).toContain(`go on there, with --ledger ${FIRST}`);
    }
    expect((await stage.vaultseed('plan --detailed-exitcode', inFirst)).code).toBe(0);
    await fine(stage.vaultseed('apply --auto-approve --no-ledger', inSecond));
    await fine(stage.vaultseed(`ledger forget --ledger ${FIRST} --target policy.stores-a --auto-approve`));
    await fine(stage.vaultseed('apply --auto-approve', inSecond));
  });

  it('keep what another seed has put into a mount from going with it, and from being pruned', async () => {
    const people = (user: string, more: string) =>
      `auth "stores-people" {\n  type = "userpass"\n${more}  user "${user}" { password = "canary-1" }\n}\n`;
    stage.seed(seed('two') + people('ada', '  prune = ["user"]\n'));
    await fine(stage.vaultseed('apply --auto-approve', inSecond));
    await owning(seed('one') + people('theirs', '  existing = true\n'));
    await ask('POST auth/stores-people/users/nobodys', { password: 'canary-1' });
    const { changes } = await stage.json('plan', inSecond);
    expect(changes.map(({ address }) => address)).toEqual(['auth.stores-people.user.nobodys']);
    const listed = await stage.vaultseed('drift --unmanaged', inSecond);
    expect(listed.out).toContain('nobodys');
    expect(listed.out).not.toContain('theirs');
    expect(listed.out).not.toContain(FIRST);
    const { code, err } = await stage.vaultseed('destroy --auto-approve', inSecond);
    const saying = `what the seed stores-one (ledger ${FIRST}/) owns there: auth.stores-people.user.theirs`;
    expect([code, flat(err)]).toEqual([3, expect.stringContaining(saying)]);
  });

  it('warns of a document there that cannot be read, and goes on', async () => {
    await owning(seed('one') + policy('b'));
    await ask('POST sys/policies/acl/stores-a', { policy: 'path "x" { capabilities = ["read"] }' });
    const shard = (await ask(`LIST ${FIRST}/metadata/seeds/stores-one`)).data.keys;
    expect(shard).toContain('shard-1-0');
    await ask(`DELETE ${FIRST}/data/seeds/stores-one/shard-1-0`);
    stage.seed(seed('two') + policy('a'));
    const { err } = await fine(stage.vaultseed('apply --auto-approve', inSecond));
    expect(flat(err)).toContain('warning[owners-unknown]: whether another seed owns policy.stores-a is not known');
    expect(flat(err)).toContain(`kv undelete -mount=${FIRST} -versions=2 seeds/stores-one/shard-1-0`);
    expect((await stage.vaultseed('plan', inSecond)).err).not.toContain('owners-unknown');
  });

  it('say nothing where one may not be read, or has nothing in common', async () => {
    await owning(seed('one') + policy('a'));
    const rules = `path "${SECOND}/*" { capabilities = ["create", "read", "update", "delete", "list"] }
      path "sys/mounts*" { capabilities = ["create", "read", "update", "delete"] }
      path "sys/policies/acl/*" { capabilities = ["create", "read", "update", "delete", "list"] }`;
    await ask('POST sys/policies/acl/stores-token', { policy: rules });
    const { auth } = await ask('POST auth/token/create', { policies: ['stores-token'], ttl: '5m' });
    stage.seed(seed('two') + policy('b'));
    const apart = { ...inSecond, VAULT_TOKEN: String(auth?.client_token) };
    for (const env of [inSecond, apart]) {
      const { err } = await fine(stage.vaultseed('apply --auto-approve', env));
      expect(err).not.toMatch(/owner|stores-one|stores-first/);
    }
    stage.seed(seed('two') + policy('b') + policy('a'));
    const { err } = await fine(stage.vaultseed('apply --auto-approve', apart));
    expect(err).not.toMatch(/owner|stores-one|stores-first/);
  });

  /** What a plan asks of the server, but for stores of other tests. */
  const asked = async (text: string): Promise<readonly string[]> => {
    const relay = await startRelay(server.address);
    try {
      stage.seed(text);
      await fine(stage.vaultseed('plan', { ...inSecond, VAULT_ADDR: relay.address }));
      const all = relay.forwarded.map(({ method, path }) => `${method} ${path}`);
      // A server that is busy with other tests may be asked again.
      return [...new Set(all)]
        .filter((line) => !/\/(data|metadata)\/seeds/.test(line) || line.includes(' stores-'))
        .sort();
    } finally {
      await relay.stop();
    }
  };

  it('take no request where there is but one, and three where another has one seed', async () => {
    const settled = seed('two') + kv('mine', 's') + policy('b');
    stage.seed(settled);
    await fine(stage.vaultseed('apply --auto-approve', inSecond));
    const before = await asked(settled);
    // Of the mounts no more than the table with its own.
    expect(before.filter((line) => line.includes('mounts'))).toEqual(['GET sys/mounts']);
    expect(before.length).toBe(10);
    await owning(seed('one') + policy('a'));
    const after = await asked(settled);
    const more = after.filter((line) => !before.includes(line));
    expect(more).toHaveLength(3);
  });
});
