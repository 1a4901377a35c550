import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCatalog } from '../../src/kinds/index.ts';
import type { Client } from '../../src/server/index.ts';
import { servers } from '../servers/index.ts';
import { resourceOf } from './make.ts';
import { clientFor, outcomesOf, planFor } from './on-server.ts';

const catalog = openCatalog();
const mountKind = catalog.top('mount');
const authKind = catalog.top('auth');
if (mountKind === undefined || authKind === undefined) throw new Error('no kinds for mounts');

const inside = (type: string) => catalog.plugin(type)?.kinds ?? [];

describe.each(servers())('what goes with a mount on $name', (server) => {
  let client: Client;
  beforeAll(async () => {
    client = await clientFor(server);
  });
  afterAll(() => client.close());

  const put = (path: string, body: Record<string, string>) => client.request({ method: 'POST', path, body });

  const remarks = async (resource: ReturnType<typeof resourceOf>, type: string) => {
    const kinds = inside(type);
    const made = await planFor(client, [resource], { mode: 'destroy', inside: () => kinds });
    const said = made.plan.changes.flatMap((change) => change.remarks);
    await outcomesOf(client, made, [resource]);
    return said;
  };

  test('keys that the seed does not declare are counted and named', async () => {
    const store = resourceOf('mount.contents-keys', mountKind, {
      fields: { type: 'transit' },
      vars: { name: 'contents-keys' },
    });
    await outcomesOf(client, await planFor(client, [store]), [store]);
    for (const name of ['a', 'b', 'c', 'd']) await put(`contents-keys/keys/${name}`, {});
    expect(await remarks(store, 'secrets/transit')).toEqual([
      'takes 4 keys with it that this seed does not declare: a, b, c, …',
    ]);
  });

  test('users of an auth method too', async () => {
    const logins = resourceOf('auth.contents-users', authKind, {
      fields: { type: 'userpass' },
      vars: { name: 'contents-users' },
    });
    await outcomesOf(client, await planFor(client, [logins]), [logins]);
    await put('auth/contents-users/users/dave', { password: 'canary-dave-1' });
    expect(await remarks(logins, 'auth/userpass')).toEqual([
      'takes 1 user with it that this seed does not declare: dave',
    ]);
  });
});
