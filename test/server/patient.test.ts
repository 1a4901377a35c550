import { expect, test } from 'vitest';
import type { Fault } from '../../src/model/fault.ts';
import { connectWithin } from '../../src/server/index.ts';
import { asVault, faultOf, HEALTH, httpServer, json, later, rawServer, settings, told } from './make.ts';

const within = (address: string, wait: number, why: string[] = []) => {
  const found = settings(address, { timeout: 500 });
  const tell = ({ message }: Fault): void => void why.push(message.replace(address, '…'));
  return connectWithin(found, `${wait}ms`, { wait, tell, again: () => Promise.resolve(found) });
};

test('a server that answers in between with what stands before it, and then itself', async () => {
  const states: ((response: Parameters<Parameters<typeof httpServer>[0]>[1]) => void)[] = [
    (response) => response.writeHead(503, { 'content-type': 'text/html' }).end('<html>nobody there</html>'),
    (response) => json(response, 502, { errors: ['no upstream'] }),
    (response) => json(response, 200, { ...HEALTH, initialized: false, sealed: true }),
    (response) => json(response, 200, { ...HEALTH, sealed: true }),
  ];
  const healthy = asVault();
  const address = await httpServer((request, response) => {
    const state = request.url?.startsWith('/v1/sys/health') ? states.shift() : undefined;
    if (state === undefined) healthy(request, response);
    else state(response);
  });
  const why: string[] = [];
  const found = { ...settings(address), retries: 0 };
  const client = await connectWithin(found, '20s', {
    wait: 20_000,
    tell: ({ message }) => void why.push(message.replace(address, '…')),
    again: () => Promise.resolve(found),
  });
  later(() => client.close());
  expect(why).toEqual([
    '… answered the first request with a page for a browser (status 503)',
    '… does not answer as Vault or OpenBao do (status 502: no upstream)',
    '… is new: it is not initialised',
    '… is sealed',
  ]);
});

test('a node that finds no active one is waited for', async () => {
  let asked = 0;
  const standby = { errors: ['local node not active but active cluster node not found'] };
  const healthy = asVault();
  const address = await httpServer((request, response) => {
    if (request.url === '/v1/auth/token/lookup-self' && asked++ < 1) json(response, 500, standby);
    else healthy(request, response);
  });
  const found = { ...settings(address), retries: 0 };
  const why: string[] = [];
  const tell = ({ code }: Fault): void => void why.push(code);
  const client = await connectWithin(found, '20s', { wait: 20_000, tell, again: () => Promise.resolve(found) });
  later(() => client.close());
  expect(why).toEqual(['server-standby']);
});

test('a server that says nothing at all is given up in time', async () => {
  const began = performance.now();
  const fault = await faultOf(within(await rawServer(() => undefined), 300));
  expect(fault.code).toBe('server-timeout');
  expect(told(fault)).toContain('waited 300ms for it');
  expect(performance.now() - began).toBeLessThan(5_000);
});

test('what is no Vault is told at once', async () => {
  const address = await httpServer((_, response) => response.end('<html>hello</html>'));
  const why: string[] = [];
  expect((await faultOf(within(address, 60_000, why))).code).toBe('not-a-vault');
  expect(why).toEqual([]);
});

test('whoever gives up waiting is not told that the time is over', async () => {
  const stop = new AbortController();
  const found = settings('http://127.0.0.1:1');
  const tell = (): void => stop.abort(new Error('enough'));
  const again = () => Promise.resolve(found);
  await expect(connectWithin(found, '1m', { wait: 60_000, signal: stop.signal, tell, again })).rejects.toThrow(
    'enough',
  );
});
