import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSeed } from '../../src/seed/index.ts';
import { catalog, shown } from './load.ts';

/*
 * seed/            the seed; `out` leads to private/, `shared` to shared/, `loop` to itself
 * shared/          a folder that may be allowed; `away` leads to private/secret.txt, `private` to private/
 * link             leads to shared/
 * private/         is never allowed
 * seed/.git/       a checkout's own, also in shared/; `seed/config` leads there
 */
let place = '';

beforeAll(() => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'allowed-')));
  const files = {
    'seed/own.txt': 'own',
    'seed/main.seed.hcl': '',
    'seed/team/own.txt': 'of team',
    'shared/a.txt': 'shared',
    'shared/deep/b.txt': 'deep',
    'shared/t.tpl': 'hello ${who}',
    'shared/nested.tpl': '${file("a.txt")} ${file("deep/b.txt")}',
    'shared/escape.tpl': '${file("../private/secret.txt")}',
    'private/secret.txt': 'private',
    'seed/.git/config': 'canary',
    'seed/.git/modules/a/config': 'canary',
    'shared/deep/.git': 'gitdir: canary',
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place, name)), { recursive: true });
    writeFileSync(join(place, name), text);
  }
  symlinkSync('../private', join(place, 'seed/out'));
  symlinkSync('../shared', join(place, 'seed/shared'));
  symlinkSync('.git/config', join(place, 'seed/config'));
  symlinkSync('.git', join(place, 'seed/other'));
  symlinkSync('loop', join(place, 'seed/loop'));
  symlinkSync('../private/secret.txt', join(place, 'shared/away'));
  symlinkSync('../private', join(place, 'shared/private'));
  symlinkSync('shared', join(place, 'link'));
});
afterAll(() => rmSync(place, { recursive: true }));

const load = async (text: string, allowed: readonly string[], more: Readonly<Record<string, string>> = {}) => {
  for (const [name, content] of Object.entries({ ...more, 'seed/main.seed.hcl': text }))
    writeFileSync(join(place, name), content);
  return loadSeed({ folder: 'seed', catalog, cwd: place, env: {}, allowed });
};

/** The value of an expression in a seed, or the codes of what is wrong with it. */
const answerTo = async (expression: string, allowed: readonly string[]): Promise<unknown> => {
  const { seed, diagnostics } = await load(`locals {\n  a = ${expression}\n}\n`, allowed);
  const answer = seed?.evaluateExpression('local.a');
  return answer?.ok ? answer.value : diagnostics.map(({ code }) => code).join();
};

describe('a folder that nobody allowed', () => {
  test.each([
    ['file("own.txt")', 'own'],
    ['file("../shared/a.txt")', 'file-outside'],
    ['file("shared/a.txt")', 'file-outside'],
    ['file("out/secret.txt")', 'file-outside'],
    ['fileexists("../shared/a.txt")', 'file-outside'],
    ['fileexists("out/secret.txt")', 'file-outside'],
    ['fileexists("loop")', false],
    ['fileset("out", "*")', 'file-outside'],
    ['fileset(".", "**")', ['main.seed.hcl', 'own.txt', 'team/own.txt']],
    ['filesha256("../shared/a.txt")', 'file-outside'],
    ['templatefile("../shared/t.tpl", { who = 1 })', 'file-outside'],
  ])('%s', async (expression, want) => expect(await answerTo(expression, [])).toEqual(want));
});

describe('what belongs to git', () => {
  test.each([
    'file(".git/config")',
    'file("team/../.git/config")',
    'file("config")',
    'file("other/config")',
    'file("../shared/deep/.git")',
    'templatefile(".git/config", {})',
    'filebase64("other/modules/a/config")',
    'fileexists("config")',
    'fileset(".git", "**")',
    'fileset("other", "**")',
  ])('%s', async (expression) => expect(await answerTo(expression, ['shared'])).toBe('file-outside'));

  test('is told as that', async () => {
    const { diagnostics } = await load('locals {\n  a = file("config")\n}\n', []);
    expect(diagnostics.map(shown)).toEqual([
      'seed/main.seed.hcl:2:12 file-outside: file(): config is in .git, which no seed reads | what logs in to the repository may stand there',
    ]);
  });
});

describe('an allowed folder', () => {
  test.each([
    ['file("own.txt")', 'own'],
    ['file("../shared/a.txt")', 'shared'],
    ['file("../shared/deep/../a.txt")', 'shared'],
    ['file("shared/deep/b.txt")', 'deep'],
    ['filebase64("../shared/a.txt")', 'c2hhcmVk'],
    ['templatefile("../shared/t.tpl", { who = "you" })', 'hello you'],
    ['templatefile("../shared/nested.tpl", {})', 'shared deep'],
    ['templatefile("../shared/escape.tpl", {})', 'file-outside'],
    ['fileexists("../shared/a.txt")', true],
    ['fileexists("../shared/none")', false],
    ['fileset("../shared", "**")', ['a.txt', 'deep/b.txt', 'escape.tpl', 'nested.tpl', 't.tpl']],
    ['file("../shared/none")', 'file-missing'],
    ['file("../shared/../private/secret.txt")', 'file-outside'],
    ['file("../private/secret.txt")', 'file-outside'],
    ['file("../shared/away")', 'file-outside'],
    ['file("../shared/private/secret.txt")', 'file-outside'],
    ['file("shared/private/secret.txt")', 'file-outside'],
    ['file("out/secret.txt")', 'file-outside'],
    ['fileexists("../shared/away")', 'file-outside'],
    ['fileset("../shared/private", "*")', 'file-outside'],
    ['fileset("../private", "*")', 'file-outside'],
    ['file("../sharedx/a.txt")', 'file-outside'],
  ])('%s', async (expression, want) => expect(await answerTo(expression, ['shared'])).toEqual(want));

  test.each(['shared', './shared/', 'seed/../shared', 'link', 'seed/shared'])('called %s', async (allowed) => {
    expect(await answerTo('file("../shared/a.txt")', [allowed])).toBe('shared');
    expect(await answerTo('file("../shared/private/secret.txt")', [allowed])).toBe('file-outside');
  });

  test('that is a link, by the name of the link', async () => {
    expect(await answerTo('file("../link/a.txt")', ['link'])).toBe('shared');
    expect(await answerTo('file("../link/../private/secret.txt")', ['link'])).toBe('file-outside');
  });

  test('and another one', async () => {
    expect(await answerTo('file("../shared/away")', ['shared', 'private'])).toBe('private');
  });

  test('holds for modules, whose paths start at their own files', async () => {
    const call = 'module "team" {\n  source = "./team"\n}\nlocals {\n  a = module.team.text\n}\n';
    const module = (path: string) => ({ 'seed/team/main.seed.hcl': `output "text" {\n  value = file("${path}")\n}\n` });
    const told = async (path: string, allowed: readonly string[]) => {
      const { seed, diagnostics } = await load(call, allowed, module(path));
      const answer = seed?.evaluateExpression('local.a');
      return answer?.ok ? answer.value : diagnostics.map(({ code }) => code).join();
    };
    expect(await told('own.txt', ['shared'])).toBe('of team');
    expect(await told('../../shared/a.txt', ['shared'])).toBe('shared');
    expect(await told('../../shared/a.txt', [])).toBe('file-outside');
    expect(await told('../../private/secret.txt', ['shared'])).toBe('file-outside');
  });

  test('lets nobody read documents of a seed from it', async () => {
    const { diagnostics } = await load('module "m" {\n  source = "../shared"\n}\n', ['shared']);
    expect(diagnostics.map(shown)).toEqual([expect.stringContaining("it leads out of the seed's folder")]);
  });
});

describe('what cannot be allowed', () => {
  test.each([
    ['nowhere', 'allowed-folder: --allow-files nowhere: there is no such folder'],
    ['shared/a.txt', 'allowed-folder: --allow-files shared/a.txt: it is a file, and folders are allowed'],
    ['seed/loop', 'allowed-folder: --allow-files seed/loop: there is no such folder'],
    ['', 'allowed-folder: --allow-files : there is no such folder'],
  ])('"%s"', async (allowed, want) => {
    const { seed, diagnostics } = await load('locals {\n  a = 1\n}\n', [allowed]);
    expect(seed).toBeUndefined();
    expect(diagnostics.map(shown)[0]).toContain(want);
  });
});

test('the message says how to allow a folder', async () => {
  const { diagnostics } = await load('locals {\n  a = file("../shared/a.txt")\n}\n', []);
  expect(diagnostics.map(shown)).toEqual([
    "seed/main.seed.hcl:2:12 file-outside: file(): ../shared/a.txt leads out of the seed's folder | copy the file into the folder: what a seed says should be in one place | or let functions read another folder as well: --allow-files FOLDER",
  ]);
});
