import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCatalog } from '../../src/kinds/index.ts';
import type { Data } from '../../src/model/data.ts';
import type { Client } from '../../src/server/index.ts';
import { postgres, servers } from '../servers/index.ts';
import { connected } from './connected.ts';
import { apply, load, plan } from './seeds.ts';

/* What no sample tells: what people do to a server by hand between two runs, and settings that change how others are written. */

const catalog = openCatalog();

describe.each(servers())('$name', (server) => {
  let folder: string;
  let client: Client;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vaultseed-by-hand-'));
    client = await connected(server, folder);
  });

  afterAll(async () => {
    await client.close();
    await rm(folder, { recursive: true, force: true });
  });

  const actions = async (document: unknown): Promise<string[]> => {
    const seed = await load(JSON.stringify(document), folder, catalog);
    const made = await plan(seed, { client });
    await apply(seed, made, { client });
    expect((await plan(seed, { client })).plan.changes, 'the plan after it').toEqual([]);
    return made.plan.changes.map(({ action }) => action);
  };

  const remove = async (document: unknown): Promise<void> => {
    const seed = await load(JSON.stringify(document), folder, catalog);
    await apply(seed, await plan(seed, { client, mode: 'destroy' }), { client });
  };

  const send = async (method: 'POST' | 'DELETE', path: string, body: Data = {}): Promise<number> =>
    (await client.request({ method, path, body })).status;

  it('brings back a secret whose last version was deleted', async () => {
    const document = { mount: { 'hand-kv': { type: 'kv-v2', secret: { app: { data: { password: 'canary' } } } } } };
    await actions(document);
    expect(await send('DELETE', 'hand-kv/data/app')).toBe(204);
    expect(await actions(document)).toEqual(['create']);
    await remove(document);
  });

  it('writes secrets to a store that insists on versions', async () => {
    const secret = (password: string) => ({ app: { data: { password }, custom_metadata: { owner: 'canary' } } });
    const config = {
      cas_required: true,
      ...(server.product === 'openbao' ? { metadata_cas_required: true } : {}),
    };
    const document = { mount: { 'hand-cas': { type: 'kv-v2', config, secret: secret('canary-1') } } };
    await actions(document);
    const changed = { mount: { 'hand-cas': { type: 'kv-v2', config, secret: secret('canary-2') } } };
    expect(await actions(changed)).toEqual(['update']);
    await remove(changed);
  });

  it('leaves options alone that nobody declared', async () => {
    const document = { mount: { 'hand-options': { type: 'transit', options: { mine: 'a' } } } };
    await actions(document);
    expect(await send('POST', 'sys/mounts/hand-options/tune', { options: { theirs: 'b' } })).toBe(204);
    expect(await actions(document)).toEqual([]);
    await remove(document);
  });

  it.runIf(postgres())('does not see a change in a password that the server masks', async () => {
    const { address, user, password } = postgres() ?? { address: '', user: '', password: '' };
    const config = {
      main: {
        plugin_name: 'postgresql-database-plugin',
        connection_url: `postgresql://${user}:${password}@${address}/postgres?sslmode=disable`,
      },
    };
    const document = { mount: { 'hand-masked': { type: 'database', config } } };
    expect(await actions(document)).toEqual(['create', 'create']);
    await remove(document);
  });
});
