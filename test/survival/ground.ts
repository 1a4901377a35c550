import { Reader } from '../../src/engine/live/observe.ts';
import { openCatalog } from '../../src/kinds/index.ts';
import type { Resource } from '../../src/model/resource.ts';
import { loadSeed } from '../../src/seed/index.ts';
import type { Client } from '../../src/server/index.ts';
import { type Ran, run } from '../cmd/world.ts';
import { connected } from '../roundtrip/connected.ts';
import type { TestServer } from '../servers/index.ts';
import { type Relay, startRelay } from './proxy.ts';
import { type SeedFolder, seedFolder } from './states.ts';
import { steadyOn } from './steady.ts';

/** Milliseconds that a lock lives in these tests, so that nobody has to wait for that of a dead run. */
export const LIFE = 1200;

/** What stands on a server besides the seed, and must stay as it is. */
const BYSTANDERS: readonly (readonly [path: string, body: object])[] = [
  ['sys/policies/acl/bystander', { policy: 'path "secret/*" { capabilities = ["read"] }' }],
  ['sys/mounts/bystander-kv', { type: 'kv', options: { version: '1' } }],
  ['bystander-kv/a', { value: 'canary-bystander' }],
  ['sys/auth/bystander-users', { type: 'userpass' }],
  ['auth/bystander-users/users/ada', { password: 'canary-password', token_ttl: '7m' }],
  ['sys/policies/password/bystander', { policy: 'length = 20\nrule "charset" { charset = "abc" }' }],
];

/** Paths that show everything at the top of a server. */
const TABLES = [
  ['sys/mounts', 'GET'],
  ['sys/auth', 'GET'],
  ['sys/policies/acl', 'LIST'],
  ['sys/policies/password', 'LIST'],
  ['sys/audit', 'GET'],
  ['sys/namespaces', 'LIST'],
] as const;

/** A server, a proxy before it, a seed's folder, and the program in this process. */
export interface Ground {
  readonly server: TestServer;
  readonly proxy: Relay;
  readonly folder: SeedFolder;
  /** To the server itself. */
  readonly client: Client;
  readonly env: Readonly<Record<string, string>>;
  /** Runs a command on the seed through the proxy. */
  vaultseed(command: string): Promise<Ran>;
  /** What the seed declares now. */
  resources(): Promise<readonly Resource[]>;
  /** Makes what is none of the seed's business. */
  settle(): Promise<void>;
  /** All of it as the server shows it. */
  bystanders(): Promise<string>;
  /** The names of what stands at the top of the server, each behind its table. */
  inventory(): Promise<ReadonlySet<string>>;
  /** True when the server has an object. */
  has(resource: Resource): Promise<boolean>;
  stop(): Promise<void>;
}

const sorted = (value: unknown): unknown =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Without what differs from one request to the next; in one order. */
const withoutRequest = (data: unknown): string =>
  JSON.stringify(data, (key, value) => (['request_id', 'accessor'].includes(key) ? undefined : sorted(value)));

const namesIn = (data: unknown): string[] => {
  const inner = (data as { data?: { keys?: string[] } } | undefined)?.data ?? {};
  return inner.keys ?? Object.keys(inner);
};

export const openGround = async (server: TestServer, always: string): Promise<Ground> => {
  const proxy = await startRelay(server.address);
  const folder = await seedFolder(always);
  const client = await connected(server, folder.path);
  const env = {
    VAULT_ADDR: proxy.address,
    VAULT_TOKEN: server.token,
    VAULTSEED_LEDGER: 'survival-ledger',
    VAULTSEED_LOCK_LIFE: String(LIFE),
  };
  const read = async (path: string): Promise<string> =>
    withoutRequest((await client.request({ method: 'GET', path })).data);
  const post = async (path: string, body: object): Promise<void> => {
    const answer = await client.request({ method: 'POST', path, body: { ...body } as Record<string, string> });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.errors.join('; ')}`);
  };
  const others = [...BYSTANDERS, steadyOn(server.product).inside];
  return {
    server,
    proxy,
    folder,
    client,
    env,
    vaultseed: (command) => run([...command.split(' '), folder.path], { cwd: folder.path, env }),
    resources: async () => {
      const { seed, diagnostics } = await loadSeed({
        folder: folder.path,
        catalog: openCatalog(),
        env: {},
        cwd: folder.path,
      });
      if (seed === undefined) throw new Error(JSON.stringify(diagnostics.map(({ message }) => message)));
      return seed.resources;
    },
    settle: async () => {
      for (const [path, body] of others) await post(path, body);
    },
    bystanders: async () => {
      const mounts = await client.request({ method: 'GET', path: 'sys/mounts' });
      const row = (mounts.data as { data: Record<string, unknown> }).data['bystander-kv/'];
      const shown = await Promise.all(others.map(([path]) => (path.startsWith('sys/mounts') ? '' : read(path))));
      return [withoutRequest(row), ...shown].join('\n');
    },
    inventory: async () => {
      const found = await Promise.all(
        TABLES.map(async ([path, method]) => {
          const answer = await client.request({ method, path });
          return answer.status === 200 ? namesIn(answer.data).map((name) => `${path} ${name}`) : [];
        }),
      );
      return new Set(found.flat());
    },
    has: async (resource) => {
      const live = await new Reader(client).read(resource, { parent: undefined, wanted: false });
      return live.state === 'present';
    },
    stop: async () => {
      await proxy.stop();
      await client.close();
      await folder.remove();
    },
  };
};
