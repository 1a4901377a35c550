import { describe, expect, it } from 'vitest';
import { toHcl, toJson } from '../../src/convert/index.ts';
import { openCatalog } from '../../src/kinds/index.ts';
import { load, shown } from './load.ts';

const TEAMS = 'locals {\n  teams = { search = ["a/*", "b/*"], billing = [] }\n}\n';

const objectsIn = async (seed: string) => {
  const { seed: loaded, diagnostics } = await load(seed);
  expect(diagnostics).toEqual([]);
  return new Map(loaded?.resources.map(({ address, fields }) => [address, fields]));
};

const paths = (rules: unknown): readonly string[] =>
  [...String(rules).matchAll(/path "([^"]*)"/g)].map(([, path = '']) => path);

describe('dynamic blocks that become text', () => {
  it.each([
    ['a map', 'local.teams', 'path.key', ['billing', 'search']],
    ['a set', 'toset(["b", "a"])', 'path.value', ['a', 'b']],
    ['a list', '["b", "a"]', '"${path.key}-${path.value}"', ['0-b', '1-a']],
    ['numbers', 'toset([2, 1])', '"${path.key}"', ['1', '2']],
    ['objects', '[{ p = "x" }]', 'path.value.p', ['x']],
    ['nothing but what is by hand', '{}', 'path.key', []],
  ])('%s', async (_, forEach, label, expected) => {
    const seed = `${TEAMS}policy "p" {
      path "first" { capabilities = ["read"] }
      dynamic "path" {
        for_each = ${forEach}
        labels   = [${label}]
        content {
          capabilities = ["list"]
        }
      }
      path "last" { capabilities = ["read"] }
    }`;
    expect(paths((await objectsIn(seed)).get('policy.p')?.rules)).toEqual(['first', ...expected, 'last']);
  });

  it('inside of for_each, with a name of their own', async () => {
    const objects = await objectsIn(`${TEAMS}policy "p" {
      for_each = local.teams
      name     = each.key
      path "own" { capabilities = ["read"] }
      dynamic "path" {
        for_each = each.value
        iterator = it
        labels   = ["\${each.key}/\${it.value}"]
        content { capabilities = [for right in ["read"] : right] }
      }
    }`);
    expect(paths(objects.get('policy.p["search"]')?.rules)).toEqual(['own', 'search/a/*', 'search/b/*']);
    expect(paths(objects.get('policy.p["billing"]')?.rules)).toEqual(['own']);
  });
});

const ROLES = `${TEAMS}policy "p" {
  for_each = local.teams
  name     = each.key
  path "x" { capabilities = ["read"] }
}
auth "approle" {
  dynamic "role" {
    for_each = local.teams
    labels   = [role.key]
    content {
      token_policies = [policy.p[role.key].name]
      lifecycle {
        prevent_destroy = true
      }
    }
  }
  role "hand" {
    token_policies = auth.approle.role.search.token_policies
  }
}
`;

describe('dynamic blocks that declare objects', () => {
  it('have the addresses that they would have by hand, and can be referred to', async () => {
    const { seed } = await load(ROLES);
    const roles = seed?.resources.filter(({ parent }) => parent === 'auth.approle') ?? [];
    expect(roles.map(({ address, name, dependsOn }) => [address, name, dependsOn])).toEqual([
      ['auth.approle.role.billing', 'billing', ['auth.approle', 'policy.p["billing"]']],
      ['auth.approle.role.search', 'search', ['auth.approle', 'policy.p["search"]']],
      ['auth.approle.role.hand', 'hand', ['auth.approle', 'auth.approle.role.search', 'policy.p["search"]']],
    ]);
    expect(roles.map(({ lifecycle }) => lifecycle.preventDestroy)).toEqual([true, true, false]);
    expect(roles[2]?.fields.token_policies).toEqual(['search']);
  });

  it('of kinds that depend on the label', async () => {
    const objects = await objectsIn(`mount "aws" {
      dynamic "config" {
        for_each = { root = "us-west-2" }
        labels   = [config.key]
        content { region = config.value }
      }
    }`);
    expect(objects.get('mount.aws.config.root')).toEqual({ region: 'us-west-2' });
  });

  it('mean the same in JSON', async () => {
    const json = toJson({
      path: 'main.seed.hcl',
      text: ROLES.replace('labels   = [role.key]', 'iterator = it\nlabels = [it.key]').replace('role.key', 'it.key'),
    });
    const text = json.ok ? json.value : '';
    expect(text).toContain('"iterator": "it"');
    const again = toHcl({ path: 'main.seed.json', text }, openCatalog());
    expect(again).toMatchObject({ ok: true });
    const addresses = [...(await objectsIn(ROLES)).keys()].sort();
    for (const files of [{ 'main.seed.json': text }, { 'main.seed.hcl': again.ok ? again.value : '' }]) {
      const { seed, diagnostics } = await load(files);
      expect(diagnostics).toEqual([]);
      expect(seed?.resources.map(({ address }) => address).sort()).toEqual(addresses);
    }
  });
});

const inPolicy = (body: string): string => `policy "p" {\n  dynamic "path" {\n${body}\n  }\n}\n`;
const inAuth = (body: string): string => `auth "approle" {\n  dynamic "role" {\n${body}\n  }\n  role "hand" {}\n}\n`;
const CONTENT = 'content {\ncapabilities = ["read"]\n}';

describe('what is wrong with dynamic blocks', () => {
  it.each([
    ['no for_each', inPolicy(`labels = ["a"]\n${CONTENT}`), ['missing-setting 2:3']],
    ['no content', inPolicy('for_each = []\nlabels = ["a"]'), ['missing-setting 2:3']],
    ['two contents', inPolicy(`for_each = ["a"]\nlabels = ["a"]\n${CONTENT}\n${CONTENT}`), ['declared-twice 8:1']],
    ['no labels', inPolicy(`for_each = ["a"]\n${CONTENT}`), ['block-labels 2:3']],
    ['two labels', inPolicy(`for_each = ["a"]\nlabels = ["a", "b"]\n${CONTENT}`), ['block-labels 4:10']],
    ['another attribute', inPolicy(`for_each = ["a"]\nlabels = ["a"]\ncount = 2\n${CONTENT}`), ['unknown-setting 5:1']],
    [
      'an iterator that is no name',
      inPolicy(`for_each = ["a"]\nlabels = ["a"]\niterator = 2\n${CONTENT}`),
      ['invalid-setting 5:12'],
    ],
    [
      'a word that the member lacks',
      inPolicy(`for_each = ["a"]\nlabels = [path.val]\n${CONTENT}`),
      ['unknown-reference 4:11'],
    ],
    ['each without one', inPolicy(`for_each = ["a"]\nlabels = [each.key]\n${CONTENT}`), ['reference-not-allowed 4:11']],
    [
      'the iterator outside',
      inPolicy(`for_each = [it.key]\niterator = it\nlabels = ["a"]\n${CONTENT}`),
      ['unknown-reference 3:13'],
    ],
    [
      'a sensitive for_each',
      inPolicy(`for_each = sensitive(["a"])\nlabels = ["a"]\n${CONTENT}`),
      ['for-each-sensitive 3:12'],
    ],
    ['a text', inPolicy(`for_each = "a"\nlabels = ["a"]\n${CONTENT}`), ['for-each-value 3:12']],
    [
      'one that waits',
      `${inPolicy(`for_each = [for a in auth.approle.role.hand.role_id : a]\nlabels = ["a"]\n${CONTENT}`)}auth "approle" {\nrole "hand" {}\n}\n`,
      ['for-each-unknown 3:12'],
    ],
    [
      'a wrong field, once for all',
      inPolicy('for_each = ["a", "b"]\nlabels = [path.value]\ncontent {\ncapabilties = []\n}'),
      ['unknown-field 6:1'],
    ],
    [
      'a block that is not there',
      'policy "p" {\npath "x" { capabilities = ["read"] }\ndynamic "pth" {\nfor_each = []\ncontent {}\n}\n}\n',
      ['unknown-block 3:1'],
    ],
    ['labels that do not tell apart', inAuth('for_each = [1, 2]\nlabels = ["x"]\ncontent {}'), ['declared-twice 4:10']],
    ['one that is there by hand', inAuth('for_each = [1]\nlabels = ["hand"]\ncontent {}'), ['same-object 7:3']],
    [
      'for_each in the content',
      inAuth('for_each = [1]\nlabels = ["a"]\ncontent {\nfor_each = {}\n}'),
      ['unknown-setting 6:1'],
    ],
    ['at the top', 'dynamic "policy" {\nfor_each = []\n}\n', ['foreign-block 1:1']],
  ])('%s', async (_, seed, expected) => {
    const { diagnostics } = await load(seed);
    expect(diagnostics.map((one) => shown(one).replace(/^main.seed.hcl:(\S+) ([a-z-]+):.*/s, '$2 $1'))).toEqual(
      expected,
    );
  });
});
