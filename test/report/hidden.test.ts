import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { diagnosticText } from '../../src/report/index.ts';
import { CANARY, wide } from './sample.ts';

/** The line as it is shown, with the mark under `word`. */
const lineOf = (
  text: string,
  word: string,
  about: { secret?: Diagnostic['secret']; values?: boolean } = {},
): string => {
  const start = text.indexOf(word);
  const source = { path: 'a.seed.hcl', text, values: about.values ?? false };
  const at = { source, start, end: start + word.length };
  const told = diagnosticText({ code: 'wrong-type', message: 'x', at, secret: about.secret }, { ...wide, width: 200 });
  return told.split('\n')[2] ?? '';
};

describe('names of files and of variables of the environment are shown where a secret belongs', () => {
  it.each([
    ['password = file("~/.pw")', '"~/.pw"', 'password = file("~/.pw")'],
    ['data = jsondecode(file( "db.json" ))', '"db.json"', 'data = jsondecode(file( "db.json" ))'],
    [`password = env("PW", "${CANARY}")`, 'env', 'password = env("PW", "(sensitive)")'],
    [`password = upper("${CANARY}")`, 'upper', 'password = upper("(sensitive)")'],
    [`password = file("${CANARY}" x`, 'x', 'password = file("(sensitive)" x'],
    [`password = profile("${CANARY}")`, 'profile', 'password = profile("(sensitive)")'],
    ['password = "${DB_PASSWORD}"', 'DB', 'password = "${DB_PASSWORD}"'],
    [`password = "\${x}${CANARY}"`, 'x', 'password = "(sensitive)"'],
    [`password = "a\${lookup(m, "k", "${CANARY}")}b" x`, 'x', 'password = "(sensitive)" x'],
    [
      `role "a" { data = { password = "a\${m["${CANARY}"]}", note = "${CANARY}" }, x = 1 }`,
      'x',
      'role "a" { data = { password = "(sensitive)", note = "(sensitive)" }, x = 1 }',
    ],
    ['user "a" { password = file("pw") }', '"pw"', 'user "a" { password = file("pw") }'],
    [`user "a" { password = "${CANARY}" }`, 'password', 'user "a" { password = "(sensitive)" }'],
    [`password "${CANARY}" { x = foo }`, 'foo', 'password "(sensitive)" { x = foo }'],
    // It may be the inside of a heredoc.
    [`: "x" env("${CANARY}")`, '"x"', ': "(sensitive)" env("(sensitive)")'],
  ])('%s', (text, word, shown) => {
    expect(lineOf(text, word, { secret: true })).toBe(`1│ ${shown}`);
  });
});

describe('what cannot be a secret by its name is shown on a line that says more than one thing', () => {
  it.each([
    [`options = { version = "2" foo = "${CANARY}" }`, 'options = { version = "2" foo = "(sensitive)" }'],
    [`x = { type = "kv", pin = "${CANARY}" }`, 'x = { type = "kv", pin = "(sensitive)" }'],
    [`"p": { "capabilities": ["read", "list"], "foo": 1 }`, '"p": { "capabilities": ["read", "list"], "foo": 1 }'],
    ['config { kubernetes_host = "https://k", foo = 1 }', 'config { kubernetes_host = "https://k", foo = 1 }'],
    [`data = { type = "${CANARY}", foo = 1 }`, 'data = { type = "(sensitive)", foo = 1 }'],
    [`"data": { "type": "${CANARY}", "foo": 1 }`, '"data": { "type": "(sensitive)", "foo": 1 }'],
    [`x = { a_type = "${CANARY}", foo = 1 }`, 'x = { a_type = "(sensitive)", foo = 1 }'],
    ['[for x in l : x where x != "a", foo = 1]', '[for x in l : x where x != "a", foo = 1]'],
    ['secret "a" = { foo = 1, b = 2', 'secret "a" = { foo = 1, b = 2'],
    ['secret_id "x" { foo = 1', 'secret_id "x" { foo = 1'],
    [`token "${CANARY}-CAESI" { foo = 1`, 'token "(sensitive)" { foo = 1'],
  ])('%s', (text, shown) => {
    expect(lineOf(text, text.includes('foo') ? 'foo' : '"p"')).toBe(`1│ ${shown}`);
  });
});

describe('a secret without quotes is hidden, and what leads to one is shown', () => {
  it.each([
    [`tool put team/db password=${CANARY}`, 'put', 'tool put team/db password=(sensitive)'],
    [`export DB_PASSWORD=${CANARY} X=1`, 'X', 'export DB_PASSWORD=(sensitive) X=1'],
    [`  token: ${CANARY}!x # y`, ':', '  token: (sensitive) # y'],
    [`{password: ${CANARY}}`, ':', '{password: (sensitive)}'],
    ['password = var.pw + x', 'x', 'password = var.pw + x'],
    ['password = upper(x)', 'x', 'password = upper(x)'],
    ['password = mount.a.path + x', 'x', 'password = mount.a.path + x'],
    ['password = <<-EOT', '<', 'password = <<-EOT'],
    ['token = null x', 'x', 'token = null x'],
  ])('%s', (text, word, shown) => {
    expect(lineOf(text, word)).toBe(`1│ ${shown}`);
  });
});

describe('a line of a file of values', () => {
  it.each([
    ['n == 3', '==', undefined, 'n == (sensitive)'],
    [`pw := "${CANARY}"`, ':=', undefined, 'pw := (sensitive)'],
    [`variable "pw" { default = "${CANARY}" }`, 'variable', undefined, 'variable "pw" { (sensitive)'],
    [`variable "${CANARY} x" {`, 'variable', undefined, '(sensitive)'],
    ['n = "abc"', 'n', false, 'n = "abc"'],
    [`password = "${CANARY}"`, 'password', false, 'password = (sensitive)'],
    [`n = "abc" # ${CANARY}`, 'n', false, 'n = (sensitive)'],
    [`{ "n": "abc", "pw": "${CANARY}" }`, '"n"', false, '{ "n": (sensitive)'],
  ] as const)('%s, %s, %s', (text, word, secret, shown) => {
    expect(lineOf(text, word, { secret, values: true })).toBe(`1│ ${shown}`);
  });
});
