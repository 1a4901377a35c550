import { expect, test } from 'vitest';
import { load, loadRight, shown } from './load.ts';

const rulesOf = async (seed: string): Promise<unknown> => (await loadRight(seed)).resources[0]?.fields.rules;

test('gives the text that the same blocks give', async () => {
  const blocks = await rulesOf(`
policy "p" {
  path "kv/data/a" {
    capabilities = ["read", "list"]
  }
  path "kv/data/b" {
    capabilities     = ["update"]
    allowed_parameters = { "*" = [], "a" = [1, true] }
    min_wrapping_ttl = "1m"
  }
}
`);
  const made = await rulesOf(`
policy "p" {
  rules = vault_policy({
    "kv/data/a" = ["read", "list"]
    "kv/data/b" = {
      capabilities       = ["update"]
      min_wrapping_ttl   = "1m"
      allowed_parameters = { "a" = [1, true], "*" = [] }
      denied_parameters  = null
    }
  })
}
`);
  expect(made).toEqual(blocks);
  expect(made).toContain('path "kv/data/a" {\n  capabilities = ["read", "list"]\n}\n');
});

test.each([
  ['vault_policy({ "a" = "read" })', 'bad-argument', 'write "a" = ["read"]'],
  ['vault_policy({ "a" = ["red"] })', 'refused-text', 'did you mean "read"?'],
  ['vault_policy({ "a" = { capability = ["read"] } })', 'refused-text', 'did you mean capabilities?'],
  ['vault_policy(["a"])', 'bad-argument', 'takes a map'],
])('%s is told what to do', async (rules, code, help) => {
  const { diagnostics } = await load(`policy "p" {\n  rules = ${rules}\n}\n`);
  expect(diagnostics.map((one) => one.code)).toEqual([code]);
  expect(diagnostics.map(shown).join('\n')).toContain(help);
});

test('keeps what is secret secret, and waits for what is not known', async () => {
  const secret = await rulesOf('policy "p" {\n  rules = vault_policy({ (sensitive("canary")) = ["read"] })\n}\n');
  expect(JSON.stringify(secret)).not.toContain('canary');
  const { resources } = await loadRight(
    'policy "p" {\n  rules = vault_policy({ (mount.kv.accessor) = ["read"] })\n}\nmount "kv" {\n  type = "kv"\n}\n',
  );
  expect(resources.find(({ name }) => name === 'p')?.fields.rules).toHaveProperty('sensitive', false);
});
