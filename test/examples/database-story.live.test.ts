import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OwnServer, ownServer, type Postgres, postgres, query, servers } from '../servers/index.ts';
import { vaultseed } from './command.ts';
import { ask } from './contents.ts';

const database = postgres();
// One that no other test takes over: two servers would change its password behind each other's back.
const REPORT_USERS: Readonly<Record<string, number>> = { 'openbao-2.7.2': 1, 'openbao-2.6.2': 2, 'vault-1.21.1': 3 };

describe.skipIf(database === undefined).each(servers().map(({ name }) => name))('%s with a database', (name) => {
  const real = database as Postgres;
  const reportUser = real?.staticUsers[REPORT_USERS[name] ?? 1] ?? '';
  let server: OwnServer;

  beforeAll(async () => {
    server = await ownServer(name);
  });
  afterAll(() => server.stop());

  const run = (command: string) =>
    vaultseed(
      [command, 'database', '--auto-approve', '--allow', 'irreversible'].concat(
        [`database_address=${real.address}`, `report_user=${reportUser}`].flatMap((text) => ['--var', text]),
      ),
      { server, env: { ORDERS_DATABASE_PASSWORD: real.password } },
    );

  /** Who the database says one is, with the credentials that the server hands out. */
  const userWith = async (path: string): Promise<string> => {
    const { data } = await ask(server, path);
    return query({ ...real, user: String(data.username), password: String(data.password) }, 'SELECT current_user');
  };

  it('hands out a user that can log in, and the password of the day of one that was there', async () => {
    expect(await run('apply')).toMatchObject({ code: 0 });
    expect(await userWith('database/creds/read-orders')).toContain('read-ord');
    expect(await userWith('database/static-creds/report')).toBe(reportUser);
    expect(await run('destroy')).toMatchObject({ code: 0 });
  });
});
