import { grantsFor, ledgerGrants } from '../../src/engine/index.ts';
import type { Grant } from '../../src/model/grant.ts';
import type { Resource } from '../../src/model/resource.ts';
import { policyText } from '../../src/report/index.ts';
import { type Client, connect, settingsFrom } from '../../src/server/index.ts';

/*
 * The rights that `vaultseed policy` names, and no others: whoever has them can do all that a seed takes.
 */

export interface Rights {
  readonly objects: readonly Grant[];
  readonly ledger: readonly Grant[];
}

/** What it takes to look at these objects, or to make, change and delete them too. */
export const rightsFor = (
  { name, resources }: { readonly name: string; readonly resources: readonly Resource[] },
  { ledger, writes }: { readonly ledger: string | undefined; readonly writes: boolean },
): Rights => ({
  objects: grantsFor(resources, { writes, anyName: false }),
  ledger: ledger === undefined ? [] : ledgerGrants(name, ledger, { writes }),
});

let count = 0;

/** Makes a client whose token may do just this. `root` makes the policy and the token. */
export const clientWith = async (root: Client, rights: Rights): Promise<Client> => {
  count += 1;
  const name = `least-${process.pid}-${count}`;
  const made = await root.request({
    method: 'POST',
    path: `sys/policies/acl/${name}`,
    body: { policy: policyText({ seed: name, writes: true, ...rights }) },
  });
  if (made.status >= 300) throw new Error(`no policy: ${made.errors.join('; ')}`);
  const answer = await root.request({
    method: 'POST',
    path: 'auth/token/create',
    body: { policies: [name], ttl: '5m' },
  });
  const { auth } = answer.data as unknown as { auth: { client_token: string } };
  const env = { VAULT_ADDR: root.identity.address, VAULT_TOKEN: auth.client_token };
  const settings = await settingsFrom({ flags: {}, env, home: '/nowhere', parallelism: 4 });
  if (!settings.ok) throw new Error('no settings');
  const client = await connect(settings.value);
  return {
    ...client,
    close: async () => {
      await client.close();
      await root.request({ method: 'POST', path: 'auth/token/revoke', body: { token: auth.client_token } });
      await root.request({ method: 'DELETE', path: `sys/policies/acl/${name}` });
    },
  };
};
