import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  acquire,
  askForLock,
  entriesIn,
  type Lease,
  makeMount,
  openBook,
  openKeeper,
  type Shelf,
  watchLock,
} from '../../src/ledger/index.ts';
import { MOST_SHARDS } from '../../src/ledger/shards.ts';
import { Fault } from '../../src/model/fault.ts';
import type { Entry } from '../../src/model/ledger.ts';
import type { Client } from '../../src/server/index.ts';
import { clientFor } from '../engine/on-server.ts';
import { faultOf } from '../server/make.ts';
import { products } from '../servers/index.ts';

const keyOf = (name: string): string => ` sys/policy#policy sys/policies/acl/${name}`;

const entryOf = (name: string, more: Partial<Entry> = {}): Entry => ({
  key: keyOf(name),
  address: `policy.${name}`,
  kind: 'sys/policy#policy',
  namespace: '',
  name,
  vars: { name },
  dependsOn: [],
  lifecycle: { preventDestroy: false, onDestroy: 'delete' },
  keep: {},
  echoes: {},
  written: '2026-01-01T00:00:00.000Z',
  by: 'root',
  ...more,
});

const times = { life: 600, renew: 150, reserve: 100, watch: 50 };
const codeOf = (error: unknown): string => (error instanceof Fault ? error.code : String(error));

describe.each(products())('the ledger on $name', (server) => {
  let client: Client;
  let shelf: Shelf;
  beforeAll(async () => {
    client = await clientFor(server);
    shelf = { client, path: 'ledger-test' };
    await makeMount(shelf);
  });
  afterAll(async () => {
    await client.request({ method: 'DELETE', path: 'sys/mounts/ledger-test' });
    await client.close();
  });

  const take = (seed: string, wait = 0): Promise<Lease> => acquire(shelf, { seed, holder: 'test', wait, times });

  it('is not mounted, then empty, then what was written', async () => {
    expect(await openBook({ client, path: 'ledger-nowhere' }, 'a')).toMatchObject({ mounted: false });
    const empty = await openBook(shelf, 'a');
    expect(empty).toMatchObject({ mounted: true, keyless: false });
    const keeper = await openKeeper({ book: empty, fence: 1, coming: [entryOf('x')], rewrite: false });
    for (let n = 0; n < 50; n += 1) keeper.put(entryOf(`p${n}`));
    keeper.put(keyOf('p0'));
    await keeper.flush();
    const full = await openBook(shelf, 'a');
    expect(full.entries.size).toBe(50);
    expect(full.entries.get(keyOf('x'))?.address).toBe('policy.x');
    const again = await openKeeper({ book: full, fence: 2, coming: [], rewrite: false });
    for (const key of full.entries.keys()) again.put(key);
    await again.flush();
    expect(again.isEmpty()).toBe(true);
    await again.close();
    expect((await openBook(shelf, 'a')).layout).toMatchObject({ index: 0, shards: [] });
  });

  it('has no more documents than all objects of a seed fill, whatever its index tells', async () => {
    const claim = async (shards: number, version: number) => {
      const body = { data: { format: 1, generation: 1, shards }, options: { cas: version } };
      await shelf.client.request({ method: 'POST', path: `${shelf.path}/data/seeds/vast/index`, body, repeat: 'safe' });
    };
    const asked: string[] = [];
    const counted = {
      ...shelf,
      client: {
        ...shelf.client,
        request: (request: Parameters<typeof shelf.client.request>[0]) => {
          asked.push(request.path);
          return shelf.client.request(request);
        },
      },
    };
    await claim(MOST_SHARDS + 1, 0);
    const fault = await faultOf(entriesIn(counted, 'vast'));
    expect(fault.message).toContain(`tells of ${MOST_SHARDS + 1} documents of entries`);
    expect(asked).toHaveLength(1);
    await claim(MOST_SHARDS, 1);
    await expect(entriesIn(counted, 'vast')).rejects.toThrow();
    expect(asked.length).toBeLessThan(100);
  });

  it('grows into more documents and loses nothing', async () => {
    const book = await openBook(shelf, 'big');
    const echoes = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`field_${n}`, 'x'.repeat(20)]));
    const many = (from: number, to: number): Entry[] =>
      Array.from({ length: to - from }, (_, n) => entryOf(`p${from + n}`, { echoes }));
    const keeper = await openKeeper({ book, fence: 1, coming: many(0, 10), rewrite: false });
    await keeper.flush();
    const small = await openBook(shelf, 'big');
    expect(small.layout.shards).toHaveLength(1);
    await openKeeper({ book: small, fence: 2, coming: many(10, 1000), rewrite: false });
    const large = await openBook(shelf, 'big');
    expect(large.layout.shards.length).toBeGreaterThan(3);
    expect(large.entries.size).toBe(1000);
    // All of it together is more than one document may hold.
    const again = await openKeeper({ book: large, fence: 3, coming: many(0, 1), rewrite: false });
    again.put(keyOf('p999'));
    await again.flush();
    expect((await openBook(shelf, 'big')).entries.size).toBe(999);
  });

  it('writes what comes after a pause, by itself and at the end', async () => {
    const first = await openKeeper({ book: await openBook(shelf, 'later'), fence: 1, coming: [], rewrite: false });
    await first.flush();
    const names = async () => [...(await openBook(shelf, 'later')).entries.keys()].sort();
    expect(await names()).toEqual([]);
    const keeper = await openKeeper({ book: await openBook(shelf, 'later'), fence: 2, coming: [], rewrite: false });
    keeper.put(entryOf('a'));
    await expect.poll(names, { timeout: 5_000 }).toEqual([keyOf('a')]);
    keeper.put(entryOf('b'));
    await expect.poll(names, { timeout: 5_000 }).toEqual([keyOf('a'), keyOf('b')]);
    keeper.put(entryOf('c'), keyOf('a'));
    await keeper.flush();
    expect(await names()).toEqual([keyOf('b'), keyOf('c')]);
  });

  it('keeps a second writer out', async () => {
    const book = await openBook(shelf, 'two');
    const first = await openKeeper({ book, fence: 1, coming: [entryOf('x')], rewrite: false });
    const stale = await openBook(shelf, 'two');
    first.put(entryOf('y'));
    await first.flush();
    await expect(openKeeper({ book: stale, fence: 2, coming: [entryOf('z')], rewrite: false })).rejects.toSatisfy(
      (error) => codeOf(error) === 'ledger-crossed',
    );
  });

  it('refuses a store without versions and whatever else is no store', async () => {
    await client.request({ method: 'POST', path: 'sys/mounts/ledger-old', body: { type: 'kv' } });
    await expect(openBook({ client, path: 'ledger-old' }, 'a')).rejects.toSatisfy((e) => codeOf(e) === 'ledger-unfit');
    await client.request({ method: 'DELETE', path: 'sys/mounts/ledger-old' });
    await expect(openBook({ client, path: 'sys' }, 'a')).rejects.toSatisfy((e) => codeOf(e) === 'ledger-unfit');
  });

  it('gives one lock at a time', async () => {
    const lease = await take('locked');
    await expect(take('locked')).rejects.toSatisfy((error) => codeOf(error) === 'lock-held');
    await lease.release();
    const next = await take('locked');
    expect(next.fence).toBe(lease.fence + 1);
    expect(next.taken).toBe(false);
    await next.release();
  });

  it('renews a lock for as long as it is held', async () => {
    const lease = await take('long');
    await new Promise((done) => setTimeout(done, 1500));
    lease.ensure();
    await expect(take('long', 300)).rejects.toSatisfy((error) => codeOf(error) === 'lock-held');
    await lease.release();
  });

  it('takes a lock from a holder that is gone, and that holder notices', async () => {
    const gone = await acquire(shelf, { seed: 'gone', holder: 'gone', wait: 0, times: { ...times, watch: 60_000 } });
    const next = await take('gone', 5000);
    expect(next.taken).toBe(true);
    expect(() => gone.ensure()).toThrow('could not be renewed');
    expect(await gone.release()).toMatchObject({
      code: 'lock-lost',
      message: expect.stringContaining('taken by test'),
    });
    next.ensure();
    await next.release();
  });

  const asking = (seed: string) => ({ seed, by: 'operator', times });

  it('leaves a lock to a holder that is alive, and frees that of one that is gone', async () => {
    const alive = await take('watched');
    expect(await watchLock(shelf, asking('watched'))).toMatchObject({ state: 'alive', holder: { name: 'test' } });
    alive.ensure();
    expect(await alive.release()).toBeUndefined();
    expect(await watchLock(shelf, asking('watched'))).toEqual({ state: 'free' });
    await acquire(shelf, { seed: 'dead', holder: 'dead', wait: 0, times: { ...times, watch: 60_000 } });
    expect(await watchLock(shelf, asking('dead'))).toMatchObject({ state: 'gone', holder: { name: 'dead' } });
    const next = await take('dead');
    expect(next).toMatchObject({ fence: 2, taken: true });
    await next.release();
  });

  it('is given back by a holder that is asked for it, which may write down what it has done', async () => {
    const lease = await take('forced');
    const stopped = new Promise((done) => lease.signal.addEventListener('abort', done, { once: true }));
    const asked = askForLock(shelf, asking('forced'));
    await stopped;
    expect(() => lease.ensure()).toThrow('the lock on forced was taken by operator');
    lease.notes.ensure();
    const lost = await lease.release();
    expect(lost).toMatchObject({ code: 'lock-lost', message: expect.stringMatching(/taken by operator, at 2/) });
    expect(await asked).toMatchObject({ state: 'stopped', holder: { name: 'test' } });
    const next = await take('forced');
    expect(next.fence).toBeGreaterThan(lease.fence);
    expect(next.taken).toBe(false);
    await next.release();
  });

  it('ends with what the server did, where that has fallen silent', async () => {
    let silent = false;
    const until = (signal: AbortSignal | undefined) =>
      new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
    const request: Client['request'] = (asked) => (silent ? until(asked.signal) : client.request(asked));
    const mute: Shelf = { ...shelf, client: { ...client, request } };
    const lease = await acquire(mute, { seed: 'mute', holder: 'mute', wait: 0, times });
    const stopped = new Promise((done) => lease.signal.addEventListener('abort', done, { once: true }));
    silent = true;
    await stopped;
    expect(() => lease.ensure()).toThrow(/could not be renewed in time: the server has not answered for \d+ s/);
    silent = false;
    await lease.release();
  });

  it('is taken by force from a holder that hears of nothing, when its time is over', async () => {
    const deaf = await acquire(shelf, { seed: 'deaf', holder: 'deaf', wait: 0, times: { ...times, watch: 60_000 } });
    const began = performance.now();
    expect(await askForLock(shelf, asking('deaf'))).toMatchObject({ state: 'silent' });
    expect(performance.now() - began).toBeGreaterThan(times.life);
    for (const { ensure } of [deaf.work, deaf.notes]) expect(ensure).toThrow('could not be renewed');
    expect(await deaf.release()).toMatchObject({ message: expect.stringContaining('taken by operator') });
    const next = await take('deaf');
    expect(next).toMatchObject({ fence: 2, taken: true });
    await next.release();
  });
});
