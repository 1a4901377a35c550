import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { products } from '../servers/index.ts';
import { asRoot, byHand, fine, type Stage, stageFor } from './stage.ts';

/*
 * Lines of policies that messages print: whoever pastes them gets on, and meets no refusal half-way later.
 */

const LEDGER = 'lines-ledger';
const POLICIES = ['a', 'b', 'c'];
const policy = (name: string) => `policy "lines-${name}" {\n  path "x" { capabilities = ["read"] }\n}\n`;
const KEYS = 'mount "lines-keys" {\n  type = "transit"\n  key "k" {}\n}\n';

describe.each(products())('what a token lacks, on $name', (server) => {
  let stage: Stage;
  const { ask } = asRoot(server);
  const tokenWith = async (rules: string): Promise<string> => {
    await ask('POST sys/policies/acl/lines-token', { policy: rules });
    return (await ask('POST auth/token/create', { policies: ['lines-token'] })).auth?.client_token ?? '';
  };
  const env = { VAULTSEED_LEDGER: LEDGER };
  /** The lines of a message that are meant to be pasted. */
  const pasted = (err: string): string => (err.match(/^ +path ".*$/gm) ?? []).join('\n');

  beforeEach(() => {
    stage = stageFor(server, '');
  });
  afterEach(async () => {
    for (const mount of [LEDGER, 'lines-keys']) await ask(`DELETE sys/mounts/${mount}`);
    for (const name of [...POLICIES, 'token']) await ask(`DELETE sys/policies/acl/lines-${name}`);
    stage.remove();
  });

  it('is one block to paste, with which the same command goes through', async () => {
    stage.seed(POLICIES.map(policy).join('') + KEYS);
    const blind =
      'path "sys/policies/acl/*" { capabilities = ["read"] }\npath "lines-keys/*" { capabilities = ["read"] }\n';
    const reading = `${blind}path "sys/mounts" { capabilities = ["read"] }\npath "${LEDGER}/*" { capabilities = ["read", "list"] }\n`;
    const first = await stage.vaultseed('apply --auto-approve', { ...env, VAULT_TOKEN: await tokenWith(reading) });
    expect([first.code, first.err.match(/right-missing/g)]).toEqual([3, ['right-missing']]);
    const VAULT_TOKEN = await tokenWith(`${reading}${pasted(first.err)}`);
    await fine(stage.vaultseed('apply --auto-approve', { ...env, VAULT_TOKEN }));
    expect(await stage.vaultseed('plan --detailed-exitcode', { ...env, VAULT_TOKEN })).toMatchObject({ code: 0 });
    // With these lines the store cannot be set to forget what other seeds have in it.
    for (const config of [{ delete_version_after: '2s' }, { max_versions: 1 }, { cas_required: false }]) {
      const asked = byHand({ ...server, token: VAULT_TOKEN }, `POST ${LEDGER}/config`, { body: config });
      expect((await asked).status).toBe(403);
    }
  });

  it('of what --unmanaged lists is told with lines to paste, and nothing is claimed meanwhile', async () => {
    const seed = `seed { name = "lines" }\n${policy('a')}${KEYS}`;
    stage.seed(seed);
    await fine(stage.vaultseed('apply --auto-approve', env));
    await ask('POST sys/policies/acl/lines-b', { policy: 'path "x" { capabilities = ["read"] }' });
    await ask('POST lines-keys/keys/by-hand', {});
    const own = async (line: string): Promise<string> => (await fine(stage.vaultseed(line, env))).out;
    const reading = await own('policy --read-only');
    // The tables of mounts are there to be read anyhow; nothing else is.
    const some = await stage.vaultseed('drift --unmanaged', { ...env, VAULT_TOKEN: await tokenWith(reading) });
    expect(some.out).toMatch(/In no seed: \d+ objects? in the \d+ of \d+ collections that could be listed\./);
    expect(some.out).toMatch(/ {2}Not listed: .*policy/);
    const VAULT_TOKEN = await tokenWith(`${reading}\n${pasted(some.out)}`);
    const all = await fine(stage.vaultseed('drift --unmanaged -v', { ...env, VAULT_TOKEN }));
    expect(all.out).toMatch(/^ {2}policy: .*lines-b/m);
    expect(all.out).toContain('  mount.lines-keys.key: by-hand');
    expect(all.out).not.toMatch(/Not listed|could be listed|a policy with/);
    const beside = await tokenWith(await own('policy --read-only --unmanaged'));
    const { out } = await stage.vaultseed('drift --unmanaged -v', { ...env, VAULT_TOKEN: beside });
    expect(out).toMatch(/^ {2}policy: .*lines-b/m);
    expect(out).toContain('  mount.lines-keys.key: by-hand');
    expect(out).not.toMatch(/Not listed|could be listed|a policy with/);
  });

  it('of what --unmanaged lists may be all of it: then nothing is known', async () => {
    stage.seed(`seed { name = "lines" }\n${policy('a')}`);
    await fine(stage.vaultseed('apply --auto-approve', env));
    const rules = `path "sys/policies/acl/lines-a" { capabilities = ["read"] }\npath "${LEDGER}/data/*" { capabilities = ["read"] }`;
    const { out } = await stage.vaultseed('drift --unmanaged', { ...env, VAULT_TOKEN: await tokenWith(rules) });
    expect(out).toContain('What is in no seed is not known: nothing could be listed.');
    expect(out).toContain('The ledgers of other seeds could not be read');
    expect(out).toContain(`  path "${LEDGER}/metadata/seeds" { capabilities = ["list"] }`);
  });

  it('of a collection that is wanted whole is in the policy that is printed for it', async () => {
    stage.seed(`seed { name = "lines" }\n${KEYS.replace('transit"', 'transit"\n  prune = ["key"]')}`);
    await fine(stage.vaultseed('apply --auto-approve', env));
    await ask('POST lines-keys/keys/by-hand', {});
    const VAULT_TOKEN = await tokenWith((await fine(stage.vaultseed('policy --read-only', env))).out);
    const { code, out } = await stage.vaultseed('plan', { ...env, VAULT_TOKEN });
    expect([code, out]).toEqual([expect.any(Number), expect.stringContaining('mount.lines-keys.key.by-hand')]);
  });

  it('for a ledger that is taken over is in the policy that is printed for it', async () => {
    stage.seed(`seed { name = "lines-old" }\n${policy('a')}`);
    await fine(stage.vaultseed('apply --auto-approve', env));
    stage.seed(`seed { name = "lines" }\n${policy('a')}`);
    const rules = (await fine(stage.vaultseed('policy --from lines-old', env))).out;
    const mine = { ...env, VAULT_TOKEN: await tokenWith(rules) };
    await fine(stage.vaultseed('ledger move --from lines-old --auto-approve', mine));
    expect(await stage.vaultseed('plan --detailed-exitcode', mine)).toMatchObject({ code: 0 });
  });

  it('may be everything: then a plan says nothing, and ends with 1', async () => {
    stage.seed(policy('a') + policy('b'));
    const VAULT_TOKEN = await tokenWith('path "none" { capabilities = ["read"] }');
    for (const line of ['plan --no-ledger', 'plan --no-ledger --json']) {
      const { code } = await stage.vaultseed(line, { VAULT_TOKEN });
      expect([line, code]).toEqual([line, 1]);
    }
    const { out } = await stage.vaultseed('plan --no-ledger', { VAULT_TOKEN });
    expect(out).toContain('Careful: nothing could be looked at, so this plan says nothing.');
  });

  it('is told before the first write, also of documents that the ledger does not have yet', async () => {
    stage.seed(`seed { name = "lines" }\n${policy('a')}`);
    await fine(stage.vaultseed('apply --auto-approve', env));
    const today = ['index', 'lock', 'shard-1-0'].map((name) => `${LEDGER}/data/seeds/lines/${name}`);
    const rules = [...today, `${LEDGER}/data/keys/lines`, 'sys/policies/acl/*'].map(
      (path) => `path "${path}" { capabilities = ["create", "read", "update"] }`,
    );
    stage.seed(`seed { name = "lines" }\n${policy('a')}${policy('b')}`);
    const refused = await stage.vaultseed('apply --auto-approve', {
      ...env,
      VAULT_TOKEN: await tokenWith(rules.join('\n')),
    });
    expect([refused.code, pasted(refused.err).trim()]).toEqual([
      3,
      `path "${LEDGER}/data/seeds/lines/*" { capabilities = ["create", "read", "update"] }`,
    ]);
    const VAULT_TOKEN = await tokenWith([...rules, pasted(refused.err)].join('\n'));
    await fine(stage.vaultseed('apply --auto-approve', { ...env, VAULT_TOKEN }));
  });
});
