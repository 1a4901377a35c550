import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { products } from '../servers/index.ts';
import { asRoot, fine, type Stage, stageFor } from './stage.ts';

const LEDGER = 'unremembered-ledger';

/* A run that remembers nothing itself still leaves alone what other seeds own. */

describe.each(products())('without a ledger of its own, on $name', (server) => {
  let stage: Stage;
  const env = { VAULTSEED_LEDGER: LEDGER };
  const { ask, isThere } = asRoot(server);
  const run = (text: string, line: string, more = {}) => {
    stage.seed(text);
    return stage.vaultseed(line, { ...env, ...more });
  };

  beforeEach(() => {
    stage = stageFor(server, '');
  });
  afterEach(async () => {
    for (const mount of [LEDGER, 'unremembered']) await ask(`DELETE sys/mounts/${mount}`);
    await ask('DELETE sys/policies/acl/unremembered');
    stage.remove();
  });

  const seed = (name: string) => `seed { name = "unremembered-${name}" }\n`;
  const policy = (can = 'read') =>
    `policy "unremembered" {\n  path "unremembered/*" { capabilities = ["${can}"] }\n}\n`;
  const kv = (secret: string, more = '') =>
    `mount "unremembered" {\n  type = "kv"\n  options = { version = "2" }\n${more}\n  ${secret}\n}\n`;
  const secret = (name: string, value: string) => `secret "${name}" { data = { k = "${value}" } }`;

  it("neither changes nor deletes what is another seed's, nor what it stands in", async () => {
    await fine(run(seed('a') + policy() + kv(secret('s', 'first')), 'apply --auto-approve'));
    await fine(run(seed('b') + kv(secret('other', 'b'), '  existing = true'), 'apply --auto-approve'));
    const mine = seed('nol') + policy('sudo') + kv(secret('s', 'overwritten'));
    for (const line of ['plan', 'apply --auto-approve', 'destroy --auto-approve']) {
      const { code, err } = await run(mine, `${line} --no-ledger`);
      expect([line, code, err]).toEqual([line, 3, expect.stringContaining('error[owned-elsewhere]')]);
      expect(err).toContain('unremembered-a: ');
    }
    expect((await run(mine, 'destroy --auto-approve --no-ledger')).err).toContain(
      'unremembered-b owns there: mount.unremembered.secret.other',
    );
    const { data } = await ask('GET unremembered/data/s');
    expect(data).toMatchObject({ data: { k: 'first' } });
    expect(await isThere('sys/policies/acl/unremembered')).toBe(true);
    // Its own ledger binds nobody who asks not to be remembered.
    const a = seed('a') + policy();
    await fine(run(a, 'destroy --auto-approve --no-ledger'));
    expect(await isThere('sys/policies/acl/unremembered')).toBe(false);
  });

  it('goes on as ever where no other seed is remembered, and says it where that cannot be known', async () => {
    await fine(run(seed('nol') + policy(), 'apply --auto-approve --no-ledger'));
    expect(await isThere(`sys/mounts/${LEDGER}`)).toBe(false);
    const { err } = await fine(run(seed('nol') + policy(), 'destroy --auto-approve --no-ledger'));
    expect(err).not.toContain('owners-unknown');
    await fine(run(seed('nol') + policy(), 'apply --auto-approve --no-ledger'));
    await fine(run(seed('a') + kv(secret('s', 'first')), 'apply --auto-approve'));
    const rules = 'path "sys/policies/acl/*" { capabilities = ["create", "read", "update", "delete"] }';
    await ask('POST sys/policies/acl/unremembered-token', { policy: rules });
    const made = await ask('POST auth/token/create', { policies: ['unremembered-token'], ttl: '5m' });
    const VAULT_TOKEN = String(made.auth?.client_token);
    const blind = await fine(run(seed('nol') + policy(), 'destroy --auto-approve --no-ledger', { VAULT_TOKEN }));
    await ask('DELETE sys/policies/acl/unremembered-token');
    expect(blind.err).toContain('warning[owners-unknown]');
    expect(await isThere('sys/policies/acl/unremembered')).toBe(false);
  });
});
