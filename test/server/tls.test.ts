import { afterAll, expect, test } from 'vitest';
import { Secret } from '../../src/model/secret.ts';
import { connect } from '../../src/server/index.ts';
import { makeCertificates } from './certificates.ts';
import { asVault, client, faultOf, httpServer, rawServer, settings, tlsServer, told } from './make.ts';

const certificates = makeCertificates();
afterAll(() => certificates.remove());

const trusting = (more = {}) => ({ tls: { ca: [certificates.ca.cert], skipVerify: false, ...more } });

test('a server whose CA is named is trusted', async () => {
  const { identity } = await client(await tlsServer(certificates.server), trusting());
  expect(identity.product).toBe('openbao');
});

test('without the check, any certificate will do', async () => {
  const { identity } = await client(await tlsServer(certificates.selfSigned), { tls: { skipVerify: true } });
  expect(identity.version).toBe('2.7.2');
});

test('a server may be called by another name than its certificate says, when told so', async () => {
  const address = await tlsServer(certificates.otherName);
  const { identity } = await client(address, trusting({ serverName: 'vault.example' }));
  expect(identity.address).toBe(address);
});

test.each([
  ['of a CA that was not named', 'stranger', 'certificate-untrusted', /its CA is not known here/],
  ['self-signed', 'selfSigned', 'certificate-untrusted', /it is self-signed[\s\S]*VAULT_CACERT/],
  ['expired', 'expired', 'certificate-expired', /has expired/],
  ['for another name', 'otherName', 'certificate-name', /is for vault\.example[\s\S]*VAULT_TLS_SERVER_NAME/],
] as const)('a certificate that is %s', async (_, which, code, words) => {
  const fault = await faultOf(connect(settings(await tlsServer(certificates[which]), trusting())));
  expect(fault.code).toBe(code);
  expect(told(fault)).toMatch(words);
});

test.each(['TLSv1.2', 'TLSv1.3'] as const)('a client certificate is wanted over %s', async (version) => {
  const wanting = {
    ...{ requestCert: true, rejectUnauthorized: true, ca: certificates.ca.cert },
    ...{ minVersion: version, maxVersion: version },
  };
  const address = await tlsServer({ ...certificates.server, ...wanting });
  const fault = await faultOf(connect(settings(address, trusting())));
  expect(fault.code).toBe('client-certificate-needed');
  expect(told(fault)).toMatch(/wants a client certificate[\s\S]*VAULT_CLIENT_CERT/);

  const { cert, key } = certificates.client;
  const { identity } = await client(address, trusting({ cert, key: new Secret(key) }));
  expect(identity.product).toBe('openbao');
});

test('TLS spoken to a server without TLS', async () => {
  const address = (await httpServer(asVault())).replace('http:', 'https:');
  const fault = await faultOf(connect(settings(address)));
  expect(fault.code).toBe('server-speaks-plain-http');
  expect(fault.help).toEqual([`if that is meant to be so, use ${address.replace('https:', 'http:')}`]);
});

test('no TLS spoken to a server with TLS that answers with an alert', async () => {
  const address = await rawServer((socket) => {
    socket.once('data', () => socket.end(Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46])));
  });
  const fault = await faultOf(connect(settings(address)));
  expect(fault.code).toBe('server-speaks-tls');
  expect(fault.help).toEqual([`use ${address.replace('http:', 'https:')}`]);
});

test('no TLS spoken to a server with TLS that says so, as those written in Go do', async () => {
  const address = await httpServer((_, response) => {
    response.writeHead(400).end('Client sent an HTTP request to an HTTPS server.\n');
  });
  const fault = await faultOf(connect(settings(address)));
  expect(fault.code).toBe('server-speaks-tls');
});

test('no TLS spoken to a server with TLS that drops the connection', async () => {
  const address = (await tlsServer(certificates.server)).replace('https:', 'http:');
  const fault = await faultOf(connect(settings(address)));
  expect(['server-speaks-tls', 'connection-dropped']).toContain(fault.code);
  expect(told(fault)).toContain(`use ${address.replace('http:', 'https:')}`);
});
