import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSeed } from '../../src/seed/index.ts';
import { catalog, inFolder, load, loadRight, shown } from './load.ts';

const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))));

const told = async (prepare: (folder: string) => void, where = '.'): Promise<readonly string[]> =>
  inFolder({}, async (cwd) => {
    prepare(cwd);
    return (await loadSeed({ folder: where, catalog, cwd, env: {} })).diagnostics.map(shown);
  });

describe('what cannot be read', () => {
  test('a folder that is not there', async () => {
    expect(await told(() => undefined, 'nowhere')).toEqual([
      'no-seed: nowhere is not there | a seed is a folder with files named *.seed.hcl or *.seed.json, or one such file',
    ]);
  });

  test('a folder without a seed names what it holds instead', async () => {
    const [line] = await told((folder) => writeFileSync(join(folder, 'main.hcl'), ''));
    expect(line).toContain(
      'no-seed: the folder . holds no file named *.seed.hcl or *.seed.json | rename main.hcl to main.seed.hcl',
    );
  });

  test('a folder named like a seed file', async () => {
    expect(await told((folder) => mkdirSync(join(folder, 'x.seed.hcl')))).toEqual([
      'not-a-file: x.seed.hcl is not a regular file | it is a folder: name a file in it',
    ]);
  });

  test('a pipe that nobody writes to', async () => {
    const [line] = await told((folder) => execFileSync('mkfifo', [join(folder, 'x.seed.hcl')]));
    expect(line).toBe('not-a-file: x.seed.hcl is not a regular file');
  });

  test('a link that leads out of the folder', async () => {
    const [line] = await told((folder) => symlinkSync('/etc/hostname', join(folder, 'x.seed.hcl')));
    expect(line).toContain("file-outside: x.seed.hcl leads out of the seed's folder");
  });

  test('a link to nothing', async () => {
    const [line] = await told((folder) => symlinkSync('gone', join(folder, 'x.seed.hcl')));
    expect(line).toBe('file-missing: x.seed.hcl is not there | it is a link to something that is not there');
  });

  test('50 MB, without reading them', async () => {
    const [line] = await told((folder) => {
      writeFileSync(join(folder, 'x.seed.hcl'), '');
      truncateSync(join(folder, 'x.seed.hcl'), 50 * 1024 * 1024);
    });
    expect(line).toContain('file-too-large: x.seed.hcl has 50 MB, and a file may have 5 MB');
  });

  test.each([
    [
      'a byte that belongs to no character',
      bytes('# a\n# b', 0xff, '\n'),
      'not-utf8: x.seed.hcl is not UTF-8: the byte at offset 7 (line 2)',
    ],
    [
      'a character that is cut off',
      bytes('# a\n', 0xe2, 0x82),
      'not-utf8: x.seed.hcl is not UTF-8: the byte at offset 5 (line 2)',
    ],
    ['UTF-16', bytes(0xff, 0xfe, 'a', 0), 'not-utf8: x.seed.hcl is UTF-16'],
    ['zero bytes', bytes('a = ', 0, 0), 'not-text: x.seed.hcl holds zero bytes'],
  ])('%s', async (_, content, want) => {
    const { diagnostics } = await load({ 'x.seed.hcl': content });
    expect(diagnostics.map(shown).map((line) => line.slice(0, want.length))).toEqual([want]);
  });
});

describe('what can be read', () => {
  const POLICY = 'policy "a" {\n  rules = "path \\"x\\" {}"\n}\n';

  test.each([
    ['an empty file', ''],
    ['a comment', '# nothing yet\n'],
  ])('%s is a seed with nothing in it', async (_, text) => {
    expect((await loadRight(text)).resources).toEqual([]);
  });

  test.each([
    ['with a byte order mark', `\uFEFF${POLICY}`],
    ['with CRLF', POLICY.replaceAll('\n', '\r\n')],
  ])('a file %s', async (_, text) => {
    expect((await loadRight(text)).resources.map(({ address }) => address)).toEqual(['policy.a']);
  });

  test('one file in place of a folder, named by itself', async () => {
    await inFolder({ 'a.seed.hcl': POLICY, 'b.seed.hcl': POLICY }, async (cwd) => {
      const { seed } = await loadSeed({ folder: 'a.seed.hcl', catalog, cwd, env: {} });
      expect([seed?.name, seed?.resources.length]).toEqual(['a', 1]);
    });
  });

  test('folders below and other files are not looked at', async () => {
    const seed = await loadRight({
      'a.seed.hcl': POLICY,
      'sub/b.seed.hcl': 'nonsense',
      'policies/x.hcl': '{',
      'c.tf': '(',
    });
    expect(seed.resources.length).toBe(1);
  });

  test('a link to a file of the folder, as a mounted config map has them', async () => {
    await inFolder({ '..data/a.seed.hcl': POLICY }, async (cwd) => {
      symlinkSync('..data/a.seed.hcl', join(cwd, 'a.seed.hcl'));
      const { seed } = await loadSeed({ folder: '.', catalog, cwd, env: {} });
      expect(seed?.resources.length).toBe(1);
    });
  });

  test.each(['a.auto.seedvars', 'a.auto.seedvars.json'])(
    'values that are read by themselves, not through a link out: %s',
    async (name) => {
      const outside = '{ "x": "canary" }';
      const seed = 'variable "x" {\n  default = "mine"\n}\noutput "x" {\n  value = var.x\n}\n';
      await inFolder(
        { 'seed/a.seed.hcl': seed, 'config.json': outside, 'seed/..data/v': 'x = "kept"\n' },
        async (cwd) => {
          const at = (folder: string, given?: { file: string }) =>
            loadSeed({ folder, catalog, cwd, env: {}, given: given && [given] });
          symlinkSync('../config.json', join(cwd, 'seed', name));
          for (const folder of ['seed', 'seed/a.seed.hcl']) {
            const { diagnostics } = await at(folder);
            expect(diagnostics.map(shown)).toEqual([
              expect.stringContaining(`file-outside: seed/${name} leads out of`),
            ]);
          }
          symlinkSync('seed', join(cwd, 'same'));
          symlinkSync('config.json', join(cwd, 'elsewhere.json'));
          renameSync(join(cwd, 'seed', name), join(cwd, 'seed', 'asked.seedvars.json'));
          // Whoever names a file has not chosen where it leads; whoever names the one out there has.
          for (const file of [
            'seed/asked.seedvars.json',
            join(cwd, 'seed/asked.seedvars.json'),
            'same/asked.seedvars.json',
          ]) {
            expect((await at('seed', { file })).diagnostics.map(shown)).toEqual([
              expect.stringMatching(/^file-outside: .*asked.seedvars.json leads out of .*--var-file FILE$/),
            ]);
          }
          expect((await at('seed', { file: 'config.json' })).diagnostics).toEqual([]);
          expect((await at('seed', { file: 'elsewhere.json' })).diagnostics).toEqual([]);
          symlinkSync('..data/v', join(cwd, 'seed', 'b.auto.seedvars'));
          expect((await at('seed')).diagnostics).toEqual([]);
        },
      );
    },
  );

  test('files that expressions name, wherever one stands', async () => {
    await inFolder(
      { 'seeds/a.seed.hcl': 'policy "a" {\n  rules = file("p/a.hcl")\n}', 'seeds/p/a.hcl': 'path "x" {}' },
      async (cwd) => {
        const { seed, diagnostics } = await loadSeed({ folder: 'seeds', catalog, cwd, env: {} });
        expect(diagnostics.map(shown)).toEqual([]);
        expect(seed?.resources[0]?.fields.rules).toBe('path "x" {}');
      },
    );
  });
});

describe('all mistakes at once', () => {
  test('five mistakes in two files are told in the order of the files', async () => {
    const { seed, diagnostics } = await load({
      'b.seed.hcl': 'mount "aws" {\n  role "x" {\n    credential_tpe = "iam_user"\n  }\n}\npolcy "z" {\n}\n',
      'a.seed.hcl': 'locals {\n  a = local.b\n  c = env("CANARY")\n}\npolicy "p" {\n  rules = [1]\n}\n',
    });
    expect(seed).toBeUndefined();
    expect(diagnostics.map(shown).map((line) => line.split(': ')[0])).toEqual([
      'a.seed.hcl:2:7 unknown-reference',
      'a.seed.hcl:3:11 env-unset',
      'a.seed.hcl:6:11 wrong-type',
      'b.seed.hcl:3:5 unknown-field',
      'b.seed.hcl:6:1 unknown-block',
    ]);
  });

  test('what an earlier mistake makes wrong as well is not told again', async () => {
    const { diagnostics } = await load(
      'variable "x" {\n}\nlocals {\n  a = "${var.x}-a"\n}\npolicy "p" {\n  for_each = toset([local.a])\n  name = each.key\n  rules = local.a\n}\nlocals {\n  b = policy.p["k"].name\n}\n',
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(['variable-missing']);
  });

  test('a mistake in a block with for_each is told once', async () => {
    const { diagnostics } = await load(
      'policy "p" {\n  for_each = toset([for i in range(100) : tostring(i)])\n  name = each.key\n  ruls = "x"\n}\n',
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(['unknown-field']);
  });

  test('a block that was not understood is not missed by those that refer to it', async () => {
    const { diagnostics } = await load({
      'a.seed.hcl': 'policy "p" {\n  rules = = "x"\n}\n',
      'b.seed.hcl': 'locals {\n  a = policy.p.name\n}\n',
    });
    expect(diagnostics.every(({ at }) => at?.source.path === 'a.seed.hcl')).toBe(true);
    expect(diagnostics.length).toBe(1);
  });
});
