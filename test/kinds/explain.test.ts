import { describe, expect, test } from 'vitest';
import { explainKind, findKinds, kindNames, openCatalog } from '../../src/kinds/index.ts';

const catalog = openCatalog();

const explained = (name: string) => {
  const [kind] = findKinds(catalog, name);
  if (kind === undefined) throw new Error(`there is no ${name}`);
  return explainKind(kind, catalog);
};

describe('what is told of a kind', () => {
  test('a field that blocks may stand for is not required', () => {
    const { fields, blocks } = explained('policy');
    expect(fields[0]).toMatchObject({ name: 'rules', required: false });
    expect(fields[0]?.flags).toContain('needed, unless path blocks say it');
    expect(blocks).toMatchObject([{ block: 'path "…"', field: 'rules' }]);
    expect(blocks[0]?.fields.map(({ name }) => name)).toContain('capabilities');
  });

  test('a type that the label says is not required', () => {
    expect(explained('mount').fields[0]).toMatchObject({ name: 'type', required: false });
    expect(explained('mount').fields[0]?.flags).toContain('the label when left out');
  });

  test.each([
    ['mount', ['path', 'existing', 'prune', 'for_each', 'depends_on', 'lifecycle { }']],
    ['policy', ['name', 'for_each', 'depends_on', 'lifecycle { }']],
    ['mount.aws.config.root', ['for_each', 'depends_on', 'lifecycle { }']],
    ['mount.aws.role', ['name', 'for_each', 'depends_on', 'lifecycle { }']],
    ['policy.path', []],
  ])('%s: what may be said besides its fields', (name, words) => {
    expect(explained(name).words.map((word) => word.name)).toEqual(words);
  });

  test('what may stand inside is told once', () => {
    const { children } = explained('mount');
    expect(children).toContain('mount.kv.secret');
    expect(new Set(children).size).toBe(children.length);
  });

  test('a block that becomes text has a name of its own', () => {
    expect(kindNames(catalog)).toContain('policy.path');
    expect(explained('policy.path')).toMatchObject({ title: 'a path block of a policy', path: '', children: [] });
    expect(findKinds(catalog, 'policy.path.x')).toEqual([]);
  });
});
