import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { checkFields, openCatalog } from '../../src/kinds/index.ts';
import type { Fields } from '../../src/model/data.ts';
import type { Kind } from '../../src/model/kind.ts';

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

  const kinds = catalog.plugin(id)?.kinds ?? [];

  it('has kinds', () => {
    expect(kinds.length).toBeGreaterThan(0);
  });

  it('is called like its block where it stands at the top of a seed', () => {
    if (id.startsWith('sys/')) expect(catalog.top(id.slice('sys/'.length))).toBeDefined();
  });

  it.each(kinds.map((kind) => [kind.handle, kind] as const))('%s speaks of nothing that is not there', (_, kind) => {
    const fields = new Set(kind.fields.map(({ name }) => name));
    expect(namedFields(kind).filter((name) => !fields.has(name))).toEqual([]);
    const definitions = new Set(kinds.map((one) => one.id.slice(one.id.indexOf('#') + 1)));
    expect([...kind.after, ...kind.samples.with].filter((name) => !definitions.has(name))).toEqual([]);
  });

  it.each(kinds.map((kind) => [kind.handle, kind] as const))('%s says how its lists are compared', (_, kind) => {
    const bare = kind.fields.filter(
      ({ compare, schema }) => compare === 'exact' && [schema.type].flat().includes('array'),
    );
    expect(bare.filter(({ readOnly, writeOnly }) => !readOnly && !writeOnly).map(({ name }) => name)).toEqual([]);
  });

  it.each(kinds.map((kind) => [kind.handle, kind] as const))('%s has samples that it takes itself', (_, kind) => {
    for (const fields of sampleStates(kind)) {
      const found = checkFields({ kind, fields, spans: {}, at: { source: { path: '', text: '' }, start: 0, end: 0 } });
      expect(found.filter(({ code }) => code !== 'deprecated-field').map(({ message }) => message)).toEqual([]);
    }
  });
});

/** Every field that a kind speaks of outside of its fields. */
const namedFields = (kind: Kind): readonly string[] => [
  ...kind.resets,
  ...kind.always,
  ...kind.rotates.flat(),
  ...kind.clears.flatMap(({ when, fields }) => [...Object.keys(when), ...fields]),
  ...kind.groups.flatMap(({ fields }) => fields),
  ...Object.values(kind.blocks),
  ...Object.values(kind.renamed),
  ...Object.keys(kind.deleteNeeds),
  ...Object.keys(kind.deleteWhen),
  ...[...kind.create, ...kind.update].flatMap(({ fields = [] }) => fields),
  ...kind.fields.flatMap(({ setFlag, aliases }) => [setFlag ?? [], ...Object.values(aliases).map(Object.keys)].flat()),
  ...Object.keys(kind.unprovable),
  ...(kind.open === false ? sampleStates(kind).flatMap(Object.keys) : []),
];

/** The states that the round trip walks through. */
const sampleStates = ({ samples }: Kind): readonly Fields[] => {
  let state = samples.first;
  const walked = Object.values(samples.transitions).map(({ set, drop }) => {
    const kept = Object.entries({ ...state, ...set }).filter(([name]) => !drop.includes(name));
    state = Object.fromEntries(kept);
    return state;
  });
  return [samples.first, ...walked, ...samples.same.map((one) => ({ ...samples.first, ...one }))];
};
