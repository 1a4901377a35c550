import { describe, expect, test } from 'vitest';
import { loadSeed } from '../../src/seed/index.ts';
import { catalog, inFolder, shown } from './load.ts';

const CALLS = [
  'file("${path.module}/x.txt")',
  'templatefile("${path.module}/x.tpl", { who = "you" })',
  'templatefile("${path.root}/nested.tpl", { folder = path.root })',
  'fileexists("${path.module}/x.txt")',
  'fileset(path.module, "*.txt")',
  'file("${path.cwd}/${CWD}x.txt")',
  'file("x.txt")',
];

const outputs = (calls: readonly string[]) =>
  calls.map((call, at) => `output "o${at}" {\n  value = ${call}\n}\n`).join('');

const files = (calls: readonly string[]) => ({
  'seed/main.seed.hcl': `${outputs(calls)}module "team" {\n  source = "./modules/team"\n  given = "\${path.module}/x.txt"\n}\noutput "team" {\n  value = module.team\n}\n`,
  'seed/x.txt': 'of the root',
  'seed/x.tpl': 'hello ${who}',
  'seed/nested.tpl': '${file("${folder}/x.txt")}',
  'seed/modules/team/main.seed.hcl': `variable "given" {}\n${outputs(['file(var.given)', 'file("${path.module}/x.txt")', 'file("x.txt")', 'fileset(path.root, "*.txt")'])}`,
  'seed/modules/team/x.txt': 'of the team',
});

/** What a seed gives when the command is typed in a folder. */
const given = (cwd: string, folder: string) =>
  inFolder(files(CALLS.map((call) => call.replace('${CWD}', cwd === '' ? 'seed/' : ''))), async (place) => {
    const { seed, diagnostics } = await loadSeed({ folder, catalog, cwd: `${place}/${cwd}`, env: {} });
    expect(diagnostics.map(shown)).toEqual([]);
    const told = seed?.outputs(new Map());
    return told?.ok ? told.value.map(({ value }) => value) : told;
  });

describe('path.module and the functions that read files', () => {
  test.each([
    ['inside', 'seed', '.'],
    ['outside', '', 'seed'],
    ['outside, by a file', '', './seed/main.seed.hcl'],
  ])('from %s', async (_, cwd, folder) => {
    expect(await given(cwd, folder)).toEqual([
      'of the root',
      'hello you',
      'of the root',
      true,
      ['x.txt'],
      'of the root',
      'of the root',
      { o0: 'of the root', o1: 'of the team', o2: 'of the team', o3: ['x.txt'] },
    ]);
  });

  test('a file that is not there is told as it would be typed', async () => {
    const seed = 'output "x" {\n  value = file("${path.module}/nothing")\n}\n';
    const told = await inFolder({ 'a/main.seed.hcl': seed }, (cwd) => loadSeed({ folder: 'a', catalog, cwd, env: {} }));
    expect(told.diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ['file-missing', 'file(): a/nothing is not there'],
    ]);
  });
});
