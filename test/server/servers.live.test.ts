import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/model/secret.ts';
import { type Client, connect } from '../../src/server/index.ts';
import { freePort } from '../../src/server/port.ts';
import { ownServer, servers } from '../servers/index.ts';
import { makeCertificates } from './certificates.ts';
import { client, faultOf, later, settings, told } from './make.ts';

/** A token with these properties, from a server's root token. */
const tokenOf = async (
  root: Client,
  body: { readonly [name: string]: string | boolean | string[] },
): Promise<Secret> => {
  const { data } = await root.request({ method: 'POST', path: 'auth/token/create', body });
  const { auth } = JSON.parse(JSON.stringify(data));
  return new Secret(String(auth.client_token));
};

const NO_RIGHTS = { policies: ['server-test-none'], no_default_policy: true, ttl: '10m' };

describe.each(servers())('$name', ({ name, product, version, address, token }) => {
  const root = () => client(address, { token: new Secret(token) });

  test('says what it is', async () => {
    const { identity, token: facts } = await root();
    expect(identity).toMatchObject({ product, version, edition: 'community', address, namespace: '', token: 'token' });
    expect(identity.clusterId).toMatch(/^[0-9a-f-]{36}$/);
    expect(facts).toMatchObject({ displayName: 'token', policies: ['root'], expires: undefined });
    expect(facts).toMatchObject({
      path: expect.stringMatching(/^auth\/token\//),
      identityPolicies: [],
      entityId: undefined,
    });
  });

  test('answers a read, a list, a missing object and a refusal as such', async () => {
    const vault = await root();
    const mounts = await vault.request({ method: 'GET', path: 'sys/mounts' });
    expect(mounts).toMatchObject({ status: 200, errors: [], data: { data: { 'sys/': { type: 'system' } } } });
    const policies = await vault.request({ method: 'LIST', path: 'sys/policies/acl' });
    expect(policies.data).toMatchObject({ data: { keys: expect.arrayContaining(['default', 'root']) } });
    expect(await vault.request({ method: 'GET', path: 'sys/policies/acl/nowhere' })).toMatchObject({
      status: 404,
      errors: [],
    });
    const bad = await vault.request({ method: 'PUT', path: 'sys/policies/acl/bad', body: { policy: 'path {' } });
    expect(bad.status).toBe(400);
    expect(bad.errors[0]).toMatch(/^[^\n]+$/);
  });

  test('a token without any right is a token', async () => {
    const vault = await client(address, { token: await tokenOf(await root(), NO_RIGHTS) });
    expect(vault.token).toBeUndefined();
    expect(await vault.request({ method: 'GET', path: 'sys/mounts' })).toMatchObject({
      status: 403,
      errors: ['permission denied'],
    });
  });

  test('a token that has expired is told from that, at once and on the way', async () => {
    const short = await tokenOf(await root(), { ...NO_RIGHTS, ttl: '1s' });
    const vault = await client(address, { token: short });
    await sleep(1_600);
    expect((await faultOf(connect(settings(address, { token: short })))).code).toBe('token-invalid');
    expect((await faultOf(vault.request({ method: 'GET', path: 'sys/mounts' }))).code).toBe('token-invalid');
  });

  test('no token', async () => {
    expect((await faultOf(connect(settings(address, { token: undefined })))).code).toBe('token-missing');
  });

  test('a double slash in a path is a mistake that is told', async () => {
    const fault = await faultOf((await root()).request({ method: 'GET', path: 'sys/mounts/a//b' }));
    expect(fault.code).toBe('server-redirects');
    expect(fault.help[0]).toContain('double slash');
  });

  test('TLS spoken to it, which has none here', async () => {
    const fault = await faultOf(connect(settings(address.replace('http:', 'https:'))));
    expect(fault.code).toBe('server-speaks-plain-http');
  });

  test('neither initialised nor unsealed, then sealed', async () => {
    const own = await ownServer(name, { dev: false });
    later(() => own.stop());
    expect((await faultOf(connect(settings(own.address)))).code).toBe('server-uninitialised');
    const body = JSON.stringify({ secret_shares: 1, secret_threshold: 1 });
    await fetch(`${own.address}/v1/sys/init`, { method: 'PUT', body });
    expect((await faultOf(connect(settings(own.address)))).code).toBe('server-sealed');
  });

  test('sealed on the way', async () => {
    const own = await ownServer(name);
    later(() => own.stop());
    const vault = await client(own.address, { token: new Secret(own.token) });
    expect((await vault.request({ method: 'PUT', path: 'sys/seal' })).status).toBe(204);
    expect((await faultOf(vault.request({ method: 'GET', path: 'sys/mounts' }))).code).toBe('server-sealed');
  });

  test('over TLS: trusted with its CA, not without, and not without TLS', async () => {
    const own = await ownServer(name, { tls: true });
    later(() => own.stop());
    const ca = [await readFile(own.caFile ?? '', 'utf8')];
    const token = new Secret(own.token);
    expect((await client(own.address, { token, tls: { ca, skipVerify: false } })).identity).toMatchObject({ product });
    expect((await faultOf(connect(settings(own.address)))).code).toBe('certificate-untrusted');
    expect((await faultOf(connect(settings(own.address.replace('https:', 'http:'))))).code).toBe('server-speaks-tls');
  });
});

const listener = (port: number, folder: string): string => `
listener "tcp" {
  address = "127.0.0.1:${port}"
  tls_cert_file = "${folder}/server.pem"
  tls_key_file = "${folder}/server.key"
  tls_client_ca_file = "${folder}/ca.pem"
  tls_require_and_verify_client_cert = true
}
`;

describe.each(servers())('$name with client certificates', ({ name }) => {
  test('wants one, takes the right one, and refuses a stranger’s', async () => {
    const certificates = makeCertificates();
    later(async () => certificates.remove());
    const port = await freePort();
    const own = await ownServer(name, { config: listener(port, certificates.folder) });
    later(() => own.stop());
    const address = `https://localhost:${port}`;
    const ca = [certificates.ca.cert];
    const as = ({ cert, key }: { cert: string; key: string }) =>
      settings(address, { token: new Secret(own.token), tls: { ca, skipVerify: false, cert, key: new Secret(key) } });
    const without = await faultOf(connect(settings(address, { tls: { ca, skipVerify: false } })));
    expect(without.code).toBe('client-certificate-needed');
    expect(told(without)).toContain('wants a client certificate');
    const { identity, close } = await connect(as(certificates.client));
    await close();
    expect(identity.address).toBe(address);
    const stranger = await faultOf(connect(as(certificates.stranger)));
    expect(stranger.code).toBe('client-certificate-needed');
    expect(told(stranger)).toContain('does not accept the client certificate');
  });
});

describe.each(servers().filter(({ product }) => product === 'openbao'))('namespaces on $name', ({ address, token }) => {
  test('one that is there, one that is not, and a token from elsewhere', async () => {
    const root = await client(address, { token: new Secret(token) });
    await root.request({ method: 'POST', path: 'sys/namespaces/server-test' });
    later(() => root.request({ method: 'DELETE', path: 'sys/namespaces/server-test' }));
    const inside = await client(address, { token: new Secret(token), namespace: 'server-test' });
    expect(inside.identity).toMatchObject({ namespace: 'server-test', token: 'token' });
    const policies = await inside.request({ method: 'LIST', path: 'sys/policies/acl' });
    expect(policies.data).toMatchObject({ data: { keys: ['default'] } });
    const unknown = await faultOf(
      connect(settings(address, { token: new Secret(token), namespace: 'server-test/no' })),
    );
    expect(unknown.code).toBe('namespace-unknown');

    const limited = await tokenOf(inside, { policies: ['default'], ttl: '10m' });
    expect((await client(address, { token: limited, namespace: 'server-test' })).token?.policies).toEqual(['default']);
    const lost = await faultOf(connect(settings(address, { token: limited, namespace: 'nowhere' })));
    expect(['namespace-unknown', 'token-invalid']).toContain(lost.code);
  });
});

describe.each(servers().filter(({ product }) => product === 'vault'))('namespaces on $name', ({ address, token }) => {
  test('are ignored there, so they are refused here', async () => {
    const fault = await faultOf(connect(settings(address, { token: new Secret(token), namespace: 'team' })));
    expect(fault.code).toBe('namespace-ignored');
  });
});
