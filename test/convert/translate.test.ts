import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toHcl, toJson } from '../../src/convert/index.ts';
import type { Checked } from '../../src/model/checked.ts';
import { loadSeed } from '../../src/seed/index.ts';
import { run } from '../cmd/world.ts';
import { root } from '../house/source.ts';
import { catalog, plain, shown } from '../seed/load.ts';

const rightOf = (checked: Checked<string>): string => {
  if (!checked.ok) throw new Error(checked.diagnostics.map(shown).join('\n'));
  return checked.value;
};

const json = (text: string): string => rightOf(toJson({ path: 'main.seed.hcl', text }));
const hcl = (value: unknown): string =>
  rightOf(toHcl({ path: 'main.seed.json', text: typeof value === 'string' ? value : JSON.stringify(value) }, catalog));

/** Every folder of these that holds a seed; its modules are translated with it. */
const seeds = ['examples', 'test/golden/seed'].flatMap((folder) => [
  ...new Set(
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.seed\.(hcl|json)$/.test(name) && !name.includes('/modules/'))
      .map((name) => dirname(join(folder, name))),
  ),
]);

const ENV = {
  VAULT_AWS_ACCESS_KEY_ID: 'AKIACANARY',
  VAULT_AWS_SECRET_ACCESS_KEY: 'canary-secret',
  ORDERS_DATABASE_PASSWORD: 'canary',
};

/** What a seed declares. What it cannot be told without (variables nobody set) is part of that. */
const meaning = async (folder: string) => {
  const { seed, diagnostics } = await loadSeed({ folder, catalog, cwd: folder, env: ENV, mayLackValues: true });
  const told = diagnostics.map(({ code, message }) => `${code}: ${message}`).toSorted();
  const resources = (seed?.resources ?? []).map(plain).toSorted((a, b) => (a.address < b.address ? -1 : 1));
  const { at: _, ...server } = seed?.server ?? { at: undefined };
  return { told, server, resources };
};

describe('a seed means the same in the other syntax, and after the way back', () => {
  it.each(seeds)('%s', async (folder) => {
    const copy = mkdtempSync(join(tmpdir(), 'translate-'));
    try {
      cpSync(join(root, folder), copy, { recursive: true });
      const before = await meaning(copy);
      expect(before.resources.length).toBeGreaterThan(0);
      const texts: string[] = [];
      for (const to of ['json', 'hcl', 'json', 'hcl', 'json', 'hcl'] as const) {
        expect(await run(['fmt', '--to', to, '-recursive'], { cwd: copy })).toMatchObject({ err: '', code: 0 });
        const all = readdirSync(copy, { recursive: true, encoding: 'utf8' }).toSorted();
        const names = all.filter((name) => /\.seed\.(hcl|json)$/.test(name));
        expect(names.filter((name) => !name.endsWith(to))).toEqual([]);
        expect(await meaning(copy)).toEqual(before);
        texts.push(names.map((name) => readFileSync(join(copy, name), 'utf8')).join());
      }
      // The first round may: of layout, and of where comments stand.
      expect(texts.slice(4)).toEqual(texts.slice(2, 4));
      expect(await run(['fmt', '-check', '-recursive'], { cwd: copy })).toMatchObject({ out: '', code: 0 });
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
});

describe('values in JSON', () => {
  it.each([
    ['1', '1'],
    ['-1', '-1'],
    ['- 1', '-1'],
    ['1.50', '1.50'],
    ['1e3', '1e3'],
    ['01', '"${01}"'],
    ['12345678901234567890', '12345678901234567890'],
    ['null', 'null'],
    ['true', 'true'],
    ['"a"', '"a"'],
    ['"a${b}c"', '"a${b}c"'],
    ['"${b}"', '"${b}"'],
    ['b', '"${b}"'],
    ['"$${b} %%{c}"', '"$${b} %%{c}"'],
    ['"\\u0024${b}"', '"${\\"$\\"}${b}"'],
    ['"say \\"x\\"\\n"', '"say \\"x\\"\\n"'],
    ['"x ${~ a ~} y"', '"x${a}y"'],
    ['"%{ if a }b%{ else }c%{ endif }"', '"%{ if a }b%{ else }c%{ endif }"'],
    ['"%{ for k, v in a }${v}%{ endfor }"', '"%{ for k, v in a }${v}%{ endfor }"'],
    ['upper("x")', '"${upper(\\"x\\")}"'],
    ['[1, a, [true]]', '[1, "${a}", [true]]'],
    ['{}', '{}'],
    ['[]', '[]'],
    ['a ? 1 : 2', '"${a ? 1 : 2}"'],
    ['!a', '"${!a}"'],
  ])('%s', (value, expected) => {
    expect(json(`locals {\n  v = ${value}\n}\n`)).toBe(`{\n  "locals": {\n    "v": ${expected}\n  }\n}\n`);
  });

  it.each([
    ['{ a = 1 }', { a: 1 }],
    ['{ (a) = 1, "b c" = 2, 3 = 4 }', { '${(a)}': 1, 'b c': 2, 3: 4 }],
    ['{ a = 1, a = 2 }', '${{ a = 1, a = 2 }}'],
    ['<<-EOT\n    a "b"\n      ${c}\n  EOT', 'a "b"\n  ${c}\n'],
  ])('%s', (value, expected) => {
    expect(JSON.parse(json(`locals {\n  v = ${value}\n}\n`))).toEqual({ locals: { v: expected } });
  });
});

describe('blocks in JSON', () => {
  it.each([
    ['policy a {}', { policy: { a: {} } }],
    ['policy "a" {}\npolicy "b" {}', { policy: { a: {}, b: {} } }],
    ['locals {\n  a = 1\n}\nlocals {\n  b = 1\n}', { locals: [{ a: 1 }, { b: 1 }] }],
    ['auth "a" {\n  config {\n    x = {}\n  }\n}', { auth: { a: { config: { '//': '', x: {} } } } }],
    ['mount "a" {\n  lifecycle { ignore = [x, "y"] }\n}', { mount: { a: { lifecycle: { ignore: ['x', 'y'] } } } }],
    ['variable "v" { type = list(string) }', { variable: { v: { type: 'list(string)' } } }],
    [
      '# one\n\npolicy "a" { # two\n  // three\n  rules = "x" /* four */\n}\n',
      { '//': 'one', policy: { a: { '//': ['two', 'three', 'four'], rules: 'x' } } },
    ],
    ['locals {\n  a = f( # why\n  1)\n}', { locals: { a: '${f( # why\n  1)}' } }],
  ])('%s', (text, expected) => expect(JSON.parse(json(text))).toEqual(expected));
});

describe('HCL from JSON', () => {
  it.each<[unknown, string]>([
    [{ locals: { a: 1, 'b-c': 'x' } }, 'locals {\n  a   = 1\n  b-c = "x"\n}\n'],
    [{ locals: { a: '${b}', c: 'x${d}' } }, 'locals {\n  a = b\n  c = "x${d}"\n}\n'],
    [{ locals: { a: 'x"${f("y")}"\\' } }, 'locals {\n  a = "x\\"${f("y")}\\"\\\\"\n}\n'],
    [{ locals: { a: 'one\ntwo\n' } }, 'locals {\n  a = <<EOT\none\ntwo\nEOT\n}\n'],
    [{ locals: { a: 'EOT\ntwo\n' } }, 'locals {\n  a = <<EOTT\nEOT\ntwo\nEOTT\n}\n'],
    [{ locals: { a: 'one\ntwo' } }, 'locals {\n  a = "one\\ntwo"\n}\n'],
    [
      { locals: { a: { for: 1, 'b c': { '${d}': [] } } } },
      'locals {\n  a = {\n    "for" = 1\n    "b c" = {\n      "${d}" = []\n    }\n  }\n}\n',
    ],
    [
      { '//': ['one', 'two\nthree'], policy: { a: { '//': '', rules: '' } } },
      '# one\n# two\n# three\n\npolicy "a" {\n  rules = ""\n}\n',
    ],
    [{ policy: { a: { path: { x: {} } } } }, 'policy "a" {\n  path "x" {}\n}\n'],
    [
      { variable: { v: { type: 'list(string)', validation: [{ condition: true, error_message: 'x' }] } } },
      'variable "v" {\n  type = list(string)\n\n  validation {\n    condition     = true\n    error_message = "x"\n  }\n}\n',
    ],
    [{ mount: { 'a b': { type: 'kv' } } }, 'mount "a b" {\n  type = "kv"\n}\n'],
  ])('%j', (value, expected) => expect(hcl(value)).toBe(expected));

  it('refuses a name that HCL cannot have', () => {
    const answer = toHcl({ path: 'main.seed.json', text: '{"locals": {"a b": 1}}' }, catalog);
    expect(answer.diagnostics.map(shown)).toEqual([
      'main.seed.json:1:13 untranslatable: in HCL nothing can be called "a b" | rename it, or leave this file in JSON',
    ]);
  });
});
