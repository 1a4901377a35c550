import { describe, expect, it } from 'vitest';
import { meaningOf } from '../../src/language/index.ts';

const SEED = `
mount "kv" {
  type = "kv-v2"
  max  = 1
  list = ["a", { b = var.c }]
}
policy "a" {
  rules = <<-EOT
    path "x" {}
  EOT
}
`;

const of = (text: string, path = 'main.seed.hcl') => meaningOf({ path, text });

describe('what a file means', () => {
  it.each<[string, string]>([
    ['a comment', `# here\n${SEED}`],
    ['spaces', SEED.replace('max  = 1', 'max =    1 // one')],
    ['lines of a list', SEED.replace('["a", {', '[\n"a",\n {')],
    ['the indentation of a heredoc', SEED.replace('    path', '      path').replace('  EOT', '      EOT')],
    ['the way a number is written', SEED.replace('= 1', '= 1.0')],
  ])('is not changed by %s', (_, text) => {
    expect(text).not.toBe(SEED);
    expect(of(text)).toBe(of(SEED));
  });

  it.each<[string, string]>([
    ['a value', SEED.replace('kv-v2', 'kv-v1')],
    ['a text for a number', SEED.replace('= 1', '= "1"')],
    ['a name', SEED.replace('max', 'min')],
    ['a label', SEED.replace('"kv"', '"vk"')],
    ['a reference', SEED.replace('var.c', 'var.d')],
    ['a line of a heredoc', SEED.replace('"x"', '"y"')],
    ['a mistake', `${SEED}}`],
  ])('is changed by %s', (_, text) => {
    expect(of(text)).not.toBe(of(SEED));
  });

  it('is that of the members of JSON', () => {
    const path = 'main.seed.json';
    expect(of('{"a": 1, "b": ["c"]}', path)).toBe(of('{ "a":1,\n"b":["c"] }', path));
    expect(of('{"a": 1}', path)).not.toBe(of('{"a": "1"}', path));
  });
});
