import { afterEach, beforeEach, expect, it } from 'vitest';
import { atOnce, products } from '../servers/index.ts';
import { byHand, fine, type Stage, stageFor } from './stage.ts';

const SEED = `
seed { name = "along" }
policy "along-a" {
  path "x" { capabilities = ["read"] }
}
policy "along-b" {
  path "x" { capabilities = ["read"] }
}
auth "userpass" {
  path = "along"
  user "ada" {
    password       = "canary-1"
    token_policies = [policy.along-a.name]
  }
}
`;

atOnce(products(), 'what goes along, on $name', (server) => {
  let stage: Stage;
  const env = { VAULTSEED_LEDGER: 'along-ledger' };
  const run = (line: string, more: Record<string, string> = {}) => stage.vaultseed(line, { ...env, ...more });
  const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

  beforeEach(() => {
    stage = stageFor(server, SEED);
  });
  afterEach(async () => {
    for (const path of ['sys/auth/along', 'sys/mounts/along-ledger', 'sys/policies/acl/along-a'])
      await byHand(server, `DELETE ${path}`);
    for (const name of ['along-b', 'along-token']) await byHand(server, `DELETE sys/policies/acl/${name}`);
    stage.remove();
  });

  it('names what depends on a target of destroy, where it stands and where it is asked', async () => {
    await fine(run('apply --auto-approve'));
    const { code, out } = await fine(run('destroy --auto-approve --target policy.along-a'));
    expect([code, flat(out)]).toEqual([0, expect.stringContaining('goes along, for it depends on policy.along-a')]);
    expect(out.match(/goes along/g)).toHaveLength(1);
    expect(flat(out)).toContain('2 to delete');
    expect((await byHand(server, 'GET auth/along/users/ada')).status).toBe(404);
    expect((await byHand(server, 'GET sys/policies/acl/along-b')).status).toBe(200);
    const { out: rest } = await fine(run('destroy --auto-approve'));
    expect(rest).not.toContain('goes along');
  });

  it('says that the policy of what has left the seed is the one that was written before', async () => {
    const tokenWith = async (policy: string): Promise<string> => {
      await byHand(server, 'POST sys/policies/acl/along-token', { body: { policy } });
      const { auth } = await byHand(server, 'POST auth/token/create', { body: { policies: ['along-token'] } });
      return auth?.client_token ?? '';
    };
    await fine(run('apply --auto-approve'));
    const before = (await fine(run('policy'))).out;
    stage.seed(SEED.replace(/policy "along-b" \{[^}]*\}\n\}\n/, ''));
    const after = (await fine(run('policy'))).out;
    const refused = await run('apply --auto-approve', { VAULT_TOKEN: await tokenWith(after) });
    // Where the server lets it be read, the right to delete it is missing; else nothing is planned for it.
    expect(refused.code).not.toBe(0);
    expect(flat(refused.err)).toMatch(/\[(right-missing|left-unseen)\].*what has left the seed.*write it anew/);
    expect(flat(refused.out + refused.err)).toContain('path "sys/policies/acl/along-b"');
    expect(flat(refused.err)).not.toContain('as one policy: vaultseed policy');
    await fine(run('apply --auto-approve', { VAULT_TOKEN: await tokenWith(before) }));
    await fine(run('plan', { VAULT_TOKEN: await tokenWith(after) }));
  });
});
