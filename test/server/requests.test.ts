import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Secret } from '../../src/model/secret.ts';
import { connect, isNothing, type Request, says } from '../../src/server/index.ts';
import {
  answering,
  asVault,
  client,
  faultOf,
  httpServer,
  json,
  later,
  rawServer,
  settings,
  TOKEN,
  told,
  unixServer,
} from './make.ts';

test('a request carries token, namespace and one JSON body in which secrets are revealed', async () => {
  const { address, seen } = await answering([204, '']);
  const vault = await client(address, { namespace: 'team-a' });
  const body = { plain: 'a', nested: [{ secret: new Secret('canary-1') }], json: new Secret({ x: [1, null] }) };
  expect(await vault.request({ method: 'POST', path: 'some/odd%20name', query: 'cas=0', body })).toEqual({
    ...{ status: 204, data: undefined, errors: [], warnings: [] },
  });
  expect(seen[0]).toMatchObject({
    ...{ method: 'POST', url: '/v1/some/odd%20name?cas=0' },
    headers: {
      'x-vault-token': TOKEN,
      'x-vault-namespace': 'team-a',
      'x-vault-request': 'true',
      'content-type': 'application/json',
    },
  });
  expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
    ...{ plain: 'a', nested: [{ secret: 'canary-1' }], json: { x: [1, null] } },
  });
});

test('an address may have a path before /v1', async () => {
  const urls: (string | undefined)[] = [];
  const address = await httpServer((request, response) => {
    urls.push(request.url);
    request.url = request.url?.replace(/^\/edge/, '');
    asVault()(request, response);
  });
  await (await client(`${address}/edge`)).request({ method: 'GET', path: 'sys/mounts' });
  expect(urls.every((url) => url?.startsWith('/edge/v1/'))).toBe(true);
});

test('the first look goes without token and namespace, the rest with both', async () => {
  const headers = new Map<string, NodeJS.Dict<string | string[]>>();
  const address = await httpServer((request, response) => {
    headers.set(request.url?.split('?')[0] ?? '', request.headers);
    asVault()(request, response);
  });
  await client(address, { namespace: 'a/b' });
  expect(headers.get('/v1/sys/health')).not.toHaveProperty('x-vault-token');
  expect(headers.get('/v1/sys/health')).not.toHaveProperty('x-vault-namespace');
  const lookup = { 'x-vault-token': TOKEN, 'x-vault-namespace': 'a/b' };
  expect(headers.get('/v1/auth/token/lookup-self')).toMatchObject(lookup);
});

test('LIST goes as a GET that says so, PATCH as a merge patch', async () => {
  const { address, seen } = await answering([200]);
  const vault = await client(address);
  await vault.request({ method: 'LIST', path: 'kv/metadata', query: 'after=a' });
  await vault.request({ method: 'PATCH', path: 'kv/data/x', body: { a: 1 } });
  expect(seen[0]).toMatchObject({ method: 'GET', url: '/v1/kv/metadata?after=a&list=true' });
  expect(seen[1]).toMatchObject({ method: 'PATCH', headers: { 'content-type': 'application/merge-patch+json' } });
});

test('what a server says is known by its own words, whatever a mask hides of them', async () => {
  const { address } = await answering([400, { errors: ['path is already in use at x/'] }]);
  const vault = await client(address);
  const answer = await vault.request({
    method: 'POST',
    path: 'sys/mounts/x',
    body: { a: new Secret('already in use') },
  });
  expect(answer.errors).toEqual(['path is (sensitive) at x/']);
  expect(says(answer, 'path is already in use')).toBe(true);
  expect(says(answer, /^path is .* use at/)).toBe(true);
  expect(says(answer, 'sealed')).toBe(false);
  expect(JSON.stringify(answer)).not.toContain('already');
});

test.each([
  [404, { errors: [] }, true],
  [404, { request_id: 'r', data: { metadata: { version: 1 } }, warnings: null }, true],
  [404, '', false],
  [404, {}, false],
  [404, [], false],
  [404, { errors: null }, false],
  [404, { errors: ['no handler for route'] }, false],
  [404, { errors: [], warnings: ['invalid path'] }, false],
  [404, { errors: [], message: 'no route' }, false],
  [404, { message: 'no route' }, false],
  [200, { errors: [] }, false],
])('%s %o says that there is nothing: %s', async (status, body, nothing) => {
  const { address } = await answering([status, body]);
  const vault = await client(address);
  expect(isNothing(await vault.request({ method: 'GET', path: 'a' }))).toBe(nothing);
});

test('every status is an answer, with its errors and warnings in one line each', async () => {
  const errors = ['1 error occurred:\n\t* permission \u001b[31mdenied\n\n', '2 errors occurred:\n\t* a\n\t* b\n\n'];
  const { address } = await answering(
    [404, { errors, warnings: ['w'], data: { metadata: {} } }],
    [405, { errors: [] }],
  );
  const vault = await client(address);
  const clean = ['permission \\u001b[31mdenied', 'a; b'];
  expect(await vault.request({ method: 'GET', path: 'x' })).toEqual({
    ...{ status: 404, errors: clean, warnings: ['w'] },
    data: { errors: clean, warnings: ['w'], data: { metadata: {} } },
  });
  expect(await vault.request({ method: 'DELETE', path: 'x' })).toMatchObject({ status: 405, errors: [] });
});

const UPGRADING = { errors: ['Upgrading from non-versioned to versioned data. This backend will be unavailable.'] };
const write: Request = { method: 'POST', path: 'x', body: {} };
const read: Request = { method: 'GET', path: 'x' };

test.each([
  ['429 for a write that must not be repeated', { ...write, repeat: 'never' }, [429, { errors: [] }], 2],
  ['412', write, [412, { errors: [] }], 2],
  ['an engine that changes its storage', write, [400, UPGRADING], 2],
  ['502 for a read', read, [502, '<html>bad gateway</html>'], 2],
  ['503 for a write that may be repeated', { ...write, repeat: 'safe' }, [503, { errors: ['busy'] }], 2],
  ['503 for a write that must not be repeated', write, [503, { errors: ['busy'] }], 1],
  ['400', read, [400, { errors: ['no'] }], 1],
  ['500 for want of a word', read, [500, { errors: ['1 error occurred:\n\t* internal error\n\n'] }], 2],
  [
    '500 of a write that met another',
    { ...write, repeat: 'safe' },
    [500, { errors: ['transaction commit failed'] }],
    2,
  ],
  ['500 for want of a word, for a write', write, [500, { errors: ['internal error'] }], 1],
  ['500', { ...write, repeat: 'safe' }, [500, { errors: ['no'] }], 1],
] as const)('tried again or not: %s', async (_, request, first, times) => {
  const { address, seen } = await answering(first, [200]);
  const vault = await client(address);
  const answer = await vault.request(request);
  expect(seen).toHaveLength(times);
  expect(answer.status).toBe(times === 2 ? 200 : first[0]);
  expect(vault.stats()).toEqual({ requests: 2 + times, retries: times - 1 });
});

test.each([
  ['503 may have been carried out', [503, { errors: ['busy'] }], true],
  ['429 was not', [429, { errors: [] }], undefined],
] as const)('what an earlier attempt leaves behind is in doubt, or not: %s', async (_, first, doubtful) => {
  const { address } = await answering(first, [400, { errors: ['path is already in use'] }]);
  const answer = await (await client(address)).request({ ...write, repeat: 'safe' });
  expect([answer.status, answer.doubtful]).toEqual([400, doubtful]);
});

test('the longer of Retry-After and the back-off is waited for, and the number of tries has an end', async () => {
  const { address, seen } = await answering([429, {}, { 'retry-after': '1' }], [429, {}, { 'retry-after': '0' }]);
  const vault = await client(address, { retries: 2 });
  const began = performance.now();
  expect((await vault.request(read)).status).toBe(429);
  expect(seen).toHaveLength(3);
  expect(performance.now() - began).toBeGreaterThan(1_250);
});

test('a server that is sealed on the way is a fault at once', async () => {
  const { address, seen } = await answering([503, { errors: ['Vault is sealed'] }]);
  const fault = await faultOf((await client(address)).request(read));
  expect(fault.code).toBe('server-sealed');
  expect(seen).toHaveLength(1);
});

test('a standby without an active node is waited for, then said', async () => {
  const { address, seen } = await answering([
    500,
    { errors: ['local node not active but active cluster node not found'] },
  ]);
  const fault = await faultOf((await client(address, { retries: 1 })).request(write));
  expect(fault.code).toBe('server-standby');
  expect(seen).toHaveLength(2);
});

test('a connection dropped twice is that request’s failure, and the request is named', async () => {
  let times = 0;
  const address = await httpServer(
    asVault((request) => {
      times += 1;
      request.socket.destroy();
    }),
  );
  const vault = await client(address, { retries: 10 });
  const fault = await faultOf(vault.request({ method: 'GET', path: 'terra/config' }));
  expect(fault.code).toBe('connection-dropped');
  expect(fault.message).toContain('dropped the connection while it worked on GET terra/config');
  expect(times).toBe(2);
  await faultOf(vault.request(write));
  expect(times).toBe(3);
});

test('a connection that was dropped once is no failure for a read', async () => {
  let times = 0;
  const address = await httpServer(
    asVault((request, response) => {
      times += 1;
      if (times === 1) request.socket.destroy();
      else json(response, 200, { data: { a: 1 } });
    }),
  );
  const answer = await (await client(address)).request(read);
  expect(answer.data).toEqual({ data: { a: 1 } });
});

test('an answer nested deeper than can be read', async () => {
  const { address } = await answering([400, `{"errors":[${'['.repeat(100_000)}${']'.repeat(100_000)}]}`]);
  expect((await faultOf((await client(address)).request(read))).code).toBe('answer-unreadable');
});

test.each([
  ['half a JSON', [200, '{"data":{"a":'], /something that is not JSON \(status 200\)/],
  ['a page', [200, '<!DOCTYPE html><p>hello'], /with a page for a browser/],
  ['nothing', [200, ''], /with nothing/],
] as const)('a read that is answered with %s', async (_, answer, words) => {
  const { address } = await answering(answer);
  const fault = await faultOf((await client(address)).request(read));
  expect(fault.code).toBe('answer-unreadable');
  expect(told(fault)).toMatch(words);
});

test('an answer that ends before its time', async () => {
  const address = await httpServer(
    asVault((request, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"data":');
      setTimeout(() => request.socket.destroy(), 20);
    }),
  );
  expect((await faultOf((await client(address)).request(read))).code).toBe('connection-dropped');
});

test('an answer without end is cut off', async () => {
  const address = await httpServer(
    asVault((_, response) => {
      const piece = Buffer.alloc(4 << 20, 0x20);
      const more = () => {
        while (response.write(piece));
      };
      response.on('drain', more).on('error', () => {});
      more();
    }),
  );
  const fault = await faultOf((await client(address, { timeout: 30_000 })).request(read));
  expect(fault.code).toBe('answer-too-large');
  expect(fault.message).toContain('larger than 64 MiB');
});

test.each([
  ['says nothing', 0],
  ['says its answer byte by byte', 100],
])('a server that %s is given up in time', async (_, pace) => {
  const address = await httpServer(
    asVault((_request, response) => {
      if (pace === 0) return;
      const tick = setInterval(() => response.write(' '), pace);
      response.on('close', () => clearInterval(tick));
    }),
  );
  const vault = await client(address, { timeout: 400, retries: 1 });
  const began = performance.now();
  const fault = await faultOf(vault.request(read));
  expect(fault.code).toBe('server-timeout');
  expect(fault.message).toContain('GET x in 0.4 s');
  expect(performance.now() - began).toBeLessThan(2_500);
});

test('a hanging server does not hang the first look, which is not repeated', async () => {
  const address = await rawServer(() => {});
  const began = performance.now();
  const fault = await faultOf(connect(settings(address, { timeout: 300 })));
  expect(fault.code).toBe('server-timeout');
  expect(performance.now() - began).toBeLessThan(1_500);
});

test('an abort ends a request and the wait before the next try', async () => {
  const { address } = await answering([429, {}, { 'retry-after': '30' }]);
  const vault = await client(address);
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error('enough')), 50);
  await expect(vault.request({ ...read, signal: stop.signal })).rejects.toThrow('enough');
  await expect(vault.request({ ...read, signal: stop.signal })).rejects.toThrow('enough');
});

test('whether a write may be sent is asked before each attempt, and what says no is why nothing is', async () => {
  const { address, seen } = await answering([412, { errors: [] }]);
  const vault = await client(address);
  const times = (left: number) => () => {
    left -= 1;
    if (left < 0) throw new Error('no longer');
  };
  await expect(vault.request({ ...write, before: times(0) })).rejects.toThrow('no longer');
  expect(seen).toEqual([]);
  await expect(vault.request({ ...write, before: times(2) })).rejects.toThrow('no longer');
  expect(seen).toHaveLength(2);
});

test('no more requests are under way than asked for', async () => {
  let [now, most] = [0, 0];
  const address = await httpServer(
    asVault((_, response) => {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
        json(response, 200, { data: {} });
      }, 5);
    }),
  );
  const vault = await client(address, { parallelism: 3 });
  await Promise.all(Array.from({ length: 30 }, (_, index) => vault.request({ method: 'GET', path: `x/${index}` })));
  expect(most).toBe(3);
});

test('a unix socket', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vaultseed-socket-'));
  later(() => rm(folder, { recursive: true }));
  const path = join(folder, 'agent.sock');
  const missing = await faultOf(connect(settings(`unix://${path}`)));
  expect(told(missing)).toMatch(/there is no such socket[\s\S]*is the agent running/);
  await unixServer(path, asVault());
  expect((await client(`unix://${path}`)).identity.address).toBe(`unix://${path}`);
});

test('however many requests wait with one signal, Node has nothing to warn of', async () => {
  const warned: string[] = [];
  const note = ({ name }: Error): void => void warned.push(name);
  process.on('warning', note);
  later(async () => process.off('warning', note));
  const first = new Set<string>();
  const address = await httpServer(
    asVault((request, response) => {
      const { url = '' } = request;
      const again = first.has(url);
      first.add(url);
      setTimeout(() => json(response, again ? 200 : 503, { data: {} }), 20);
    }),
  );
  const vault = await client(address, { parallelism: 32 });
  const { signal } = new AbortController();
  const paths = Array.from({ length: 32 }, (_, n) => `some/${n}`);
  const answers = await Promise.all(paths.map((path) => vault.request({ method: 'GET', path, signal })));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(vault.stats().retries).toBe(32);
  await new Promise((resolve) => setImmediate(resolve));
  expect(warned).toEqual([]);
});

test('an urgent request waits for none that is under way', async () => {
  const waiting: (() => void)[] = [];
  const address = await httpServer(
    asVault((request, response) => {
      const answer = (): void => json(response, 200, { data: {} });
      if (request.url?.endsWith('slow')) waiting.push(answer);
      else answer();
    }),
  );
  const vault = await client(address, { parallelism: 2 });
  const slow = [1, 2, 3].map(() => vault.request({ method: 'GET', path: 'slow' }));
  const usual = vault.request({ method: 'GET', path: 'usual' });
  expect(await Promise.race([usual, vault.request({ method: 'GET', path: 'lock', urgent: true })])).toMatchObject({
    status: 200,
  });
  expect(waiting).toHaveLength(2);
  let under = true;
  const all = Promise.all([...slow, usual]).finally(() => {
    under = false;
  });
  while (under) {
    waiting.shift()?.();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await all;
});
