import { beforeAll, describe, expect, test } from 'vitest';
import type { LoadedSeed } from '../../src/seed/index.ts';
import { loadRight } from './load.ts';

const SEED = `
variable "region" { default = "eu" }
variable "password" {
  default   = { canarykey = "canary" }
  sensitive = true
}
locals {
  teams  = { "a b" = { size = 1 }, core = { size = 2, lead = "x" } }
  日本    = { 東京 = 1 }
  hidden = { user = "x", password = sensitive("canary") }
  tuple  = [{ first = 1 }]
  odd    = { "say \\"x\\"" = 1, "a$\${b}" = 2, "c\\u001bd" = 3 }
}
policy "reader" { rules = "path \\"x\\" {}" }
policy "many" {
  for_each = toset(["eu", "us"])
  name     = "m-\${each.key}"
  rules    = "path \\"x\\" {}"
}
mount "db" {
  type = "kv"
  options = { version = "2" }
  secret "first" { data = { a = "canary" } }
  secret "second" { data = { a = "canary" } }
}
module "team" { source = "./team" }
`;

const MODULE = 'output "name" {\n  value = "x"\n}\noutput "other" {\n  value = { deep = 1 }\n}\n';

let seed: LoadedSeed;
beforeAll(async () => {
  seed = await loadRight({ 'main.seed.hcl': SEED, 'team/main.seed.hcl': MODULE });
});

const texts = (typed: string): readonly string[] => seed.complete(typed).candidates.map(({ text }) => text);

describe('after what is typed there may follow', () => {
  test.each<[string, readonly string[]]>([
    ['', ['local.', 'module.', 'mount.', 'path.', 'policy.', 'var.']],
    ['va', ['values(', 'var.', 'vault_policy(']],
    ['uppe', ['upper(']],
    ['upper(low', ['lower(']],
    ['tru', ['true']],
    ['var.', ['password', 'region']],
    ['var.re', ['region']],
    ['var.region.', []],
    ['var.password.', []],
    ['var.password["', []],
    ['local.', ['hidden', 'odd', 'teams', 'tuple', '日本']],
    ['local.日', ['日本']],
    ['local.日本.', ['東京']],
    ['local.日本["東', ['東京"]']],
    ['local.teams.', ['core']],
    ['local.teams["', ['a b"]', 'core"]']],
    ['local.teams["a b"].', ['size']],
    ['local.teams.core.l', ['lead']],
    ['local.hidden.', ['password', 'user']],
    ['local.hidden.password.', []],
    ['local.tuple[0].', ['first']],
    ['local.odd["', []],
    ['path.', ['cwd', 'module', 'root', 'seed']],
    ['policy.', ['many', 'reader']],
    ['policy.reader.na', ['name']],
    ['policy.many["', ['eu"]', 'us"]']],
    ['policy.many["eu"].pa', ['path']],
    ['mount.db.sec', ['secret']],
    ['mount.db.secret.', ['first', 'second']],
    ['mount.db.secret.first.pa', ['path']],
    ['module.', ['team']],
    ['module.team.', ['name', 'other']],
    ['module.team.other.', ['deep']],
    ['nothing.', []],
    ['local.nothing.', []],
    ['each.', []],
    ['[for t in local.teams : t.', []],
    ['"var.', []],
    ['1 +', ['local.', 'module.', 'mount.', 'path.', 'policy.', 'var.']],
  ])('%j', (typed, want) => expect(texts(typed)).toEqual(want));

  test('fields that only a server knows', () => expect(texts('mount.db.')).toContain('accessor'));

  test('a function is told from a name', () =>
    expect(seed.complete('va').candidates).toEqual([
      { text: 'values(', function: true },
      { text: 'var.' },
      { text: 'vault_policy(', function: true },
    ]));

  test('arguments of the function that was just begun', () => expect(seed.complete('1 + upper(').call).toBe('upper'));

  test('nothing that is secret', () => {
    for (const typed of [
      'var.password.',
      'var.password["',
      'local.hidden.',
      'mount.db.secret.first.',
      'mount.db.secret.first.data.',
    ])
      expect(JSON.stringify(seed.complete(typed))).not.toContain('canary');
  });
});
