import { afterEach, beforeEach, expect, it } from 'vitest';
import { actionsOf, asRoot, fine, type Stage, stageFor } from '../acceptance/stage.ts';
import { atOnce, products } from '../servers/index.ts';
import { isWrite, type Relay, startRelay } from './proxy.ts';

const LEDGER = 'rekey-ledger';
const env = { VAULTSEED_LEDGER: LEDGER, VAULTSEED_LOCK_LIFE: '600', VAULT_MAX_RETRIES: '0' };
const SEED = `seed { name = "rekey" }
policy "rekey-a" {
  path "x" { capabilities = ["read"] }
}
auth "rekey-people" {
  type = "userpass"
  user "ada" { password = "canary-1" }
}
`;
const LISTED = ['auth.rekey-people', 'auth.rekey-people.user.ada', 'policy.rekey-a'];

/* A rekey writes the key, then all entries in new documents, then the index. It may end before and after each of these writes. */

atOnce(products(), 'a rekey that dies, on $name', (server) => {
  let stage: Stage;
  let relay: Relay;
  const { ask } = asRoot(server);

  beforeEach(async () => {
    stage = stageFor(server, SEED);
    relay = await startRelay(server.address);
    await fine(stage.vaultseed('apply --auto-approve', env));
  });
  afterEach(async () => {
    await relay.stop();
    for (const path of [`sys/mounts/${LEDGER}`, 'sys/auth/rekey-people', 'sys/policies/acl/rekey-a'])
      await ask(`DELETE ${path}`);
    stage.remove();
  });

  /** From the write with this number on nothing comes through any more. @returns how many documents it wrote. */
  const dying = async (at: number, when: 'before' | 'after'): Promise<number> => {
    let writes = 0;
    let dead = false;
    relay.rule = (seen) => {
      if (dead) return { cut: 'before' };
      if (!isWrite(seen) || !seen.path.startsWith(`${LEDGER}/`) || seen.path.endsWith('/lock')) return {};
      writes += 1;
      dead = writes >= at;
      return dead ? { cut: when } : {};
    };
    await stage.vaultseed('ledger rekey --auto-approve', { ...env, VAULT_ADDR: relay.address });
    await relay.idle();
    return writes;
  };

  const listed = async (): Promise<readonly string[]> => {
    const { out } = await stage.vaultseed('ledger show --json', env);
    const { objects } = JSON.parse(out) as { readonly objects: readonly { readonly address: string }[] };
    return objects.map(({ address }) => address).sort();
  };

  it.each(['before', 'after'] as const)('%s any of its writes loses nothing, and another one ends it', async (when) => {
    const all = await dying(Number.MAX_SAFE_INTEGER, when);
    expect(all).toBeGreaterThanOrEqual(3);
    for (let at = 1; at <= all; at += 1) {
      await dying(at, when);
      const plan = await stage.vaultseed('plan', env);
      // Either nothing is to be done, or nothing is believed: never anything else.
      if (plan.code === 0) expect([at, plan.out]).toEqual([at, expect.stringContaining('No changes')]);
      else expect([at, plan.err]).toEqual([at, expect.stringContaining('error[ledger-altered]')]);
      await fine(stage.vaultseed('ledger rekey --auto-approve', env));
      expect([at, await listed()]).toEqual([at, LISTED]);
      // Nor is it forgotten which password was sent.
      const after = await stage.vaultseed('plan', env);
      expect([at, after.out]).toEqual([at, expect.stringContaining('No changes')]);
    }
  });

  it('after it has written its key says which one fits, and goes on with it', async () => {
    await dying(1, 'after');
    const { code, err } = await stage.vaultseed('plan', env);
    const said = err.replaceAll(/\s+/g, ' ');
    expect([code, said]).toEqual([1, expect.stringContaining(`${LEDGER}/keys/rekey`)]);
    expect(said).toMatch(/kv rollback -mount=rekey-ledger -version=1 keys\/rekey/);
    const old = await ask(`GET ${LEDGER}/data/keys/rekey?version=1`);
    await ask(`POST ${LEDGER}/data/keys/rekey`, { options: { cas: 2 }, data: old.data.data });
    expect(actionsOf(await stage.json('plan', env))).toEqual([]);
    expect((await stage.vaultseed('plan', env)).out).not.toContain('not sent');
  });
});
