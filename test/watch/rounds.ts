import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Context } from '../../cmd/context.ts';
import type { Io } from '../../cmd/io.ts';
import { Watch } from '../../cmd/watch-round.ts';
import { type Clock, makeRounds, openMetrics } from '../../src/watch/index.ts';

/** The heap in use after everything that nobody needs was thrown away, in bytes. */
export const heap = (): number => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('there is no way to ask for a collection');
  for (let times = 0; times < 3; times += 1) collect();
  return process.memoryUsage().heapUsed;
};

const NAMES = ['a', 'b', 'c'];
const HEALTH = { initialized: true, sealed: false, standby: false, version: '2.7.2', cluster_id: 'stub' };
const LOOKUP = { data: { display_name: 'stub', policies: ['root'], ttl: 0 } };

/** Answers as a server with three policies would; now and then one of them is not as declared, or the server is sealed. */
const answerer = () => {
  let rounds = 0;
  return (path: string): readonly [status: number, body: object] => {
    if (path === 'sys/health') {
      rounds += 1;
      return [200, HEALTH];
    }
    if (path === 'auth/token/lookup-self') return [200, LOOKUP];
    if (rounds % 10 === 0) return [503, { errors: ['Vault is sealed'] }];
    if (!path.startsWith('sys/policies/detailed/acl')) return [404, { errors: [] }];
    const capabilities = rounds % 3 === 0 ? '["create", "read"]' : '["read"]';
    const policy = (name: string) => `path "secret/${name}" {\n  capabilities = ${capabilities}\n}\n`;
    return [
      200,
      { data: { keys: NAMES, key_info: Object.fromEntries(NAMES.map((name) => [name, { policy: policy(name) }])) } },
    ];
  };
};

/** The same in each run, and without a server's own caprices. */
export const startStub = async () => {
  const answer = answerer();
  const server = createServer((request, response) => {
    const [status, body] = answer((request.url ?? '').replace(/^\/v1\/|\?.*$/g, ''));
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { address: `http://127.0.0.1:${port}`, close };
};

export const SEED = NAMES.map(
  (name) => `policy "${name}" {\n  path "secret/${name}" { capabilities = ["read"] }\n}\n`,
).join('\n');

export interface RoundsInput {
  /** Folder of the seed. */
  readonly folder: string;
  readonly address: string;
  readonly token: string;
  /** How many rounds to make; after which of them to measure. */
  readonly measureAt: readonly number[];
  /** What is done in each round beside it. */
  readonly beside?: () => void;
}

/** Makes rounds without a pause, and measures the heap after some of them. */
export const measureRounds = async (input: RoundsInput) => {
  const stop = new AbortController();
  const said = { lines: 0 };
  const count = {
    write: () => {
      said.lines += 1;
    },
    isTTY: false,
    columns: 80,
  };
  const io = {
    ...{ out: count, err: count, cwd: input.folder, home: input.folder, signal: stop.signal },
    env: { VAULT_ADDR: input.address, VAULT_TOKEN: input.token, VAULTSEED_LEDGER: 'off', VAULT_MAX_RETRIES: '0' },
  } as unknown as Io;
  const style = { color: false, width: 80, unicode: true, verbose: 0 };
  const context: Context = { io, json: false, style, errStyle: style };
  const clock: Clock = {
    now: Date.now,
    ticks: () => performance.now(),
    chance: Math.random,
    sleep: async () => undefined,
  };
  const session = {
    seed: { folder: '.', variables: [], allowed: [] },
    server: {},
    plan: { target: [], parallelism: 4, lockTimeout: 0 },
  };
  const metrics = await openMetrics('test');
  const watch = new Watch({
    context,
    job: { session },
    clock,
    metrics,
    deliveries: undefined,
    seed: 'rounds',
    address: input.address,
  });
  const heaps: number[] = [];
  let made = 0;
  await makeRounds({
    ...{ every: 1000, clock, signal: stop.signal },
    round: async (signal) => {
      const more = await watch.round(signal);
      made += 1;
      input.beside?.();
      if (input.measureAt.includes(made)) heaps.push(heap());
      if (made === Math.max(...input.measureAt)) stop.abort();
      return more;
    },
  });
  await watch.close();
  return { heaps, lines: said.lines, text: await metrics.text() };
};
