import { afterAll, expect, it } from 'vitest';
import { byHand, type Stage, stageFor } from '../acceptance/stage.ts';
import { atOnce, products } from '../servers/index.ts';

/*
 * A server that is new has no ledger yet, so there is nothing to lock: several applies that begin at once, as those of pods that
 * start together, all plan to make it.
 */

const SEEDS = ['a', 'b', 'c', 'd', 'e'];

const seedOf = (name: string): string => `
seed { name = "first-${name}" }
policy "first-${name}" {
  path "secret/*" { capabilities = ["read"] }
}
mount "first-${name}" {
  type    = "kv"
  options = { version = "2" }
  secret "x" { data = { word = "canary" } }
}
auth "userpass" {
  path = "first-${name}"
  user "ada" { password = "canary-${name}" }
}
`;

atOnce(products(), 'applies that begin at once on $name, where there is no ledger yet', (server) => {
  const stages: Stage[] = [];
  const stageWith = (name: string): Stage => {
    const stage = stageFor(server, seedOf(name));
    stages.push(stage);
    return stage;
  };
  afterAll(async () => {
    for (const stage of stages) stage.remove();
    for (const name of SEEDS) {
      for (const path of [`sys/mounts/first-${name}`, `sys/auth/first-${name}`, `sys/policies/acl/first-${name}`])
        await byHand(server, `DELETE ${path}`);
    }
    for (const ledger of ['first-one', 'first-many']) await byHand(server, `DELETE sys/mounts/${ledger}`);
  });

  it('wait for each other on one seed: one makes it all, the others find it done', async () => {
    const env = { VAULTSEED_LEDGER: 'first-one' };
    const stage = stageWith('a');
    const ran = await Promise.all(SEEDS.map(() => stage.vaultseed('apply --auto-approve', env)));
    expect(ran.map(({ code, err }) => (code === 0 ? 0 : err))).toEqual(SEEDS.map(() => 0));
    expect(ran.filter(({ out }) => out.includes('Applied: 5 created'))).toHaveLength(1);
    expect(ran.filter(({ out }) => out.includes('No changes.'))).toHaveLength(4);
    const key = await byHand(server, 'GET first-one/metadata/keys/first-a');
    expect(key.data.current_version).toBe(1);
    expect(await stage.json('plan --detailed-exitcode', env)).toMatchObject({ code: 0, diagnostics: [] });
    expect(await stage.vaultseed('destroy --auto-approve', env)).toMatchObject({ code: 0 });
  });

  it('make one ledger for five seeds, each with its own key', async () => {
    const env = { VAULTSEED_LEDGER: 'first-many' };
    const all = SEEDS.map(stageWith);
    const ran = await Promise.all(all.map((stage) => stage.vaultseed('apply --auto-approve', env)));
    expect(ran.map(({ code, err }) => (code === 0 ? 0 : err))).toEqual(SEEDS.map(() => 0));
    for (const [at, stage] of all.entries()) {
      const key = await byHand(server, `GET first-many/metadata/keys/first-${SEEDS[at]}`);
      expect(key.data.current_version).toBe(1);
      expect(await stage.json('plan --detailed-exitcode', env)).toMatchObject({ code: 0, diagnostics: [] });
    }
    const gone = await Promise.all(all.map((stage) => stage.vaultseed('destroy --auto-approve', env)));
    expect(gone.map(({ code, err }) => (code === 0 ? 0 : err))).toEqual(SEEDS.map(() => 0));
  });
});
