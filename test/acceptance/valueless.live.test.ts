import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../report/judge.ts';
import { servers } from '../servers/index.ts';
import { byHand, fine, type Stage, stageFor } from './stage.ts';

/*
 * At night the secrets are where the pipeline is. What has nothing to do with values needs none.
 */

const LEDGER = { VAULTSEED_LEDGER: 'valueless-ledger' };
const VALUES = { ...LEDGER, ADA_PW: 'canary-password-of-ada', SEED_VAR_team: 'valueless' };
const SEED = `
seed { name = "valueless" }
variable "team" {
  type = string
}
policy "valueless-kept" {
  path "x/*" { capabilities = ["read"] }
}
auth "valueless-people" {
  type = "userpass"
  user "ada" {
    password       = env("ADA_PW")
    token_policies = [var.team]
  }
}
`;

describe.each(servers().filter(({ name }) => name !== 'openbao-2.6.2'))('without values on $name', (server) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = stageFor(server, SEED);
    await fine(stage.vaultseed('apply --auto-approve', VALUES));
  });
  afterAll(async () => {
    stage.remove();
    await byHand(server, 'DELETE sys/auth/valueless-people');
    await byHand(server, 'DELETE sys/policies/acl/valueless-kept');
    await byHand(server, 'DELETE sys/mounts/valueless-ledger');
  });

  it('a lock is freed, and the ledger shown and written', async () => {
    expect((await fine(stage.vaultseed('unlock', LEDGER))).out).toContain('Nobody holds the lock of valueless.');
    expect((await fine(stage.vaultseed('ledger show', LEDGER))).out).toContain('auth.valueless-people.user.ada');
    await fine(stage.vaultseed('ledger forget --target policy.valueless-kept --auto-approve', LEDGER));
    expect((await fine(stage.vaultseed('ledger show', LEDGER))).out).not.toContain('policy.valueless-kept');
    await fine(stage.vaultseed('apply --auto-approve', VALUES));
  });

  it('drift is looked for in what needs no secret, and says what was left out', async () => {
    const some = { ...LEDGER, SEED_VAR_team: 'valueless' };
    const asked = await stage.vaultseed('drift', some);
    expect([asked.code, asked.err]).toEqual([1, expect.stringContaining('plan and drift can do without: --without-')]);
    const { out } = await fine(stage.vaultseed('drift --without-secrets', some));
    expect(out).toContain('Not checked without its secrets: auth.valueless-people.user.ada (password).');
    const told = JSON.parse((await stage.vaultseed('drift --without-secrets --json', some)).out);
    expect(told.not_checked).toEqual([{ address: 'auth.valueless-people.user.ada', field: 'password' }]);
    expect(judge('drift', told)).toEqual([]);
    await byHand(server, 'POST auth/valueless-people/users/ada', { body: { token_policies: ['other'] } });
    const drifted = await stage.vaultseed('drift --without-secrets', some);
    expect([drifted.code, drifted.out]).toEqual([2, expect.stringContaining('token_policies')]);
  });

  it('a server that a variable names is not guessed', async () => {
    const named = stageFor(server, `variable "where" {}\nserver "vault" {\n  address = var.where\n}\n${SEED}`);
    const { code, err } = await named.vaultseed('unlock', LEDGER);
    named.remove();
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('address of the server depends on a variable that has no'),
    ]);
  });
});
