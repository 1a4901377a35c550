import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cached, cacheFolder, type Recipe } from './cache.ts';
import { getAll } from './start.ts';

let folder = '';
let said: string[] = [];
const say = (line: string) => {
  said.push(line);
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vaultseed-cache-'));
  said = [];
  vi.stubEnv('VAULTSEED_CACHE', folder);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** A recipe whose entry is one file that must say "whole"; `made` counts how often it was made. */
const recipe = (change: Partial<Recipe> = {}) => {
  const count = { made: 0 };
  const plain: Recipe = {
    name: 'thing-1.0',
    obstacle: async () => undefined,
    make: async (into) => {
      count.made += 1;
      await writeFile(join(into, 'file'), 'whole');
    },
    good: async (at) => (await readFile(join(at, 'file'), 'utf8').catch(() => '')) === 'whole',
  };
  return { count, ...plain, ...change };
};

describe('the cache', () => {
  it('makes a thing once', async () => {
    const thing = recipe();
    expect(await cached(thing, say)).toEqual({ folder: join(folder, 'thing-1.0') });
    await cached(thing, say);
    expect(thing.count.made).toBe(1);
    expect(readdirSync(folder)).toEqual(['thing-1.0']);
  });

  it('makes a broken thing again, and says so', async () => {
    const thing = recipe();
    await cached(thing, say);
    await writeFile(join(folder, 'thing-1.0', 'file'), 'half');
    await cached(thing, say);
    expect(await readFile(join(folder, 'thing-1.0', 'file'), 'utf8')).toBe('whole');
    expect(said).toEqual(['thing-1.0: the copy in the cache is broken and is made again']);
    expect(readdirSync(folder)).toEqual(['thing-1.0']);
  });

  it('lets many runs make the same thing at once', async () => {
    const runs = await Promise.all(Array.from({ length: 8 }, () => cached(recipe(), say)));
    expect(new Set(runs.map((entry) => entry.folder))).toEqual(new Set([join(folder, 'thing-1.0')]));
    expect(readdirSync(folder)).toEqual(['thing-1.0']);
  });

  it('keeps nothing of what could not be made', async () => {
    const make = () => Promise.reject(new Error('the network is gone'));
    await expect(cached(recipe({ make }), say)).rejects.toThrow('the network is gone');
    await expect(cached(recipe({ good: async () => false }), say)).rejects.toThrow('what was made does not work');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says why a thing cannot be made, but not when it is there', async () => {
    const obstacle = async () => 'there is no oven';
    expect(await cached(recipe({ obstacle }), say)).toEqual({ why: 'there is no oven' });
    await cached(recipe(), say);
    expect(await cached(recipe({ obstacle }), say)).toEqual({ folder: join(folder, 'thing-1.0') });
  });

  it.each([
    [{ VAULTSEED_CACHE: '/a' }, '/a'],
    [{ VAULTSEED_CACHE: '', XDG_CACHE_HOME: '/b' }, '/b/vaultseed'],
  ])('is where %j says', (env, place) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    expect(cacheFolder()).toBe(place);
  });
});

describe('a machine without Python and Go', () => {
  beforeEach(() => vi.stubEnv('PATH', folder));

  it('does without the servers that come through them, and says so', async () => {
    vi.stubEnv('CI', '');
    const programs = await getAll(say, ['openbao-2.7.2', 'vault-1.21.1', 'moto']);
    expect([...programs.values()].map(({ found }) => found)).toEqual([false, false, false]);
    expect(said).toEqual([
      'left out: openbao-2.7.2: it comes through Python 3, which is not installed',
      'left out: vault-1.21.1: it is built with Go, which is not installed',
      'left out: moto: it runs on Python 3, which is not installed',
    ]);
    expect(existsSync(join(folder, 'vault-1.21.1'))).toBe(false);
  });

  it('fails in CI', async () => {
    vi.stubEnv('CI', 'true');
    await expect(getAll(say, ['vault-1.21.1'])).rejects.toThrow(/which CI does not accept:\n {2}vault-1\.21\.1: /);
  });
});
