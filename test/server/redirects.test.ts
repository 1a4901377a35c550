import { expect, test } from 'vitest';
import { Secret } from '../../src/model/secret.ts';
import type { Request } from '../../src/server/index.ts';
import { answering, asVault, client, faultOf, httpServer, TOKEN, told } from './make.ts';

const read: Request = { method: 'GET', path: 'x' };

test('a standby that redirects to another node is followed, once, with the token', async () => {
  const active = await answering([200, { data: { here: true } }]);
  const standby = await answering([307, '', { location: `${active.address}/v1/sys/mounts?x=1` }]);
  const vault = await client(standby.address);
  const answer = await vault.request({ method: 'POST', path: 'sys/mounts', query: 'x=1', body: { a: 1 } });
  expect(answer.data).toEqual({ data: { here: true } });
  expect(active.seen[0]).toMatchObject({ method: 'POST', headers: { 'x-vault-token': TOKEN }, body: '{"a":1}' });
});

test.each([
  ['the same origin', (self: string) => `${self}/v1/sys/mounts/a/b`, /sys\/mounts\/a\/b[\s\S]*double slash/],
  ['another path', () => 'http://127.0.0.1:1/v1/elsewhere', /redirects GET x to http:\/\/127.0.0.1:1\/v1\/elsewhere/],
  ['a place that is none', () => 'http://[', /to nowhere/],
  ['a place with a name', () => 'http://ada@127.0.0.1:1/v1/x', /redirects GET x to http:\/\/127.0.0.1:1\/v1\/x/],
  ['a place with a password alone', () => 'http://:pw@127.0.0.1:1/v1/x', /redirects GET x to/],
])('a redirect to %s is not followed', async (_, location, words) => {
  const seen: string[] = [];
  const address: string = await httpServer(
    asVault((request, response) => {
      seen.push(request.url ?? '');
      response.writeHead(307, { location: location(address) }).end();
    }),
  );
  const fault = await faultOf((await client(address)).request(read));
  expect(fault.code).toBe('server-redirects');
  expect(told(fault)).toMatch(words);
  expect(seen).toHaveLength(1);
});

test('a redirect that quotes what was sent shows none of it', async () => {
  const quoting = await httpServer(
    asVault((request, response) => {
      let body = '';
      request.on('data', (data) => {
        body += String(data);
      });
      request.on('end', () => {
        const quoted = encodeURIComponent(`${body} ${String(request.headers['x-vault-token'])}`);
        response.writeHead(302, { location: `http://127.0.0.1:1/${quoted}` }).end();
      });
    }),
  );
  const body = { password: new Secret('Hunter2/pw&tail') };
  const fault = await faultOf((await client(quoting)).request({ method: 'POST', path: 'x', body }));
  expect(fault.code).toBe('server-redirects');
  expect(told(fault)).not.toMatch(/Hunter2|tail/);
  expect(told(fault)).not.toContain(TOKEN);
});
