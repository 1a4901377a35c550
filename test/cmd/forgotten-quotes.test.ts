import { describe, expect, it } from 'vitest';
import { inFolder } from '../seed/load.ts';
import { run } from './world.ts';

const told = (seed: string, words: readonly string[] = []) =>
  inFolder({ 'main.seed.hcl': seed }, async (cwd) => {
    const { out, err } = await run(['validate', ...words], { cwd });
    return out + err;
  });

const user = (line: string): string => `auth "userpass" {\n  user "a" {\n    ${line}\n  }\n}\n`;

describe('a word where a text belongs', () => {
  it.each([
    ['a write-only field', user('password = hunter2')],
    [
      'a part of one',
      'mount "kv" {\n  type = "kv"\n  secret "x" {\n    data = { a = hunter2, b = ["x", hunter2] }\n  }\n}\n',
    ],
    ['more than a word', user('password = hunter2-x.y')],
    ['a block of one line', 'auth "userpass" {\n  user "a" { password = hunter2 }\n}\n'],
    ['a sensitive default', 'variable "x" {\n  sensitive = true\n  default = hunter2\n}\n'],
  ])('is not repeated when it may be a secret: %s', async (_, seed) => {
    for (const words of [[], ['--json'], ['-vv']]) {
      const text = await told(seed, words);
      expect(text).toContain('what stands here is neither a text nor a reference');
      expect(text).not.toContain('hunter');
    }
  });

  it.each([
    ['another field', user('token_policies = [hunter2]'), 'there is nothing called "hunter2"'],
    ['a reference that was misspelt', user('password = vars.x'), 'did you mean var.x?'],
    ['a local', 'locals {\n  a = hunter2\n}\n', 'there is nothing called "hunter2"'],
  ])('is repeated where that helps: %s', async (_, seed, want) => expect(await told(seed)).toContain(want));
});
