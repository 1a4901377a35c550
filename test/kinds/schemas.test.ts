import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { openCatalog } from '../../src/kinds/index.ts';

const folder = join(import.meta.dirname, '../../schemas');
const json = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'));
const files = ['sys', 'secrets', 'auth'].flatMap((name) =>
  readdirSync(join(folder, name)).flatMap((file) => (file.endsWith('.json') ? [`${name}/${file}`] : [])),
);

const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true, allowUnionTypes: true });
ajv.addFormat('regex', (text: string) => RegExp(text, 'u') !== undefined);
const judge = ajv.compile(json('kind.schema.json') as object);
const catalog = openCatalog(folder);

const isPart = (file: string): boolean => file.includes('/_');

describe.each(files)('%s', (file) => {
  it('is as the description of kind files says', () => {
    judge(json(file));
    expect(judge.errors ?? []).toEqual([]);
  });
});

describe.each(files.filter((file) => !isPart(file)))('%s', (file) => {
  const id = file.replace('.json', '');

  it('is called like its file', () => {
    expect(json(file)).toMatchObject({ $id: id });
  });

  it('can be loaded', () => {
    expect(catalog.plugin(id)?.kinds.length).toBeGreaterThan(0);
  });
});
