import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepLedger } from '../../src/engine/index.ts';
import { openCatalog } from '../../src/kinds/index.ts';
import { makeMount, openBook } from '../../src/ledger/index.ts';
import type { Client } from '../../src/server/index.ts';
import { products } from '../servers/index.ts';
import { resourceOf } from './make.ts';
import { clientFor, planFor } from './on-server.ts';

const kind = openCatalog().top('policy');
if (kind === undefined) throw new Error('no kind for policies');
const policy = (name: string) =>
  resourceOf(`policy.${name}`, kind, { fields: { rules: 'path "x" { capabilities = ["read"] }' } });

describe.each(products())('two seeds that plan the same at the same time, on $name', (server) => {
  const path = 'both-ledger';
  const signature = { by: 'test', written: '2026-11-23T00:00:00Z' };
  let client: Client;
  beforeAll(async () => {
    client = await clientFor(server);
    await makeMount({ client, path });
  });
  afterAll(async () => {
    await client.request({ method: 'DELETE', path: `sys/mounts/${path}` });
    await client.close();
  });

  const planned = async (seed: string, names: readonly string[]) => {
    const book = await openBook({ client, path }, seed);
    const made = await planFor(client, names.map(policy), { book });
    return { made, book, lease: { fence: 1, taken: false }, signature };
  };
  const listed = async (seed: string) =>
    [...(await openBook({ client, path }, seed)).entries.values()].map(({ address }) => address);

  it('cannot both begin: who comes second has begun nothing', async () => {
    const first = await planned('first', ['both-a', 'both-b']);
    const second = await planned('second', ['both-b', 'both-c']);
    expect([...first.made.plan.diagnostics, ...second.made.plan.diagnostics]).toEqual([]);
    await keepLedger(first);
    await expect(keepLedger(second)).rejects.toMatchObject({
      code: 'owned-elsewhere',
      message: 'the seed first has taken policy.both-b since this was planned',
    });
    expect([await listed('first'), await listed('second')]).toEqual([['policy.both-a', 'policy.both-b'], []]);
  });
});
