import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSeed } from '../../src/seed/index.ts';
import { run } from '../cmd/world.ts';
import { catalog, inFolder } from '../seed/load.ts';

const SEED = `
variable "region" {}
variable "mount" { type = map(number) }
variable "policy" { type = list(string) }
variable "text" {}
`;

const VALUES = `# where
region = upper("eu")
mount  = { a = 1, "b c" = 2.50 }
policy = ["x", "$\${y}"]
text   = <<EOT
one
two
EOT
`;

const meaning = async (folder: string): Promise<unknown> => {
  const { seed } = await loadSeed({ folder, catalog, cwd: folder, env: {} });
  const answer = seed?.evaluateExpression('[var.region, var.mount, var.policy, var.text]');
  return answer?.ok ? answer.value : undefined;
};

describe('files of values in the other syntax', () => {
  it.each(['auto', 'prod.auto'])('mean the same there and after the way back: %s.seedvars', (name) =>
    inFolder({ 'main.seed.hcl': SEED, [`${name}.seedvars`]: VALUES }, async (folder) => {
      const before = await meaning(folder);
      expect(before).toEqual(['EU', { a: 1, 'b c': 2.5 }, ['x', '${y}'], 'one\ntwo\n']);
      const json = await run(['fmt', '--to', 'json'], { cwd: folder });
      expect(json).toMatchObject({ err: '', code: 0 });
      expect(json.out.trim().split('\n').toSorted()).toEqual(
        ['main.seed.hcl → main.seed.json', `${name}.seedvars → ${name}.seedvars.json`].toSorted(),
      );
      expect(existsSync(join(folder, `${name}.seedvars`))).toBe(false);
      expect(JSON.parse(readFileSync(join(folder, `${name}.seedvars.json`), 'utf8'))).toEqual({
        '//': 'where',
        region: '${upper("eu")}',
        mount: { a: 1, 'b c': 2.5 },
        policy: ['x', '$${y}'],
        text: 'one\ntwo\n',
      });
      expect(await meaning(folder)).toEqual(before);
      expect(await run(['fmt', '--to', 'hcl'], { cwd: folder })).toMatchObject({ err: '', code: 0 });
      expect(await meaning(folder)).toEqual(before);
      const back = readFileSync(join(folder, `${name}.seedvars`), 'utf8');
      expect(back).toContain('# where\nregion = upper("eu")\nmount = {\n');
      expect(await run(['fmt', '-check'], { cwd: folder })).toMatchObject({ out: '', code: 0 });
    }),
  );

  it('are not replaced where the other one is there already', () =>
    inFolder({ 'a.seedvars': 'x = 1\n', 'a.seedvars.json': '{}' }, async (cwd) => {
      const { err, code } = await run(['fmt', '--to', 'json'], { cwd });
      expect([code, err]).toEqual([1, expect.stringContaining('error[translation-exists]: a.seedvars.json is there')]);
      expect(readFileSync(join(cwd, 'a.seedvars'), 'utf8')).toBe('x = 1\n');
    }));

  it('with a block in them stay as they are: it would become a value', () =>
    inFolder({ 'a.seedvars': 'x {\n  a = 1\n}\n' }, async (cwd) => {
      const { err, code } = await run(['fmt', '--to', 'json'], { cwd });
      expect([code, err]).toEqual([1, expect.stringContaining('error[variable-file]')]);
      expect(existsSync(join(cwd, 'a.seedvars'))).toBe(true);
    }));

  it.each([
    ['a.seedvars', 'password = hunter2canary "\n', []],
    ['a.seedvars', 'password = "hunter2canary\n', []],
    ['a.seedvars', 'password = "x"\nhunter2canary\n', ['--to', 'json']],
    ['a.seedvars.json', '{"password": "hunter2canary', ['--to', 'hcl']],
  ])('that do not parse are not quoted: %s %j', (name, text, words) =>
    inFolder({ [name]: text }, async (cwd) => {
      const { out, err, code } = await run(['fmt', ...words], { cwd });
      expect([code, out]).toEqual([1, '']);
      expect(err).toContain('error[');
      expect(err).not.toContain('hunter2');
    }),
  );
});
