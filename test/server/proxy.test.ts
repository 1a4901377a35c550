import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect as connectTo, createServer as createSocketServer, type Socket } from 'node:net';
import { afterAll, expect, test, vi } from 'vitest';
import { Secret } from '../../src/model/secret.ts';
import { connect } from '../../src/server/index.ts';
import { makeCertificates } from './certificates.ts';
import {
  asVault,
  client,
  faultOf,
  httpServer,
  json,
  opened,
  rawServer,
  settings,
  TOKEN,
  tlsServer,
  told,
} from './make.ts';

const certificates = makeCertificates();
afterAll(() => certificates.remove());

const trusting = (more = {}) => ({ ca: [certificates.ca.cert], skipVerify: false, ...more });

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** A real proxy: whole addresses for plain HTTP, tunnels for CONNECT; it wants a login when it is told one. */
const startProxy = async (login?: string) => {
  const seen: Seen[] = [];
  const bytes: Buffer[] = [];
  const wanted = login && `Basic ${Buffer.from(login).toString('base64')}`;
  const note = (request: {
    method?: string | undefined;
    url?: string | undefined;
    headers: IncomingHttpHeaders;
  }): boolean => {
    const { method = '', url = '', headers } = request;
    seen.push({ method, url, headers });
    return wanted === undefined || headers['proxy-authorization'] === wanted;
  };
  const proxy = createServer((request, response) => {
    if (!note(request)) return response.writeHead(407, { 'proxy-authenticate': 'Basic' }).end();
    const { method, headers, url = '' } = request;
    const { hostname, port } = new URL(url);
    const path = url.slice(new URL(url).origin.length);
    const onward = httpRequest({ hostname, port, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  proxy.on('connect', (request, near: Socket) => {
    near.on('error', () => {});
    if (!note(request)) return near.end('HTTP/1.1 407 Login\r\ncontent-length: 0\r\n\r\n');
    const [host = '', port] = request.url?.split(':') ?? [];
    // All numbers of loopback lead to the same server.
    const far = connectTo({ host: host.startsWith('127.') ? '127.0.0.1' : host, port: Number(port) }, () => {
      near.write('HTTP/1.1 200 OK\r\n\r\n');
      near.on('data', (piece: Buffer) => bytes.push(piece));
      near.pipe(far).pipe(near);
    });
    far.on('error', () => near.destroy());
    near.on('close', () => far.destroy());
  });
  const host = `127.0.0.1:${await opened(proxy)}`;
  return { host, address: `http://${host}`, seen, bytes };
};

test('a server with TLS is reached through tunnels that are kept, in which the proxy reads nothing', async () => {
  const address = await tlsServer(certificates.server);
  const proxy = await startProxy();
  const vault = await client(address, { tls: trusting(), proxy: new Secret(proxy.address) });
  for (let i = 0; i < 5; i += 1) await vault.request({ method: 'GET', path: 'x' });
  expect(proxy.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([`CONNECT ${new URL(address).host}`]);
  await Promise.all(Array.from({ length: 30 }, () => vault.request({ method: 'GET', path: 'x' })));
  expect(proxy.seen.length).toBeLessThanOrEqual(5);
  expect(Buffer.concat(proxy.bytes).toString('latin1')).not.toContain(TOKEN);
});

test('the certificate must be of the server, not of the proxy, also when it is called by its number', async () => {
  const proxy = { proxy: new Secret((await startProxy()).address) };
  const byNumber = async (pair: { cert: string; key: string }) =>
    (await tlsServer(pair)).replace('localhost', '127.0.0.1');
  expect((await client(await byNumber(certificates.server), { tls: trusting(), ...proxy })).identity).toBeDefined();
  const other = await faultOf(connect(settings(await byNumber(certificates.otherName), { tls: trusting(), ...proxy })));
  expect(other.code).toBe('certificate-name');
  const named = trusting({ serverName: 'vault.example' });
  expect((await client(await byNumber(certificates.otherName), { tls: named, ...proxy })).identity).toBeDefined();
  const stranger = await faultOf(
    connect(settings(await tlsServer(certificates.stranger), { tls: trusting(), ...proxy })),
  );
  expect(stranger.code).toBe('certificate-untrusted');
  const skipped = { tls: { skipVerify: true }, ...proxy };
  expect((await client(await tlsServer(certificates.stranger), skipped)).identity).toBeDefined();
});

test('a client certificate goes through a tunnel', async () => {
  const wanting = { requestCert: true, rejectUnauthorized: true, ca: certificates.ca.cert };
  const address = await tlsServer({ ...certificates.server, ...wanting });
  const { cert, key } = certificates.client;
  const { address: proxy } = await startProxy();
  const vault = await client(address, { tls: trusting({ cert, key: new Secret(key) }), proxy: new Secret(proxy) });
  expect(vault.identity.product).toBe('openbao');
});

test.each(['http', 'https'])('a proxy that wants a login gets it, and only the proxy, for %s', async (scheme) => {
  const got: IncomingHttpHeaders[] = [];
  const listener = asVault((request, response) => {
    got.push(request.headers);
    json(response, 200, { data: {} });
  });
  const address = scheme === 'http' ? await httpServer(listener) : await tlsServer(certificates.server, listener);
  const proxy = await startProxy('me:canary@ %');
  const through = (login: string) => ({ tls: trusting(), proxy: new Secret(`http://${login}${proxy.host}`) });
  const vault = await client(address, through('me:canary%40%20%25@'));
  await vault.request({ method: 'GET', path: 'x' });
  expect(proxy.seen[0]?.headers['proxy-authorization']).toBeDefined();
  if (scheme === 'https') expect(got[0]).not.toHaveProperty('proxy-authorization');
  for (const login of ['', 'me:canary-wrong@']) {
    const fault = await faultOf(connect(settings(address, through(login))));
    expect(fault.code).toBe('proxy-failed');
    expect(told(fault)).toMatch(/it answered 407[\s\S]*user and password/);
  }
});

test.each(['http', 'https'])(
  'a proxy with a strange certificate gets nothing, whatever Node was told, for %s',
  async (scheme) => {
    const got: string[] = [];
    const address = await tlsServer(certificates.stranger, ({ method, url }) => got.push(`${method} ${url}`));
    const proxy = new Secret(address.replace('://', '://me:canary@'));
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const fault = await faultOf(connect(settings(`${scheme}://vault.example:8200`, { proxy })));
    vi.unstubAllEnvs();
    expect(told(fault)).toMatch(/certificate|self-signed/);
    expect(got).toEqual([]);
  },
);

test('what a proxy answers that refuses is not taken for an answer of the server', async () => {
  const refusing = await rawServer((socket) => {
    socket.once('data', () => socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\n{}'));
  });
  const fault = await faultOf(connect(settings('https://vault.example:8200', { proxy: new Secret(refusing) })));
  expect(fault.message).toContain('it answered 403');
});

test.each([
  ['ends before it answers', (socket: Socket) => socket.once('data', () => socket.end()), /proxy|dropped/],
  ['is none', (socket: Socket) => socket.end('220 mail.example ESMTP\r\n\r\n'), /proxy/],
  ['says nothing', () => {}, /no connection came about in time|gave no whole answer/],
])('a proxy that %s', async (_, does, words) => {
  const proxy = new Secret(await rawServer(does));
  const began = performance.now();
  const fault = await faultOf(connect(settings('https://vault.example:8200', { proxy, timeout: 500, retries: 0 })));
  expect(fault.message).toMatch(words);
  expect(performance.now() - began).toBeLessThan(2_000);
});

test('a path goes through a proxy letter by letter', async () => {
  const urls: (string | undefined)[] = [];
  const listener = asVault((request, response) => {
    urls.push(request.url);
    json(response, 200, { data: {} });
  });
  const proxy = new Secret((await startProxy()).address);
  const vault = await client(await httpServer(listener), { proxy });
  const paths = ['a/../b', 'a/%2e%2e/b', 'a//b', 'a%2Fb'];
  for (const path of paths) await vault.request({ method: 'GET', path });
  await vault.request({ method: 'POST', path: 'y', body: { a: 'ä' } });
  expect(urls).toEqual([...paths, 'y'].map((path) => `/v1/${path}`));
});

/** The least of SOCKS 5: a login or none, one connection to an address of version 4 or a name. */
const startSocks = async (login?: string) => {
  const names: string[] = [];
  const server = createSocketServer((near) => {
    near.on('error', () => {});
    const next = () => new Promise<Buffer>((resolve) => near.once('data', resolve));
    const talk = async (): Promise<void> => {
      await next();
      near.write(Buffer.from([5, login === undefined ? 0 : 2]));
      if (login !== undefined) {
        const said = await next();
        const user = said.subarray(2, 2 + (said[1] ?? 0)).toString();
        const password = said.subarray(3 + (said[1] ?? 0)).toString();
        const right = `${user}:${password}` === login;
        near.write(Buffer.from([1, right ? 0 : 1]));
        if (!right) return void near.end();
      }
      const wish = await next();
      const isName = wish[3] === 3;
      const host = isName ? wish.subarray(5, 5 + (wish[4] ?? 0)).toString() : [...wish.subarray(4, 8)].join('.');
      names.push(host);
      // All numbers of loopback lead to the same server.
      const far = connectTo(
        { host: host.startsWith('127.') ? '127.0.0.1' : host, port: wish.readUInt16BE(wish.length - 2) },
        () => {
          near.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]));
          near.pipe(far).pipe(near);
        },
      );
      far.on('error', () => near.destroy());
    };
    void talk();
  });
  return { host: `127.0.0.1:${await opened(server)}`, names };
};

test('a proxy may speak SOCKS', async () => {
  const { host, names } = await startSocks('me:canary');
  const proxy = new Secret(`socks5h://me:canary@${host}`);
  const plain = await client((await httpServer(asVault())).replace('127.0.0.1', 'localhost'), { proxy });
  expect(plain.identity.product).toBe('openbao');
  const vault = await client(await tlsServer(certificates.server), { tls: trusting(), proxy });
  await vault.request({ method: 'GET', path: 'x' });
  expect(names).toEqual(['localhost', 'localhost']);
  const untrusted = await faultOf(
    connect(settings(await tlsServer(certificates.stranger), { tls: trusting(), proxy })),
  );
  expect(untrusted.code).toBe('certificate-untrusted');
  const wrong = { proxy: new Secret(`socks5://me:canary-no@${host}`) };
  expect((await faultOf(connect(settings(await httpServer(asVault()), wrong)))).code).toBe('proxy-failed');
});
