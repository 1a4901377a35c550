import { expect, it } from 'vitest';
import type { Round } from '../../src/watch/index.ts';
import { openMetrics, openPort, portAddress } from '../../src/watch/index.ts';
import { faultOf } from '../server/make.ts';
import { looked, missed, NOW, policy } from './make.ts';

/** The series of our own after some rounds, without those that are 0. */
const series = async (rounds: readonly Round[], seeds: readonly string[] = []): Promise<readonly string[]> => {
  const metrics = await openMetrics('1.2.3');
  for (const [index, round] of rounds.entries()) metrics.round(seeds[index] ?? 'platform', round);
  const lines = (await metrics.text()).split('\n').filter((line) => /^vaultseed_/.test(line));
  return lines.filter((line) => !/ 0$|_bucket|_sum/.test(line));
};

it('are what Prometheus reads', async () => {
  const changed = [policy('a'), policy('b', 'seed'), policy('c', 'drift', 'create')];
  const unsent = [{ address: policy('a').address, field: 'password' }];
  expect(await series([looked(), looked(changed, { unsent }), missed('server-sealed', NOW + 9000)])).toEqual([
    'vaultseed_build_info{version="1.2.3"} 1',
    'vaultseed_drift_objects{seed="platform",cause="server",action="create"} 1',
    'vaultseed_drift_objects{seed="platform",cause="server",action="update"} 1',
    'vaultseed_drift_objects{seed="platform",cause="seed",action="update"} 1',
    'vaultseed_as_declared_objects{seed="platform"} 7',
    'vaultseed_never_sent_fields{seed="platform"} 1',
    'vaultseed_rounds_total{result="fine"} 1',
    'vaultseed_rounds_total{result="drift"} 1',
    'vaultseed_rounds_total{result="failed"} 1',
    'vaultseed_round_duration_seconds_count 3',
    `vaultseed_last_round_timestamp_seconds ${(NOW + 9000) / 1000}`,
    `vaultseed_last_success_timestamp_seconds ${NOW / 1000}`,
  ]);
});

it('call no round fine while a field was never sent, and know that all was looked at', async () => {
  const lines = (await series([looked([], { unsent: [{ address: 'mount.a', field: 'password' }] })])).join();
  expect(lines).toContain('rounds_total{result="incomplete"} 1');
  expect(lines).toContain('last_success_timestamp_seconds');
});

it('heal', async () => {
  expect((await series([looked([policy('a')]), looked()])).join()).not.toContain('drift_objects');
});

it('are as many for a thousand objects as for one, and none is called like an object', async () => {
  const many = Array.from({ length: 1000 }, (_, index) => policy(`needle-${index}`));
  const text = async (round: Round): Promise<string> => {
    const metrics = await openMetrics('1.2.3');
    metrics.round('platform', round);
    return metrics.text();
  };
  const [one, thousand] = [await text(looked([policy('needle')])), await text(looked(many))];
  const own = (all: string): number => all.split('\n').filter((line) => line.startsWith('vaultseed_')).length;
  expect(own(thousand)).toBe(own(one));
  expect(one + thousand).not.toContain('needle');
});

it('leave nothing of a seed that was given another name', async () => {
  expect((await series([looked([policy('a')]), looked()], ['before', 'after'])).join()).not.toContain('before');
});

it.each([
  [() => undefined, undefined],
  [() => Date.now() + 90_000, 90],
  [() => Date.now() - 5_000, 0],
])('tell how long the token lasts, when it ends: %#', async (ends, left) => {
  const metrics = await openMetrics('1.2.3');
  metrics.token(ends);
  const value = /^vaultseed_token_ttl_seconds (.*)$/m.exec(await metrics.text())?.[1];
  expect(value === undefined ? undefined : Math.round(Number(value))).toBe(left);
});

it.each([
  ['127.0.0.1:9464', { host: '127.0.0.1', port: 9464 }],
  ['9464', { host: '127.0.0.1', port: 9464 }],
  ['0.0.0.0:9464', { host: '0.0.0.0', port: 9464 }],
  ['[::1]:0', { host: '::1', port: 0 }],
  ['metrics.example:80', { host: 'metrics.example', port: 80 }],
  ['::1:9464', undefined],
  ['127.0.0.1', undefined],
  ['127.0.0.1:70000', undefined],
  ['http://127.0.0.1:9464', undefined],
])('a place to listen: %s', (text, place) => {
  expect(portAddress(text)).toEqual(place);
});

it('are served to who reads, and to nobody else', async () => {
  const page = async () => ({ status: 200, type: 'text/plain', text: 'all is well\n' });
  const port = await openPort({ host: '127.0.0.1', port: 0 }, { '/healthz': page });
  const ask = async (path: string, method = 'GET') => {
    const answer = await fetch(`${port.url}${path}`, { method });
    return `${answer.status} ${await answer.text()}`;
  };
  expect(await ask('/healthz')).toBe('200 all is well\n');
  expect(await ask('/healthz?from=kubelet')).toBe('200 all is well\n');
  expect(await ask('/healthz', 'HEAD')).toBe('200 ');
  expect(await ask('/healthz', 'POST')).toBe('405 This can only be read.\n');
  expect(await ask('/constructor')).toBe('404 Look at /healthz.\n');
  const again = await faultOf(openPort({ host: '127.0.0.1', port: Number(new URL(port.url).port) }, {}));
  expect([again.code, again.message]).toEqual(['metrics-unavailable', expect.stringContaining('another program')]);
  await port.close();
  await expect(fetch(`${port.url}/healthz`)).rejects.toThrow();
});
