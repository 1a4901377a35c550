import { pathVars } from '../../src/engine/requests.ts';
import { rightsOf } from '../../src/engine/rights.ts';
import { expandPath } from '../../src/kinds/index.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { Resource } from '../../src/model/resource.ts';
import { type Client, connect, settingsFrom } from '../../src/server/index.ts';

/*
 * The least rights that do it: reading what a seed declares and where tables of it stand, writing what a plan says, and what
 * `vaultseed ledger policy` asks for. Nothing is said in wildcards but the ledger's own documents.
 */

const rule = (path: string, capabilities: readonly string[]): string =>
  `path "${path}" { capabilities = ${JSON.stringify(capabilities)} }`;

const plain = (path: string): string => path.split('/').map(decodeURIComponent).join('/');

/** Rules for reading what these resources are. */
export const readingRules = (resources: readonly Resource[]): readonly string[] =>
  resources.flatMap((resource) => {
    const { kind } = resource;
    const own = [kind.readPath, ...kind.fields.flatMap(({ readPath }) => readPath ?? [])];
    const capabilities = kind.sudo ? ['read', 'sudo'] : ['read'];
    return [
      ...own.map((path) => rule(plain(expandPath(path, pathVars(resource)).replace(/\?.*$/, '')), capabilities)),
      ...kind.tables.map(({ path, method }) => rule(path, method === 'LIST' ? ['list'] : capabilities)),
    ];
  });

/** Rules for carrying a plan out. */
export const writingRules = (plan: Plan): readonly string[] => [
  ...rightsOf(plan).map(({ path, needs }) => rule(path, needs.flat())),
  // What is there is read back, and what a mount holds is said before it is deleted.
  rule('sys/plugins/catalog', ['read']),
];

/** Rules for a ledger that has a mount of its own; `write`: for whoever applies. */
export const ledgerRules = (path: string, write: boolean): readonly string[] => [
  rule(`${path}/data/*`, write ? ['create', 'read', 'update'] : ['read']),
  rule(`${path}/metadata/*`, ['list', 'delete']),
  ...(write
    ? [rule(`sys/mounts/${path}`, ['create', 'update']), rule(`${path}/config`, ['read', 'create', 'update'])]
    : []),
];

// One policy cannot say two things of one path: what several rules say of it goes together.
const merged = (rules: readonly string[]): string => {
  const byPath = new Map<string, Set<string>>();
  for (const one of rules) {
    const [, path = '', list = '[]'] = /^path "(.*)" \{ capabilities = (\[.*\]) \}$/.exec(one) ?? [];
    const had = byPath.get(path) ?? new Set<string>();
    for (const capability of JSON.parse(list)) had.add(capability);
    byPath.set(path, had);
  }
  return [...byPath].map(([path, capabilities]) => rule(path, [...capabilities])).join('\n');
};

let count = 0;

/** Makes a client whose token may do just this. `root` makes the policy and the token. */
export const clientWith = async (root: Client, rules: readonly string[]): Promise<Client> => {
  count += 1;
  const name = `least-${process.pid}-${count}`;
  const made = await root.request({
    method: 'POST',
    path: `sys/policies/acl/${name}`,
    body: { policy: merged(rules) },
  });
  if (made.status >= 300) throw new Error(`no policy: ${made.errors.join('; ')}`);
  const answer = await root.request({
    method: 'POST',
    path: 'auth/token/create',
    body: { policies: [name], ttl: '5m' },
  });
  const { auth } = answer.data as unknown as { auth: { client_token: string } };
  const env = { VAULT_ADDR: root.identity.address, VAULT_TOKEN: auth.client_token };
  const settings = await settingsFrom({ flags: {}, env, home: '/nowhere' });
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
