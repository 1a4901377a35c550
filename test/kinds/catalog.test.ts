import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { explainKind, findKinds, kindNames, openCatalog } from '../../src/kinds/index.ts';
import { TOY } from './toy.ts';

const folder = mkdtempSync(join(tmpdir(), 'kinds-'));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (id: string, file: unknown): void => writeFileSync(join(folder, `${id}.json`), JSON.stringify(file));

for (const name of ['sys', 'secrets', 'output']) mkdirSync(join(folder, name));
write('output/plan.schema', {});
write('sys/mount', {
  $id: 'sys/mount',
  title: 'Mounts',
  $defs: {
    mount: {
      title: 'a mount',
      block: 'mount',
      path: 'sys/mounts/{name}',
      children: 'secrets',
      tables: [{ path: 'sys/mounts', entries: '/data', key: '{name}/' }],
      properties: { type: { type: 'string', description: 'Its type.', immutable: true } },
    },
  },
});
write('secrets/_common', {
  $id: 'secrets/_common',
  properties: { ttl: { type: 'string', compare: 'duration' }, owner: { description: 'From the part.' } },
  samples: { transitions: { ttl: { set: { ttl: '1h' } } } },
});
write('secrets/toy', {
  ...TOY,
  $defs: { ...TOY.$defs, config_root: { ...TOY.$defs?.config_root, include: ['_common'] } },
});
write('secrets/twin', { $id: 'secrets/twin', title: 'Twins of toys', $ref: './toy.json' });

const catalog = openCatalog(folder);

describe('a catalog', () => {
  it('knows the files by their names, and no part for a plugin', () => {
    expect(catalog.plugins()).toEqual(['secrets/toy', 'secrets/twin', 'sys/mount']);
    expect(catalog.topLevel()).toEqual(['mount']);
  });

  it('finds what stands inside a mount', () => {
    const mount = catalog.top('mount');
    expect(mount && catalog.children(mount, 'toy')?.id).toBe('secrets/toy');
    expect(mount && catalog.children(mount, 'none')).toBeUndefined();
    expect(catalog.top('none')).toBeUndefined();
    expect(catalog.plugin('secrets/../sys/mount')).toBeUndefined();
  });

  it('reads a file once', () => {
    expect(catalog.plugin('secrets/toy')).toBe(catalog.plugin('secrets/toy'));
  });

  it('gives a twin the kinds of its original', () => {
    expect(catalog.plugin('secrets/twin')?.kinds.map(({ block }) => block)).toEqual(
      catalog.plugin('secrets/toy')?.kinds.map(({ block }) => block),
    );
  });

  it('adds the fields and transitions of a part to the kinds that include it', () => {
    const [kind] = findKinds(catalog, 'mount.toy.config.root');
    expect(kind?.fields.find(({ name }) => name === 'ttl')).toMatchObject({ compare: 'duration' });
    expect(kind?.fields.find(({ name }) => name === 'owner')).toMatchObject({ description: 'Whose box it is.' });
    expect(kind?.samples.transitions).toMatchObject({ ttl: { set: { ttl: '1h' }, expect: 'update' } });
  });

  it('reads the pointers of a table from its entries', () => {
    const [type] = catalog.top('mount')?.fields ?? [];
    expect(type?.at).toEqual({ create: '/type', update: '/type', read: '/type' });
  });
});

describe('explain', () => {
  it('has a name for every kind', () => {
    expect(kindNames(catalog)).toEqual([
      'mount',
      'mount.toy.config.root',
      'mount.toy.config.lease',
      'mount.toy.config',
      'mount.toy.toy',
      'mount.twin.config.root',
      'mount.twin.config.lease',
      'mount.twin.config',
      'mount.twin.toy',
    ]);
    expect(kindNames(catalog).every((name) => findKinds(catalog, name).length > 0)).toBe(true);
  });

  it('finds more than one where versions of a mount differ, and nothing for a name nobody has', () => {
    expect(findKinds(catalog, 'mount.toy.toy').map(({ title }) => title)).toEqual(['an old toy', 'a new toy']);
    expect(
      ['none', 'mount.toy', 'mount.none.role', 'mount.toy.role'].flatMap((name) => findKinds(catalog, name)),
    ).toEqual([]);
  });

  it('tells what there is to know about a kind', () => {
    const [kind] = findKinds(catalog, 'mount.toy.config.root');
    const explained = kind && explainKind(kind);
    expect(explained).toMatchObject({
      handle: 'mount.toy.config.root',
      block: 'config "root"',
      inside: { block: 'mount', type: 'toy' },
      path: '{mount}/config/root',
      products: { vault: '>=1.16', openbao: 'plugin' },
      docs: { vault: 'https://toys.example/api' },
      remarks: ['the server cannot delete it: it stays until its mount goes'],
      made: [{ name: 'made' }],
    });
    const field = (name: string) => explained?.fields.find((one) => one.name === name);
    expect(field('owner')).toEqual({
      name: 'owner',
      takes: 'a string',
      description: 'Whose box it is.',
      required: true,
      flags: [],
      products: {},
    });
    expect(field('max_retries')).toMatchObject({ takes: 'a whole number', default: -1, reset: -1 });
    expect(field('secret')).toMatchObject({ flags: ['write-only: the server never shows it'] });
    expect(field('colours')).toMatchObject({ takes: 'a list of "red", "green"' });
    expect(field('lease')).toMatchObject({ takes: 'a duration: 90s, 1h30m, 7d or seconds', reset: 0 });
    expect(field('rich')).toMatchObject({ flags: ['enterprise only'] });
  });

  it('tells what may stand inside a mount', () => {
    const [mount] = findKinds(catalog, 'mount');
    expect(mount && explainKind(mount, catalog).children).toContain('mount.toy.config.lease');
    expect(mount && explainKind(mount)).toMatchObject({ block: 'mount "NAME"', inside: undefined, children: [] });
  });
});
