import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { servers } from '../servers/index.ts';
import { asRoot, byHand, fine, type Stage, stageFor } from './stage.ts';

/*
 * A seed that declares a namespace remembers what is in it where it runs itself, and one that runs within remembers it there. Neither
 * takes what the other owns for nobody's, as far as its token may look.
 */

const LEDGER = 'around-ledger';
const policy = (rule: string) => `policy "around" {\n  path "${rule}" { capabilities = ["read"] }\n}\n`;
const kv = (password: string, more = '') =>
  `mount "around-kv" {\n  type = "kv"\n  options = { version = "2" }\n  ${more}\n  secret "s" { data = { password = "${password}" } }\n}\n`;

describe.each(servers().filter(({ product }) => product === 'openbao'))(
  'what is owned from around, on $name',
  (server) => {
    let above: Stage;
    let within: Stage;
    const env = { VAULTSEED_LEDGER: LEDGER };
    const inside = { ...env, VAULT_NAMESPACE: 'around-team' };
    const { ask } = asRoot(server);
    const theirs = 'seed { name = "around-above" }\n';
    const mine = 'seed { name = "around-within" }\n';
    const team = { namespace: 'around-team' };

    beforeEach(async () => {
      above = stageFor(server, `${theirs}namespace "around-team" {\n${policy('theirs/*')}${kv('canary-theirs')}}\n`);
      within = stageFor(server, `${mine}${policy('*')}${kv('canary-mine', 'existing = true')}`);
      await fine(above.vaultseed('apply --auto-approve', env));
    });
    afterEach(async () => {
      for (const mount of [LEDGER, 'around-kv']) await byHand(server, `DELETE sys/mounts/${mount}`, team);
      await byHand(server, 'DELETE sys/policies/acl/around', team);
      await ask('DELETE sys/namespaces/around-team');
      await ask(`DELETE sys/mounts/${LEDGER}`);
      above.remove();
      within.remove();
    });

    it('is not taken from within, and is where its owner lets go of it', async () => {
      for (const line of ['plan', 'apply --auto-approve --allow irreversible']) {
        const { code, err, out } = await within.vaultseed(line, inside);
        expect([line, code, err]).toEqual([line, 3, expect.stringContaining('owned-elsewhere')]);
        expect(err.replaceAll(/\s+/g, ' ')).toContain(
          `the seed around-above (ledger ${LEDGER}/ in the root namespace)`,
        );
        expect(out).not.toContain('canary');
      }
      const { data } = await byHand(server, 'GET around-kv/data/s', team);
      expect(data).toMatchObject({ data: { password: 'canary-theirs' } });
      const { out } = await fine(above.vaultseed('plan', env));
      expect(out).toContain('No changes.');
      await fine(above.vaultseed('ledger forget --auto-approve --target namespace.around-team.policy.around', env));
      within.seed(`${mine}${policy('mine/*')}`);
      await fine(within.vaultseed('apply --auto-approve', inside));
      await fine(within.vaultseed('destroy --auto-approve', inside));
    });

    it('is not taken from above, and is where its owner lets go of it', async () => {
      const own = `policy "around-own" {\n  path "mine/*" { capabilities = ["read"] }\n}\n`;
      within.seed(`${mine}${own}`);
      await fine(within.vaultseed('apply --auto-approve', inside));
      above.seed(
        `${theirs}namespace "around-team" {\n${policy('theirs/*')}${kv('canary-theirs')}${own.replace('mine', 'theirs')}}\n`,
      );
      for (const line of ['plan', 'apply --auto-approve']) {
        const { code, err, out } = await above.vaultseed(line, env);
        expect([line, code, err]).toEqual([line, 3, expect.stringContaining('owned-elsewhere')]);
        expect(err.replaceAll(/\s+/g, ' ')).toContain(
          `the seed around-within (ledger ${LEDGER}/ in the namespace around-team)`,
        );
        expect(err.replaceAll(/\s+/g, ' ')).toContain(`--namespace around-team --ledger ${LEDGER}`);
        expect(out).not.toContain('mine/');
      }
      const { data } = await byHand(server, 'GET sys/policies/acl/around-own', team);
      expect(data).toMatchObject({ policy: expect.stringContaining('mine/') });
      await fine(within.vaultseed('ledger forget --auto-approve --target policy.around-own', inside));
      await fine(above.vaultseed('apply --auto-approve', env));
      expect(await above.vaultseed('plan --detailed-exitcode', env)).toMatchObject({ code: 0 });
      await byHand(server, `DELETE sys/mounts/${LEDGER}`, team);
    });

    it('is nobody’s to a token that may not look there, and that is no error', async () => {
      const rules = 'path "*" { capabilities = ["create", "read", "update", "delete", "list", "sudo"] }';
      await byHand(server, 'PUT sys/policies/acl/around-all', { ...team, body: { policy: rules } });
      const { auth } = await byHand(server, 'POST auth/token/create', { ...team, body: { policies: ['around-all'] } });
      within.seed(`${mine}policy "around-own" {\n  path "x" { capabilities = ["read"] }\n}\n`);
      const own = { ...inside, VAULT_TOKEN: auth?.client_token ?? '' };
      await fine(within.vaultseed('apply --auto-approve', own));
      expect(await within.vaultseed('plan --detailed-exitcode', own)).toMatchObject({ code: 0, err: '' });
      await fine(within.vaultseed('destroy --auto-approve', own));
      await byHand(server, 'DELETE sys/policies/acl/around-all', team);
    });
  },
);
