import { request as httpRequest } from 'node:http';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret } from '../../src/model/secret.ts';
import { connect } from '../../src/server/index.ts';
import { asVault, client, faultOf, HEALTH, httpServer, json, rawServer, settings, TOKEN, told } from './make.ts';

const saying = (status: number, body: string, headers = {}) =>
  httpServer((_, response) => {
    response.writeHead(status, headers).end(body);
  });

const { version: _, ...VERSIONLESS } = HEALTH;

test.each([
  ['OpenBao', HEALTH, { product: 'openbao', version: '2.7.2', edition: 'community' }],
  ['Vault', { ...HEALTH, version: '1.21.1', enterprise: false }, { product: 'vault', edition: 'community' }],
  ['Vault of the same number', { ...HEALTH, version: '2.0.0', enterprise: false }, { product: 'vault' }],
  ['old Vault', { ...HEALTH, version: '1.11.0' }, { product: 'vault', version: '1.11.0' }],
  ['Enterprise', { ...HEALTH, version: '1.21.1+ent', enterprise: true }, { product: 'vault', edition: 'enterprise' }],
  ['old Enterprise', { ...HEALTH, version: '1.11.0+ent.hsm' }, { product: 'vault', edition: 'enterprise' }],
])('%s is told from its health', async (_, health, identity) => {
  const { identity: seen } = await client(await httpServer(asVault(undefined, health)));
  expect(seen).toMatchObject({ ...identity, clusterId: HEALTH.cluster_id, token: 'token-test' });
});

test('a server that hides its version is asked for its history', async () => {
  const history = { data: { keys: ['2.6.0', '2.7.1'] } };
  const telling = await httpServer(asVault((_, response) => json(response, 200, history), VERSIONLESS));
  expect((await client(telling)).identity.version).toBe('2.7.1');
  const silent = await httpServer(asVault((_, response) => json(response, 403, { errors: [] }), VERSIONLESS));
  expect((await faultOf(connect(settings(silent)))).code).toBe('version-hidden');
});

test.each([
  ['not initialised', { ...HEALTH, initialized: false, sealed: true }, 'server-uninitialised', /bao operator init/],
  ['sealed', { ...HEALTH, sealed: true }, 'server-sealed', /bao operator unseal/],
  ['a sealed Vault', { ...HEALTH, version: '1.21.1', sealed: true }, 'server-sealed', /vault operator unseal/],
  ['a secondary', { ...HEALTH, replication_dr_mode: 'secondary' }, 'server-standby', /primary cluster/],
] as const)('a server that is %s', async (_, health, code, words) => {
  const fault = await faultOf(connect(settings(await httpServer(asVault(undefined, health)))));
  expect(fault.code).toBe(code);
  expect(told(fault)).toMatch(words);
});

test.each([
  ['a page', 200, '<!doctype html><title>hello</title>', /page for a browser/],
  ['some other JSON', 200, '{"status":"ok"}', /does not answer as Vault or OpenBao do \(status 200\)/],
  ['an error in JSON', 404, '{"errors":["no \\u001b[31mroute"]}', /status 404: no \\u001b\[31mroute/],
  ['half a JSON', 200, '{"initialized":', /not JSON/],
  ['nothing', 200, '', /with nothing/],
] as const)('not a Vault: %s', async (_, status, body, words) => {
  const fault = await faultOf(connect(settings(await saying(status, body))));
  expect(fault.code).toBe('not-a-vault');
  expect(told(fault)).toMatch(words);
});

test('not a Vault: no HTTP at all', async () => {
  const address = await rawServer((socket) => socket.end('220 mail.example ESMTP\r\n'));
  expect((await faultOf(connect(settings(address)))).code).toBe('not-a-vault');
});

test('a redirect to another scheme is told, not followed', async () => {
  const fault = await faultOf(
    connect(settings(await saying(301, '', { location: 'https://vault.example/v1/sys/health' }))),
  );
  expect(fault.code).toBe('server-redirects');
  expect(told(fault)).toMatch(/to https:\/\/vault\.example\/v1\/sys\/health[\s\S]*use its address directly/);
});

test.each([
  ['http://127.0.0.1:1', /nothing listens there/],
  ['http://host.invalid:8200', /the name of the host/],
])('%s cannot be reached, and is not tried for long', async (address, words) => {
  const began = performance.now();
  const fault = await faultOf(connect(settings(address)));
  expect(fault.code).toBe('server-unreachable');
  expect(told(fault)).toMatch(words);
  expect(performance.now() - began).toBeLessThan(2_500);
});

const withToken = (lookup: number, mounts: number, errors: readonly string[] = ['permission denied']) =>
  httpServer((request, response) => {
    if (request.url?.includes('sys/health')) json(response, 200, HEALTH);
    else if (request.url?.includes('lookup-self')) json(response, lookup, { errors });
    else json(response, mounts, { errors });
  });

test('a token that may not look itself up is fine, and has no name', async () => {
  const vault = await client(await withToken(403, 200));
  expect(vault.token).toBeUndefined();
  expect(vault.identity.token).toBeUndefined();
});

test('a token that the server does not know is not', async () => {
  const fault = await faultOf(connect(settings(await withToken(403, 403))));
  expect(fault.code).toBe('token-invalid');
  expect(told(fault)).toMatch(/expired or was revoked[\s\S]*vault login/);
});

test('no token: the message says where it looked; an agent on the way may add one', async () => {
  const fault = await faultOf(connect(settings(await withToken(403, 200), { token: undefined })));
  expect(fault.code).toBe('token-missing');
  expect(fault.help[0]).toMatch(/VAULT_TOKEN.*token helper.*~\/\.vault-token/);
  const agent = await client(await httpServer(asVault()), { token: undefined });
  expect(agent.identity.token).toBe('token-test');
});

test('namespaces: unknown on one product, ignored by the other', async () => {
  const unknown = await faultOf(connect(settings(await withToken(404, 404), { namespace: 'team' })));
  expect(unknown.code).toBe('namespace-unknown');
  expect(unknown.message).toContain('no namespace "team"');
  const community = await httpServer(asVault(undefined, { ...HEALTH, version: '1.21.1', enterprise: false }));
  const ignored = await faultOf(connect(settings(community, { namespace: 'team' })));
  expect(ignored.code).toBe('namespace-ignored');
  const enterprise = await httpServer(asVault(undefined, { ...HEALTH, version: '1.21.1+ent', enterprise: true }));
  expect((await client(enterprise, { namespace: 'team' })).identity.namespace).toBe('team');
});

test('a token that ends on the way is told from a right that lacks, with one more request', async () => {
  let good = true;
  let asked = 0;
  const address = await httpServer((request, response) => {
    if (request.url?.includes('sys/health')) return json(response, 200, HEALTH);
    if (request.url?.includes('lookup-self')) return json(response, 200, { data: {} });
    const isProbe = request.url?.includes('ui/mounts') ?? false;
    asked += isProbe ? 1 : 0;
    json(response, isProbe && good ? 200 : 403, { errors: ['permission denied'] });
  });
  const vault = await client(address);
  const answers = await Promise.all(['a', 'b', 'c'].map((path) => vault.request({ method: 'GET', path })));
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
  expect(asked).toBe(1);
  good = false;
  const later = await client(address);
  expect((await faultOf(later.request({ method: 'GET', path: 'a' }))).code).toBe('token-invalid');
});

/** A real proxy: tunnels for CONNECT, whole addresses else. */
const proxyServer = async (allow: boolean): Promise<{ address: string; seen: string[] }> => {
  const seen: string[] = [];
  const address = await httpServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    if (!allow) return response.writeHead(407).end();
    const { method, headers } = request;
    const onward = httpRequest(request.url ?? '', { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  return { address, seen };
};

test('a proxy is used, and named when it fails', async () => {
  const vault = await httpServer(asVault());
  const proxy = await proxyServer(true);
  const through = await client(vault, { proxy: new Secret(proxy.address) });
  expect(through.identity.product).toBe('openbao');
  expect(proxy.seen[0]).toMatch(new RegExp(`^GET ${vault}/v1/sys/health`));

  const closed = await faultOf(connect(settings(vault, { proxy: new Secret('http://me:canary@127.0.0.1:1') })));
  expect(closed.code).toBe('proxy-failed');
  expect(closed.message).toContain('nothing listens there');
  const login = await proxyServer(false);
  const refused = await faultOf(connect(settings(vault, { proxy: new Secret(login.address) })));
  expect(refused.code).toBe('proxy-failed');
  expect(told(refused)).toMatch(/it answered 407[\s\S]*user and password/);
});

test('a proxy that refuses the tunnel to a TLS address', async () => {
  const address = await rawServer((socket) => {
    socket.once('data', () => socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n'));
  });
  const fault = await faultOf(connect(settings('https://vault.example:8200', { proxy: new Secret(address) })));
  expect(fault.code).toBe('proxy-failed');
  expect(fault.message).toContain('it answered 403');
});

const echo = 'canary-"quoted" & <odd> secret/päth';
const pem = '-----BEGIN X-----\ncanary-line-one\ncanary-line-two\n-----END X-----';

test.each([
  ['as it is', `cannot parse ${echo}`],
  ['quoted', `cannot parse ${JSON.stringify(echo)}`],
  [
    'quoted as Go does',
    `invalid: ${JSON.stringify(echo).replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`)}`,
  ],
  ['in a URL', `dial postgres://u:${encodeURIComponent(echo)}@h`],
  ['in base64', `bad value ${Buffer.from(echo).toString('base64')}`],
  ['line by line', 'no key in canary-line-two, nor in canary-line-one'],
  ['as a token', `unknown token ${TOKEN}`],
])('a secret that the server echoes %s does not leave', async (_, text) => {
  const address = await httpServer(
    asVault((_request, response) => json(response, 400, { errors: [text], warnings: [`! ${text}`] })),
  );
  const vault = await client(address);
  const body = { password: new Secret(echo), key: [new Secret(pem)], name: 'main' };
  const answer = await vault.request({ method: 'POST', path: 'x', body });
  const shown = inspect([answer, vault], { depth: 9, showHidden: true });
  expect(shown).toContain('(sensitive)');
  expect(shown).not.toContain('canary');
  expect(shown).not.toContain(Buffer.from(echo).toString('base64').slice(4, 20));
});

test('a printed client shows neither token nor key', async () => {
  const vault = await client(await httpServer(asVault()));
  expect(inspect(vault, { depth: 9, showHidden: true })).not.toContain('canary');
});
