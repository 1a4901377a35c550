import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { toJson } from '../../src/convert/index.ts';
import { catalog, load, shown } from '../seed/load.ts';
import { generated, PRODUCTS } from './generated.ts';
import { accepted } from './seed-schema/accepted.ts';
import { lifecycleSettings } from './seed-schema/own-blocks.ts';
import { refused } from './seed-schema/refused.ts';
import { SCHEMA, seedSchema } from './seed-schema/schema.ts';
import { WORDS } from './seed-schema/words.ts';

const root = join(import.meta.dirname, '../..');
const ajv = new Ajv({ strict: false, allErrors: true });
const validate = ajv.compile(seedSchema(catalog, PRODUCTS));

/** What the schema has against a document; empty when it is as the schema says. */
const judge = (document: unknown): readonly string[] => {
  validate(document);
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
};

const found = (folders: readonly string[], ending: string): readonly string[] =>
  folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((path) => `${folder}/${path}`))
    .filter((path) => path.endsWith(ending))
    .sort();
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const translated = (path: string): unknown => {
  const result = toJson({ path, text: read(path) });
  if (!result.ok) throw new Error(`${path} has no JSON form`);
  return JSON.parse(result.value);
};

describe('the schema of seeds', () => {
  it.each(Object.entries(generated))('%s is as the generator writes it', (path, text) => {
    expect(read(path) === text(), `${path} is stale: npm run docs`).toBe(true);
  });

  it('is small enough for an editor to hold', () => {
    expect(read(SCHEMA).length).toBeLessThan(600_000);
  });

  it('knows the settings of lifecycle', () => {
    const { properties } = WORDS['lifecycle-body'] ?? {};
    expect(Object.keys(properties ?? {})).toEqual(expect.arrayContaining([...lifecycleSettings]));
  });
});

describe('takes', () => {
  it.each(found(['examples', 'test/golden/seed'], '.seed.json'))('%s', (path) => {
    expect(judge(JSON.parse(read(path)))).toEqual([]);
  });

  it.each(found(['examples', 'test/golden/seed'], '.seed.hcl'))('%s as JSON', (path) => {
    expect(judge(translated(path))).toEqual([]);
  });

  it.each(accepted)('$name, as the loader does', async ({ seed }) => {
    const { diagnostics } = await load({ 'main.seed.json': JSON.stringify(seed) });
    expect(diagnostics.map(shown)).toEqual([]);
    expect(judge(seed)).toEqual([]);
  });
});

describe('refuses', () => {
  it.each(refused)('$name, as the loader does', async ({ seed, code, at }) => {
    const { diagnostics } = await load({ 'main.seed.json': JSON.stringify(seed) });
    expect(diagnostics.map((one) => one.code)).toContain(code);
    const told = judge(seed);
    expect(
      told.filter((line) => line.startsWith(`${at} `)),
      told.join('\n'),
    ).not.toEqual([]);
  });
});
