import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openCatalog } from '../../src/kinds/index.ts';
import { auditAllowed, hasPlugin, type OwnServer, ownServer, servers } from '../servers/index.ts';
import { byHand, fine, type Stage, stageFor } from './stage.ts';

/*
 * What a seed can have the server send to whoever wrote the seed: its audit log with all tokens in it, and passwords that the server
 * keeps for somebody else. A pipeline does neither without being told.
 */

const LEDGER = 'reveals-ledger';
/** Any that is well-formed: nobody connects. */
const certificate = openCatalog().plugin('auth/kubernetes')?.kinds[0]?.samples.first.kubernetes_ca_cert;

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe.each(servers().map(({ name }) => name))('%s', (name) => {
  let server: OwnServer;
  let stage: Stage;
  let thief: Server;
  let heard = '';
  const env = { VAULTSEED_LEDGER: LEDGER };
  const ask = (line: string, body?: unknown) => byHand(server, line, { body });
  const run = (line: string) => stage.vaultseed(line, env);

  beforeAll(async () => {
    server = await ownServer(name, name.startsWith('openbao') ? { config: auditAllowed } : {});
    stage = stageFor(server, '');
    thief = createServer((socket) => {
      socket.on('data', (data) => {
        heard += String(data);
      });
      socket.on('error', () => undefined);
    });
    await new Promise<void>((done) => thief.listen(0, '127.0.0.1', done));
  });
  afterAll(async () => {
    thief?.close();
    stage?.remove();
    await server?.stop();
  });

  const place = (): string => {
    const at = thief.address();
    return typeof at === 'object' && at !== null ? `127.0.0.1:${at.port}` : '';
  };
  /** Refused unattended, and marked in the plan. */
  const refusedWithout = async (text: string, says: string, allowed = ''): Promise<void> => {
    stage.seed(`seed { name = "reveals" }\n${text}`);
    const planned = await fine(run('plan'));
    expect(flat(planned.out)).toContain('Careful: 1 change can give secrets away');
    expect(flat(planned.out)).toContain(says);
    const refused = await run(`apply --auto-approve${allowed}`);
    expect([refused.code, flat(refused.err)]).toEqual([3, expect.stringContaining('--allow secret-revealing')]);
  };
  const takesConsent = async (text: string, says: string, allowed = ''): Promise<void> => {
    await refusedWithout(text, says, allowed);
    await fine(run(`apply --auto-approve${allowed} --allow secret-revealing`));
  };

  it('sends no audit log elsewhere unless that is allowed', async () => {
    const device = `audit "out" {\n  type = "socket"\n  options = { address = "${place()}", socket_type = "tcp" }\n}\n`;
    await takesConsent(device, 'sends what everybody does on this server to another machine');
    await fine(run('plan --detailed-exitcode'));
    expect(heard).toContain('"path"');
    await fine(run('destroy --auto-approve'));
  });

  it.each(['true', '"1"', '"True"', 'sensitive("T")', 'auth.reveals-people.accessor != "none"'])(
    'writes no tokens in clear unless that is allowed: log_raw = %s',
    async (raw) => {
      const device = `auth "reveals-people" {\n  type = "userpass"\n}\naudit "raw" {\n  type = "file"\n  options = { file_path = "discard", log_raw = ${raw} }\n}\n`;
      await takesConsent(device, 'writes all tokens and secrets down in clear');
      await fine(run('destroy --auto-approve'));
    },
  );

  it('takes any other audit device', async () => {
    stage.seed(
      'seed { name = "reveals" }\naudit "plain" {\n  type = "file"\n  options = { file_path = "discard", log_raw = "false" }\n}\n',
    );
    expect((await fine(run('apply --auto-approve'))).out).not.toContain('Careful');
    await fine(run('destroy --auto-approve'));
  });

  describe('a password that somebody else has written', () => {
    const endpoint = (fields: string): string =>
      `auth "reveals-people" {\n  type = "userpass"\n}\nendpoint "auth/reveals-ldap/config" {\n${fields}\n}\n`;
    const allowed = ' --allow login-affecting';

    beforeEach(async ({ skip }) => {
      if (!hasPlugin(server, 'auth', 'ldap')) skip('this server has no ldap');
      await ask('POST sys/auth/reveals-ldap', { type: 'ldap' });
      await ask('POST auth/reveals-ldap/config', { url: 'ldap://127.0.0.1:1', bindpass: 'theirs', binddn: 'cn=a' });
    });
    afterEach(async () => {
      await ask('DELETE sys/auth/reveals-ldap');
      await ask('DELETE sys/auth/reveals-people');
      await ask(`DELETE sys/mounts/${LEDGER}`);
    });

    it.each([
      ['a changed address', 'data = { url = "ldap://127.0.0.1:2" }'],
      ['a setting that nobody knows', 'data = { userattr = "uid" }'],
      [
        'what is known at the apply only',
        'data = auth.reveals-people.accessor != "none" ? { url = "ldap://127.0.0.1:2" } : {}',
      ],
      ['what is read elsewhere', 'data = { url = "ldap://127.0.0.1:2" }\n  read_path = "auth/reveals-ldap/users/none"'],
      ['what is sent along', 'data = { binddn = "cn=b" }\n  write_only = { url = "ldap://127.0.0.1:2" }'],
    ])('goes nowhere else unless that is allowed: %s', async (_, fields) => {
      await refusedWithout(endpoint(fields), 'what the server keeps secret may go elsewhere', allowed);
      expect((await ask('GET auth/reveals-ldap/config')).data.url).toBe('ldap://127.0.0.1:1');
    });

    it('goes elsewhere once that is allowed, and not again without', async () => {
      const to = (port: number) => endpoint(`data = { url = "ldap://127.0.0.1:${port}" }`);
      await takesConsent(to(2), 'from then on: url', allowed);
      // Its own by now: the password is not.
      await refusedWithout(to(3), 'from then on: url', allowed);
    });
  });

  it("lets the audit log show no header of everybody's requests", async () => {
    const header = 'sys/config/auditing/request-headers/authorization';
    await refusedWithout(
      `endpoint "${header}" {\n  data = { hmac = false }\n  read_path = "sys/config/auditing/request-headers"\n}\n`,
      "has the audit log show a header of everybody's requests",
    );
  });

  it('runs no program for a plugin unless that is allowed', async () => {
    const plugin = '{ command = "own", sha256 = "00", env = ["HTTPS_PROXY=http://127.0.0.1:2"] }';
    await refusedWithout(
      `endpoint "sys/plugins/catalog/secret/own" {\n  data = ${plugin}\n}\n`,
      'has the server run a program as the seed says',
    );
  });

  it('lets no key be exported, and no token be logged in clear, unless that is allowed', async () => {
    await ask('POST sys/mounts/reveals-transit', { type: 'transit' });
    await ask('POST reveals-transit/keys/k');
    const key =
      'mount "reveals-transit" {\n  type = "transit"\n  existing = true\n  key "k" {\n    exportable = true\n  }\n}\n';
    await refusedWithout(key, 'cannot be undone');
    await refusedWithout('auth "token" {\n  audit_non_hmac_response_keys = ["id"]\n}\n', 'can give secrets away');
  });

  it.each([
    [
      'as a block',
      'mount "reveals-db" {\n  type = "database"\n  existing = true\n  config "pg" {\n    plugin_name = "postgresql-database-plugin"\n    verify_connection = false\n    connection_url = ADDRESS\n  }\n}\n',
    ],
    [
      'by its path',
      'endpoint "reveals-db/config/pg" {\n  data = { plugin_name = "postgresql-database-plugin" }\n  write_only = { connection_url = ADDRESS, verify_connection = false }\n  read_path = "reveals-db/config/none"\n}\n',
    ],
  ])('does not log in to another database with the password of this one, %s', async (_, text) => {
    await ask('POST sys/mounts/reveals-db', { type: 'database' });
    const config = {
      plugin_name: 'postgresql-database-plugin',
      username: 'u',
      password: 'theirs',
      verify_connection: false,
    };
    const url = 'postgresql://{{username}}:{{password}}@127.0.0.1:1/x';
    await ask('POST reveals-db/config/pg', { ...config, connection_url: url });
    await refusedWithout(text.replace('ADDRESS', `"${url.replace(':1/', ':2/')}"`), 'can give secrets away');
    const later = `auth "reveals-people" {\n  type = "userpass"\n}\n${text.replace('ADDRESS', 'auth.reveals-people.accessor')}`;
    await refusedWithout(later, 'can give secrets away');
    await ask('DELETE sys/mounts/reveals-db');
  });

  it('does not have the password of a database stand in an address, or in what is run, by another user or statement', async () => {
    await ask('POST sys/mounts/reveals-db', { type: 'database' });
    await ask('POST reveals-db/config/pg', {
      plugin_name: 'postgresql-database-plugin',
      connection_url: 'postgresql://{{username}}:{{password}}@127.0.0.1:1/x',
      username: 'u',
      password: 'theirs',
      disable_escaping: true,
      verify_connection: false,
    });
    const config = (setting: string): string =>
      `mount "reveals-db" {\n  type = "database"\n  existing = true\n  config "pg" {\n    plugin_name = "postgresql-database-plugin"\n    verify_connection = false\n    ${setting}\n  }\n}\n`;
    await refusedWithout(config('username = "x:y@127.0.0.1:2/x?password="'), 'go elsewhere from then on: username');
    const statement = 'root_rotation_statements = ["INSERT INTO public.t VALUES (\'{{password}}\')"]';
    await refusedWithout(config(statement), 'can give secrets away');
    expect((await ask('GET reveals-db/config/pg')).data).toMatchObject({ connection_details: { username: 'u' } });
    await ask('DELETE sys/mounts/reveals-db');
  });

  it('does not hand the token of a cluster to another address', async () => {
    await ask('POST sys/auth/reveals-pods', { type: 'kubernetes' });
    const config = {
      kubernetes_host: 'https://127.0.0.1:1',
      kubernetes_ca_cert: certificate,
      disable_local_ca_jwt: true,
    };
    await ask('POST auth/reveals-pods/config', config);
    const pods = (port: number): string =>
      `auth "reveals-pods" {\n  type = "kubernetes"\n  config {\n    kubernetes_host = "https://127.0.0.1:${port}"\n  }\n}\n`;
    await takesConsent(pods(2), 'kubernetes_host', ' --allow login-affecting');
  });
});
