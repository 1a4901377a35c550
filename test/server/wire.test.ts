import type { IncomingMessage } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import type { Request } from '../../src/server/index.ts';
import { connect } from '../../src/server/index.ts';
import { troubleFrom } from '../../src/server/trouble.ts';
import { asVault, client, faultOf, httpServer, json, later, rawServer, settings } from './make.ts';

const read: Request = { method: 'GET', path: 'x' };
const write: Request = { method: 'POST', path: 'x', body: {} };

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const pieces: string[] = [];
  for await (const piece of request.setEncoding('utf8')) pieces.push(String(piece));
  return pieces.join('');
};

test('one connection serves one request after the other, and many serve many', async () => {
  const sockets = new Set<Socket>();
  const address = await httpServer(
    asVault((request, response) => {
      sockets.add(request.socket);
      setTimeout(() => json(response, 200, { data: {} }), 10);
    }),
  );
  const vault = await client(address, { parallelism: 32 });
  for (let i = 0; i < 5; i += 1) await vault.request(read);
  expect(sockets.size).toBe(1);
  await Promise.all(Array.from({ length: 200 }, () => vault.request(read)));
  expect(sockets.size).toBeGreaterThan(16);
  expect(sockets.size).toBeLessThanOrEqual(33);
});

test('a kept connection that ends while a write is on it may have taken it: it is not sent again', async () => {
  const seen: string[] = [];
  const address = await httpServer(
    asVault((request, response) => {
      seen.push(request.method ?? '');
      // Each connection answers once, and is gone at its next request.
      if (seen.length % 2 === 1) json(response, 200, { data: {} });
      else request.socket.resetAndDestroy();
    }),
  );
  const vault = await client(address);
  await vault.request(read);
  expect((await faultOf(vault.request(write))).code).toBe('connection-dropped');
  expect(seen).toEqual(['GET', 'POST']);
  await vault.request(read);
  expect((await vault.request({ ...write, repeat: 'safe' })).status).toBe(200);
  expect(seen).toEqual(['GET', 'POST', 'GET', 'POST', 'POST']);
});

test('a kept connection that the server has closed meanwhile is not used for a write', async () => {
  let writes = 0;
  const sockets = new Set<Socket>();
  const address = await httpServer(
    asVault((request, response) => {
      writes += request.method === 'POST' ? 1 : 0;
      sockets.add(request.socket);
      json(response, 200, { data: {} });
    }),
  );
  const vault = await client(address);
  await vault.request(read);
  for (const socket of sockets) socket.end();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await vault.request(write)).status).toBe(200);
  expect(writes).toBe(1);
});

test('a write that met nobody was not sent, and is sent once somebody listens again', async () => {
  let writes = 0;
  const listener = asVault((request, response) => {
    writes += request.method === 'POST' ? 1 : 0;
    response.setHeader('connection', 'close');
    json(response, 200, { data: {} });
  });
  const { createServer: createHttp } = await import('node:http');
  const first = createHttp(listener);
  await new Promise<void>((resolve) => first.listen(0, '127.0.0.1', resolve));
  const place = first.address();
  const port = typeof place === 'object' && place !== null ? place.port : 0;
  const vault = await client(`http://127.0.0.1:${port}`);
  await vault.request(read);
  await new Promise((resolve) => first.close(resolve));
  const answer = vault.request({ ...write, repeat: 'never' });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const second = createHttp(listener);
  await new Promise<void>((resolve) => second.listen(port, '127.0.0.1', resolve));
  later(() => new Promise((resolve) => second.close(resolve)));
  expect((await answer).status).toBe(200);
  expect(writes).toBe(1);
  expect(vault.stats().retries).toBeGreaterThan(0);
});

test.each(['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'])(
  '%s on the way to a server is no answer lost, and on a connection that stood it may be one',
  (code) => {
    const error = Object.assign(new Error('canary'), { code });
    const where = { address: 'http://127.0.0.1:1', request: 'POST x', proxied: false, timeout: 1 };
    expect(troubleFrom(error, where, false).stage).toBe('unsent');
    expect(troubleFrom(error, where, true)).toMatchObject({ stage: 'dropped', fault: { code: 'connection-dropped' } });
  },
);

test.each([
  ['in its first line', 'HTTP/1.1 20'],
  ['in its headers', 'HTTP/1.1 200 OK\r\ncontent-le'],
  ['in its body', 'HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{"data":'],
  ['between two chunks', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n'],
  ['in a chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n20\r\n{"data"'],
])('an answer that ends %s is a lost one', async (_, text) => {
  let writes = 0;
  const address = await httpServer(
    asVault((request) => {
      writes += 1;
      request.socket.end(text);
    }),
  );
  const vault = await client(address);
  expect((await faultOf(vault.request(write))).code).toBe('connection-dropped');
  expect(writes).toBe(1);
});

test('an answer may come late and slowly, longer than a connection is kept that nobody needs', async () => {
  const address = await httpServer(
    asVault((_, response) => {
      setTimeout(() => response.writeHead(200).write('{"data":'), 4_300);
      setTimeout(() => response.end('{"a":1}}'), 8_600);
    }),
  );
  const answer = await (await client(address, { timeout: 20_000, retries: 0 })).request(read);
  expect(answer.data).toEqual({ data: { a: 1 } });
}, 15_000);

test('what is sent has a length, also when it is nothing, and letters of several bytes stay whole', async () => {
  const seen: [string | undefined, string | undefined, string | undefined, string][] = [];
  const text = 'žluťoučký kůň 🐎'.repeat(2_000);
  const address = await httpServer(
    asVault(async (request, response) => {
      const { method, headers } = request;
      seen.push([method, headers['content-length'], headers['transfer-encoding'], await bodyOf(request)]);
      const bytes = Buffer.from(JSON.stringify({ data: { text } }));
      response.writeHead(200);
      for (let at = 0; at < bytes.length; at += 7_001) response.write(bytes.subarray(at, at + 7_001));
      response.end();
    }),
  );
  const vault = await client(address);
  const body = JSON.stringify({ text });
  expect((await vault.request({ ...write, body: { text } })).data).toEqual({ data: { text } });
  await vault.request({ method: 'POST', path: 'x' });
  await vault.request({ method: 'DELETE', path: 'x' });
  await vault.request({ method: 'DELETE', path: 'x', body: {} });
  expect(seen).toEqual([
    ['POST', String(Buffer.byteLength(body)), undefined, body],
    ['POST', '0', undefined, ''],
    ['DELETE', undefined, undefined, ''],
    ['DELETE', '2', undefined, '{}'],
  ]);
});

test('a path goes out letter by letter', async () => {
  const urls: (string | undefined)[] = [];
  const address = await httpServer(
    asVault((request, response) => {
      urls.push(request.url);
      json(response, 200, { data: {} });
    }),
  );
  const vault = await client(address);
  for (const path of ['a/../b', 'a/%2e%2e/b', 'a//b', 'a/./b', 'a%2Fb', "a'b"]) {
    await vault.request({ method: 'GET', path });
  }
  expect(urls).toEqual(['a/../b', 'a/%2e%2e/b', 'a//b', 'a/./b', 'a%2Fb', "a'b"].map((path) => `/v1/${path}`));
});

test('a server that never shakes hands is one that cannot be reached', async () => {
  const address = (await rawServer(() => {})).replace('http:', 'https:');
  const began = performance.now();
  const fault = await faultOf(connect(settings(address, { timeout: 300 })));
  expect(['server-unreachable', 'server-timeout']).toContain(fault.code);
  expect(performance.now() - began).toBeLessThan(2_000);
});

test('closing waits for what is under way, and nothing goes out after it', async () => {
  let answered = 0;
  const address = await httpServer(
    asVault((_, response) => {
      setTimeout(() => {
        answered += 1;
        json(response, 200, { data: {} });
      }, 100);
    }),
  );
  const vault = await client(address);
  const under = [vault.request(read), vault.request(read)];
  await Promise.all([vault.close(), vault.close()]);
  expect(answered).toBe(2);
  await Promise.all(under);
  await expect(vault.request(read)).rejects.toThrow('the connections are closed');
});

test('what cannot be sent is told at once, and nothing goes on waiting for it', async () => {
  const address = await httpServer(asVault());
  const vault = await client(address, { timeout: 50 });
  await expect(vault.request({ method: 'GET', path: 'a b' })).rejects.toThrow('unescaped');
  // An error in a timer would end the run of the tests.
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect((await vault.request(read)).status).toBe(200);
});

test('a connection that was given up brings nothing to the next request', async () => {
  let times = 0;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (piece) => {
      const [, path = ''] = String(piece).split(' ');
      const say = (body: unknown): void => {
        const text = JSON.stringify(body);
        socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n\r\n${text}`);
      };
      if (!path.endsWith('/x')) return asRaw(path, say);
      times += 1;
      const mine = times;
      setTimeout(() => say({ data: { times: mine } }), mine === 1 ? 400 : 0);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  later(() => new Promise((resolve) => server.close(resolve)));
  const place = server.address();
  const port = typeof place === 'object' && place !== null ? place.port : 0;
  const vault = await client(`http://127.0.0.1:${port}`, { timeout: 200, retries: 0 });
  expect((await faultOf(vault.request(read))).code).toBe('server-timeout');
  for (const expected of [2, 3, 4]) {
    expect((await vault.request(read)).data).toEqual({ data: { times: expected } });
    await new Promise((resolve) => setTimeout(resolve, 120));
  }
  await vault.close();
});

const asRaw = (path: string, say: (body: unknown) => void): void => {
  if (path.includes('sys/health')) say({ initialized: true, sealed: false, version: '2.7.2', cluster_id: 'a' });
  else say({ data: { policies: [] } });
};

test.each([
  ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n', 101],
  ['hints without an end', 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(100), 103],
])('an answer that never begins is no reason to wait: %s', async (_, bytes, status) => {
  const address = await httpServer(asVault((request) => request.socket.write(bytes)));
  const vault = await client(address);
  for (const request of [read, write]) {
    const fault = await faultOf(vault.request(request));
    expect([fault.code, fault.message]).toEqual([
      'answer-unreadable',
      expect.stringContaining(`and no answer (status ${status})`),
    ]);
  }
});

test('a few hints before an answer do no harm', async () => {
  const hints = 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(3);
  const address = await httpServer(
    asVault((request, response) => {
      request.socket.write(hints);
      json(response, 200, { data: {} });
    }),
  );
  expect((await (await client(address)).request(read)).status).toBe(200);
});
