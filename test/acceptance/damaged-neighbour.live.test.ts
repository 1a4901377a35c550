import { afterEach, beforeEach, expect, it } from 'vitest';
import { atOnce, products } from '../servers/index.ts';
import { asRoot, fine, type Stage, stageFor } from './stage.ts';

const LEDGER = 'neighbour-ledger';

/* Where the ledger of another seed cannot be read, nobody knows what is theirs: nothing is done to their harm. */

atOnce(products(), 'beside a ledger that cannot be read, on $name', (server) => {
  let mine: Stage;
  let guest: Stage;
  const env = { VAULTSEED_LEDGER: LEDGER };
  const { ask, isThere } = asRoot(server);

  const seed = (name: string) => `seed { name = "neighbour-${name}" }\n`;
  const policy = (name: string, can: string) =>
    `policy "neighbour-${name}" {\n  path "neighbour/*" { capabilities = ["${can}"] }\n}\n`;
  const kv = (more: string) =>
    `mount "neighbour" {\n  type = "kv"\n  options = { version = "2" }\n${more}\n  secret "s" { data = { k = "1" } }\n}\n`;
  const own = seed('own') + kv('') + policy('b', 'read');

  beforeEach(async () => {
    mine = stageFor(server, own);
    guest = stageFor(server, seed('guest') + kv('  existing = true').replace('"s"', '"theirs"') + policy('a', 'read'));
    await fine(mine.vaultseed('apply --auto-approve', env));
    await fine(guest.vaultseed('apply --auto-approve', env));
  });
  afterEach(async () => {
    for (const mount of [LEDGER, 'neighbour']) await ask(`DELETE sys/mounts/${mount}`);
    for (const name of ['a', 'b', 'token']) await ask(`DELETE sys/policies/acl/neighbour-${name}`);
    mine.remove();
    guest.remove();
  });

  const index = 'seeds/neighbour-guest/index';
  const allOf = 'apply --auto-approve --allow data-destroying --max-deletions 9';

  /** What would be to the guest's harm, each refused. */
  const refusedAll = async (saying: string) => {
    for (const [text, line] of [
      [own, 'destroy --auto-approve'],
      [own, 'destroy --auto-approve --allow data-destroying'],
      [seed('own') + policy('b', 'read'), allOf],
      [own + policy('a', 'sudo'), 'apply --auto-approve'],
      [own + policy('a', 'sudo'), 'plan'],
      [seed('own') + policy('a', 'sudo'), 'destroy --auto-approve --no-ledger'],
    ] as const) {
      mine.seed(text);
      const { code, err } = await mine.vaultseed(line, env);
      const said = err.replaceAll(/\s+/g, ' ');
      expect([line, code, said]).toEqual([line, 3, expect.stringContaining('error[owners-unreadable]')]);
      expect(said).toContain(saying);
    }
    expect(await isThere('neighbour/data/theirs')).toBe(true);
    // What is certainly its own stays its own.
    mine.seed(own.replace('["read"]', '["list"]'));
    await fine(mine.vaultseed('apply --auto-approve', env));
    mine.seed(seed('own') + kv(''));
    await fine(mine.vaultseed('apply --auto-approve', env));
    mine.seed(own);
  };

  it('takes nothing that may be theirs where its index was deleted, and says how it comes back', async () => {
    await ask(`DELETE ${LEDGER}/data/${index}`);
    await refusedAll(`kv undelete -mount=${LEDGER} -versions=1 ${index}`);
    await ask(`POST ${LEDGER}/undelete/${index}`, { versions: [1] });
    const { code, err } = await mine.vaultseed('destroy --auto-approve', env);
    expect([code, err]).toEqual([3, expect.stringContaining('error[owned-elsewhere]')]);
    await fine(guest.vaultseed('destroy --auto-approve', env));
    await fine(mine.vaultseed('destroy --auto-approve', env));
  });

  it('nor where all of its index is gone, until that seed is applied', async () => {
    await ask(`DELETE ${LEDGER}/metadata/${index}`);
    await refusedAll('vaultseed apply of neighbour-guest makes it anew');
    mine.seed(
      `${own}\nseed {\n  prune = ["policy"]\n}`
        .replace(seed('own'), '')
        .replace('seed {', 'seed {\n  name = "neighbour-own"'),
    );
    const { code, err } = await mine.vaultseed('plan', env);
    expect([code, err]).toEqual([3, expect.stringContaining('error[prune-refused]')]);
    await fine(guest.vaultseed('apply --auto-approve', env));
    mine.seed(own);
    expect((await mine.vaultseed('destroy --auto-approve', env)).err).toContain('error[owned-elsewhere]');
  });

  it('nor where it holds something else', async () => {
    await ask(`POST ${LEDGER}/data/${index}`, { data: { a: 'b' }, options: { cas: 1 } });
    await refusedAll(`kv rollback -mount=${LEDGER} -version=1 ${index}`);
  });

  it('deletes with a token that may not read it what is its own, and no more without a word', async () => {
    const rules = [
      'path "sys/*" { capabilities = ["create", "read", "update", "delete", "list", "sudo"] }',
      'path "neighbour/*" { capabilities = ["create", "read", "update", "delete", "list"] }',
      `path "${LEDGER}/+/seeds/neighbour-own/*" { capabilities = ["create", "read", "update", "delete", "list"] }`,
      `path "${LEDGER}/data/keys/neighbour-own" { capabilities = ["create", "read", "update"] }`,
    ];
    await ask('POST sys/policies/acl/neighbour-token', { policy: rules.join('\n') });
    const made = await ask('POST auth/token/create', { policies: ['neighbour-token'], ttl: '5m' });
    const blind = { ...env, VAULT_TOKEN: String(made.auth?.client_token) };
    const { code, err } = await mine.vaultseed('destroy --auto-approve', blind);
    expect([code, err.replaceAll(/\s+/g, ' ')]).toEqual([
      3,
      expect.stringContaining('error[owners-unreadable]: mount.neighbour would go with what the seed does not declare'),
    ]);
    expect(await isThere('neighbour/data/theirs')).toBe(true);
    const allowed = await fine(mine.vaultseed('destroy --auto-approve --allow data-destroying', blind));
    expect(allowed.err).toContain('warning[owners-unknown]');
    expect(await isThere('neighbour/data/theirs')).toBe(false);
  });
});
