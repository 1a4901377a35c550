import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Secret } from '../../src/model/secret.ts';
import { type Settings, type SettingsInput, settingsFrom } from '../../src/server/index.ts';
import { makeCertificates } from './certificates.ts';

const certificates = makeCertificates();
let home = '';

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'vaultseed-home-'));
});

afterAll(async () => {
  certificates.remove();
  await rm(home, { recursive: true });
});

const ADDRESS = 'https://vault.example:8200';

const from = (input: Partial<SettingsInput>) => settingsFrom({ flags: {}, env: {}, home, parallelism: 7, ...input });

const settled = async (input: Partial<SettingsInput>): Promise<Settings> => {
  const result = await from(input);
  if (!result.ok) throw new Error(inspect(result.diagnostics));
  return result.value;
};

const mistakes = async (input: Partial<SettingsInput>): Promise<readonly Diagnostic[]> => {
  const result = await from(input);
  expect(result.ok).toBe(false);
  return result.diagnostics;
};

const environment = (env: Record<string, string>) => ({ env: { VAULT_ADDR: ADDRESS, ...env } });
const is = (secret: Secret | undefined, text: string) => secret?.is((value) => value === text) ?? false;

test('the option goes before the seed, the seed before the environment, the agent before the server', async () => {
  const env = { VAULT_ADDR: 'http://d:1', BAO_ADDR: 'http://c:1', VAULT_AGENT_ADDR: 'http://e:1' };
  const all = { flags: { address: 'http://a:1' }, seed: { address: 'http://b:1' }, env };
  expect(await settled(all)).toMatchObject({ address: 'http://a:1', from: 'flag' });
  expect(await settled({ ...all, flags: {}, env: {} })).toMatchObject({ address: 'http://b:1', from: 'seed' });
  expect(await settled({ env })).toMatchObject({ address: 'http://e:1', from: 'agent' });
  const { VAULT_AGENT_ADDR: _, ...servers } = env;
  expect(await settled({ env: servers })).toMatchObject({ address: 'http://c:1', from: 'environment' });
  expect(await settled({ env: { VAULT_ADDR: 'http://d:1', BAO_ADDR: '' } })).toMatchObject({ address: 'http://d:1' });
});

describe('a seed and an environment that both name a server', () => {
  const both = (address: string, env: Record<string, string>) => from({ seed: { address }, env });

  test.each([
    [ADDRESS, { VAULT_ADDR: 'HTTPS://Vault.Example:8200/' }],
    ['https://vault.example:443', { BAO_ADDR: 'https://vault.example' }],
    [ADDRESS, { VAULT_AGENT_ADDR: 'http://127.0.0.1:8100', VAULT_ADDR: ADDRESS }],
    ['unix:///run/a.sock', { VAULT_AGENT_ADDR: 'unix:///run/a.sock' }],
  ])('%s is one of %j', async (address, env) => {
    expect(await both(address, env)).toMatchObject({ ok: true, value: { from: 'seed' } });
  });

  test.each([
    ['http://vault.example:8200', { VAULT_ADDR: ADDRESS }],
    ['https://vault.example', { VAULT_ADDR: ADDRESS }],
    ['https://vault.example.evil:8200', { VAULT_ADDR: ADDRESS }],
    [`${ADDRESS}/edge`, { BAO_ADDR: ADDRESS }],
    [ADDRESS, { VAULT_AGENT_ADDR: 'http://127.0.0.1:8100' }],
    ['unix:///run/a.sock', { VAULT_ADDR: ADDRESS }],
  ])('%s is none of %j, so there is no server', async (address, env) => {
    const { ok, diagnostics } = await both(address, { ...env, VAULT_TOKEN: 'canary' });
    expect([ok, diagnostics.map(({ code }) => code)]).toEqual([false, ['address-differs']]);
    expect(diagnostics[0]?.message).toContain(
      `the seed names the server ${address}, and ${Object.keys(env)[0]} names `,
    );
    expect(inspect(diagnostics)).not.toContain('canary');
    // The command line decides, and one that is wrong is no server.
    expect(await from({ seed: { address }, env, flags: { address } })).toMatchObject({ ok: true });
  });

  test('what cannot be compared is told for itself', async () => {
    const { diagnostics } = await both(ADDRESS, { VAULT_ADDR: 'https://me:canary@vault.example' });
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'server-address-invalid: VAULT_ADDR holds a user name or password',
    ]);
  });
});

test.each([
  ['http://vault.example:8200', ['plain-http']],
  ['http://10.0.0.1', ['plain-http']],
  ['http://127.evil.example', ['plain-http']],
  ['http://localhost.example', ['plain-http']],
  ['http://[::2]:8200', ['plain-http']],
  ['http://127.1.2.3:8200', []],
  ['http://127.1', []],
  ['http://LOCALHOST:8200', []],
  ['http://[::1]:8200', []],
  ['unix:///run/agent.sock', []],
  [ADDRESS, []],
])('what is sent to %s can be read on the way: %j', async (address, told) => {
  const { diagnostics } = await from({ flags: { address } });
  expect(diagnostics.map(({ code }) => code)).toEqual(told);
});

test('no server at all: the message says where it looked, in that order', async () => {
  const [diagnostic] = await mistakes({});
  expect(diagnostic?.code).toBe('server-address-missing');
  expect(diagnostic?.help?.[0]).toMatch(/--address.*server block.*BAO_ADDR and VAULT_ADDR/);
});

test.each([
  ['https://vault.example:8200/', ADDRESS],
  ['https://vault.example:8200/edge/', `${ADDRESS}/edge`],
  ['HTTP://Vault.Example', 'http://vault.example'],
  ['http://[::1]:8200', 'http://[::1]:8200'],
  ['unix:///run/agent.sock', 'unix:///run/agent.sock'],
])('the address %s is used as %s', async (address, used) => {
  expect((await settled({ flags: { address } })).address).toBe(used);
});

test.each([
  ['vault.example:8200', /which starts neither with https/, 'did you mean https://vault.example:8200?'],
  ['ftp://vault.example', /starts neither/, undefined],
  ['unix://agent.sock', /starts neither/, undefined],
  ['https://', /is not a URL|is "https:\/\/"/, undefined],
  [`${ADDRESS}/v1/`, /^--address is "https/, 'leave /v1 out: it is added by itself'],
  [`${ADDRESS}?x=1`, /has a query/, undefined],
  ['https://me:canary@vault.example', /holds a user name or password/, undefined],
  ['me:canary@vault.example:8200', /^--address/, undefined],
  ['https://vault\u001b[31m.example', /^--address is "https:\/\/vault\\u001b/, undefined],
])('the address %j cannot be used', async (address, message, help) => {
  const [diagnostic] = await mistakes({ flags: { address } });
  expect(diagnostic?.code).toBe('server-address-invalid');
  expect(diagnostic?.message).toMatch(message);
  if (help !== undefined) expect(diagnostic?.help).toEqual([help]);
  expect(inspect(diagnostic)).not.toContain('canary');
});

test('a mistake in the seed’s address has the place of its block', async () => {
  const at = { source: { path: 'a.seed.hcl', text: 'server "vault" {}' }, start: 0, end: 14 };
  expect(await mistakes({ seed: { address: 'x', at } })).toMatchObject([{ at }]);
});

test('names, numbers and their defaults', async () => {
  expect(await settled(environment({}))).toMatchObject({
    ...{ namespace: '', timeout: 60_000, retries: 5, parallelism: 7, tls: { skipVerify: false } },
  });
  const env = { VAULT_NAMESPACE: '/a/b/', VAULT_CLIENT_TIMEOUT: '1m30s', BAO_MAX_RETRIES: '0', VAULT_MAX_RETRIES: '9' };
  const { namespace, timeout, retries } = await settled(environment(env));
  expect({ namespace, timeout, retries }).toEqual({ namespace: 'a/b', timeout: 90_000, retries: 0 });
  expect((await settled(environment({ VAULT_CLIENT_TIMEOUT: '20' }))).timeout).toBe(20_000);
  expect((await settled({ ...environment({}), seed: { namespace: 'root' } })).namespace).toBe('');
  expect((await settled({ ...environment(env), flags: { namespace: '' } })).namespace).toBe('');
});

test('the token: environment, then ~/.vault-token; without one there is none', async () => {
  expect((await settled(environment({}))).token).toBeUndefined();
  await writeFile(join(home, '.vault-token'), 'canary-file\n');
  const stored = await settled(environment({}));
  expect(is(stored.token, 'canary-file')).toBe(true);
  expect(is((await settled(environment({ VAULT_TOKEN: 'canary-v' }))).token, 'canary-v')).toBe(true);
  const both = await settled(environment({ VAULT_TOKEN: 'canary-v', BAO_TOKEN: 'canary-b' }));
  expect(is(both.token, 'canary-b')).toBe(true);
  expect(inspect([stored, both], { showHidden: true })).not.toContain('canary');
  await rm(join(home, '.vault-token'));
});

const helper = async (name: string, script: string): Promise<Record<string, string>> => {
  const folder = join(home, name);
  await mkdir(folder, { recursive: true });
  const program = join(folder, 'helper');
  await writeFile(program, `#!/bin/sh\n${script}\n`);
  await chmod(program, 0o755);
  const config = join(folder, 'config');
  await writeFile(config, `# mine\ntoken_helper = "${program}"\n`);
  return { VAULT_CONFIG_PATH: config };
};

test('the token helper that ~/.vault names is run with get, knows the server, and goes before ~/.vault-token', async () => {
  await writeFile(join(home, '.vault-token'), 'canary-file');
  const env = await helper('good', 'test "$1" = get && printf "canary-for-%s" "$VAULT_ADDR"');
  expect(is((await settled(environment(env))).token, `canary-for-${ADDRESS}`)).toBe(true);
  const none = await helper('none', 'exit 0');
  expect((await settled(environment(none))).token).toBeUndefined();
  await rm(join(home, '.vault-token'));
});

test.each([
  ['that fails', 'echo canary-out; echo canary-err >&2; exit 3', /helper ended with exit code 3$/],
  ['whose token is none', 'printf "two\\nlines canary"', /characters that no token has/],
])('a token helper %s', async (name, script, message) => {
  const diagnostics = await mistakes(environment(await helper(name, script)));
  expect(diagnostics[0]?.message).toMatch(message);
  expect(inspect(diagnostics, { depth: 9 })).not.toContain('canary');
});

test('a token helper must have an absolute path and be there', async () => {
  const config = join(home, 'relative');
  await writeFile(config, 'token_helper = "bin/helper"');
  const relative = await mistakes(environment({ VAULT_CONFIG_PATH: config }));
  expect(relative[0]?.message).toMatch(/bin\/helper is not an absolute path/);
  await writeFile(config, 'token_helper = "/nowhere/helper"');
  const missing = await mistakes(environment({ BAO_CONFIG_PATH: config }));
  expect(missing[0]?.message).toMatch(/\/nowhere\/helper is not there/);
});

test('certificates come as file, bytes or folder, and a client certificate with its key', async () => {
  const { folder, ca } = certificates;
  const pem = ca.cert.trim();
  const file = await settled(environment({ VAULT_CACERT: join(folder, 'ca.pem'), VAULT_CACERT_BYTES: 'unused' }));
  expect(file.tls.ca).toEqual([pem]);
  expect((await settled(environment({ BAO_CACERT_BYTES: ca.cert }))).tls.ca).toEqual([pem]);
  const whole = await settled({ ...environment({}), flags: { caPath: folder } });
  expect(whole.tls.ca?.length).toBeGreaterThan(4);
  const pair = { clientCert: join(folder, 'client.pem'), clientKey: join(folder, 'client.key') };
  const { tls } = await settled({ ...environment({ VAULT_TLS_SERVER_NAME: 'other' }), flags: pair });
  expect(tls).toMatchObject({ cert: certificates.client.cert, serverName: 'other' });
  expect(is(tls.key, certificates.client.key)).toBe(true);
  expect(inspect(tls)).not.toContain('PRIVATE');
});

test('every mistake is told at once, by the name of its setting', async () => {
  const { folder } = certificates;
  const diagnostics = await mistakes({
    flags: { address: 'nowhere', clientCert: join(folder, 'client.pem'), clientKey: join(folder, 'server.key') },
    env: { VAULT_CACERT: join(folder, 'ca.key'), VAULT_CLIENT_TIMEOUT: 'soon', VAULT_MAX_RETRIES: '-1' },
  });
  const messages = diagnostics.map(({ message }) => message);
  expect(messages).toHaveLength(5);
  for (const name of ['--address', 'VAULT_CLIENT_TIMEOUT', 'VAULT_MAX_RETRIES', 'VAULT_CACERT', '--client-cert']) {
    expect(messages.join('\n')).toContain(name);
  }
  expect(messages.join('\n')).toContain('the key does not belong to the certificate');
});

test.each([
  [{ VAULT_CACERT: '/nowhere' }, /VAULT_CACERT: cannot read \/nowhere: it is not there/],
  [{ VAULT_CACERT: '/' }, /it is a folder/],
  [{ VAULT_CAPATH: '/nowhere' }, /VAULT_CAPATH: cannot read/],
  [{ VAULT_CLIENT_CERT: '/x' }, /VAULT_CLIENT_CERT is set, but the client key is not/],
  [{ BAO_CLIENT_KEY: '/x' }, /BAO_CLIENT_KEY is set, but the client certificate is not/],
  [{ VAULT_TOKEN: 'canary\u00fc' }, /VAULT_TOKEN holds characters/],
  [{ VAULT_NAMESPACE: 'a b' }, /namespace holds characters/],
])('%j is refused', async (env, message) => {
  const diagnostics = await mistakes(environment(env));
  expect(diagnostics[0]?.message).toMatch(message);
  expect(inspect(diagnostics)).not.toContain('canary');
});

test('leaving the certificate unchecked is possible, with a warning', async () => {
  for (const value of ['1', 'true', 'T']) {
    const result = await from(environment({ VAULT_SKIP_VERIFY: value }));
    expect(result).toMatchObject({ ok: true, value: { tls: { skipVerify: true } } });
    expect(result.diagnostics).toMatchObject([{ code: 'tls-not-verified', message: /^VAULT_SKIP_VERIFY/ }]);
  }
  expect((await from(environment({ VAULT_SKIP_VERIFY: '0' }))).diagnostics).toEqual([]);
  const flag = await from({ ...environment({ VAULT_SKIP_VERIFY: '1' }), flags: { tlsSkipVerify: false } });
  expect(flag.diagnostics).toEqual([]);
});

describe('a seed that says how the certificate is checked', () => {
  const skip = { tlsSkipVerify: true };
  const name = { tlsServerName: 'inside.example' };
  const ca = { caCert: join(certificates.folder, 'ca.pem') };
  const given = { VAULT_ADDR: ADDRESS };

  test.each<[object, Partial<SettingsInput>, RegExp]>([
    [skip, { env: given }, /^tls_skip_verify of the seed .* VAULT_ADDR names the server/],
    [skip, { flags: { address: ADDRESS } }, /--address names the server/],
    [name, { env: given }, /^tls_server_name/],
    [ca, { env: given }, /^ca_cert/],
    [{ caPath: '/etc/mine' }, { env: given }, /^ca_path/],
    [{ ...skip, address: ADDRESS }, { env: { VAULT_SKIP_VERIFY: 'false' } }, /VAULT_SKIP_VERIFY is false/],
    [{ ...ca, address: ADDRESS }, { env: { BAO_CACERT: '/other.pem' } }, /BAO_CACERT is \/other\.pem/],
    [{ ...skip, address: ADDRESS }, { env: given }, /VAULT_ADDR names the server/],
  ])('%j is refused beside %j', async (seed, beside, message) => {
    const diagnostics = await mistakes({ seed, ...beside });
    expect(diagnostics[0]).toMatchObject({ code: 'trust-differs', message: expect.stringMatching(message) });
  });

  test.each<[object, Partial<SettingsInput>]>([
    [{ ...skip, ...name, ...ca, address: ADDRESS }, {}],
    [skip, { env: { ...given, VAULT_SKIP_VERIFY: '1' } }],
    [name, { env: { ...given, VAULT_TLS_SERVER_NAME: 'inside.example' } }],
    [ca, { env: { ...given, VAULT_CACERT: `${certificates.folder}/./ca.pem` } }],
    [ca, { env: given, flags: { caCert: ca.caCert } }],
    [{ caPath: '/nowhere' }, { env: given, flags: { caCert: ca.caCert } }],
    [{ tlsSkipVerify: false }, { env: given }],
    [
      { clientCert: join(certificates.folder, 'client.pem'), clientKey: join(certificates.folder, 'client.key') },
      { env: given },
    ],
  ])('%j is fine beside %j', async (seed, beside) => {
    expect(await from({ seed, ...beside })).toMatchObject({ ok: true });
  });

  test('what an option says goes before it, and the warning names who turned the check off', async () => {
    const own = await from({ seed: { ...skip, address: ADDRESS } });
    expect(own.diagnostics).toMatchObject([{ code: 'tls-not-verified', message: /^tls_skip_verify of the seed/ }]);
    const off = await settled({ seed: skip, env: given, flags: { tlsSkipVerify: false } });
    expect(off.tls.skipVerify).toBe(false);
  });
});

test.each([
  [ADDRESS, { HTTPS_PROXY: 'http://p:1' }, 'http://p:1'],
  [ADDRESS, { https_proxy: 'p:1' }, 'http://p:1'],
  [ADDRESS, { HTTP_PROXY: 'http://p:1' }, undefined],
  ['http://vault.example', { HTTP_PROXY: 'http://p:1' }, 'http://p:1'],
  [ADDRESS, { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'a, .example' }, undefined],
  [ADDRESS, { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'ault.example' }, 'http://p:1'],
  [ADDRESS, { HTTPS_PROXY: 'http://p:1', no_proxy: 'vault.example:8200' }, undefined],
  [ADDRESS, { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'vault.example:1' }, 'http://p:1'],
  [ADDRESS, { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, undefined],
  ['https://10.1.2.3', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '10.0.0.0/8' }, undefined],
  ['https://11.1.2.3', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '10.0.0.0/8' }, 'http://p:1'],
  ['https://127.0.0.1:8200', { HTTPS_PROXY: 'http://p:1' }, undefined],
  ['https://localhost:8200', { HTTPS_PROXY: 'http://p:1' }, undefined],
  ['https://127.0.0.1:8200', { VAULT_PROXY_ADDR: 'http://p:1', NO_PROXY: '*' }, 'http://p:1'],
  ['unix:///run/a.sock', { HTTP_PROXY: 'http://p:1' }, undefined],
])('the proxy for %s with %j is %s', async (address, env, proxy) => {
  const settings = await settled({ flags: { address }, env });
  expect(proxy === undefined ? settings.proxy : is(settings.proxy, proxy)).toBe(proxy === undefined ? undefined : true);
});
