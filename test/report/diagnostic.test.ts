import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Source, Span } from '../../src/model/span.ts';
import {
  diagnosticJson,
  diagnosticsJson,
  diagnosticsText,
  diagnosticText,
  type Style,
} from '../../src/report/index.ts';
import { ascii, CANARY, narrow, wide } from './sample.ts';

const at = (source: Source, text: string): Span => {
  const start = source.text.indexOf(text);
  return { source, start, end: start + text.length };
};

const file = (text: string, path = 'auth.seed.hcl'): Source => ({ path, text });

const unknownField = (source: Source, name: string, help: readonly string[] = []): Diagnostic => ({
  code: 'unknown-field',
  message: `a sample role has no field "${name}"`,
  at: at(source, name),
  help,
});

const auth = file(
  'auth "kubernetes" {\n  role "app" {\n    bound_service_acount_names = ["app"]\n\tworld = "ok"\n  }\n}\n',
);

describe('one mistake', () => {
  it.each<[string, Style]>([
    ['mistake', wide],
    ['mistake-narrow', narrow],
    ['mistake-ascii', ascii],
  ])('%s', async (name, style) => {
    const help = ['did you mean bound_service_account_names?', 'vaultseed explain auth.kubernetes.role lists them all'];
    const text = diagnosticText(unknownField(auth, 'bound_service_acount_names', help), style);
    await expect(`${text}\n`).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  it.each<[string, string, string, string]>([
    ['a tab', '\tfoo = 1\n', 'foo', '1│     foo = 1\n │     ^^^'],
    ['wide characters', 'a = "日本" + foo\n', 'foo', '1│ a = "日本" + foo\n │              ^^^'],
    ['marks that combine', 'a = "e\u0301" + foo\n', 'foo', '1│ a = "e\u0301" + foo\n │           ^^^'],
    ['characters that reverse the line', '\u202ea = foo\n', 'foo', '1│ \\u202ea = foo\n │           ^^^'],
    ['several lines', 'x = [\n  1,\n]\n', '[\n  1,\n]', '1│ x = [\n │     ^ to line 3'],
  ])('marks the place on a line with %s', (_, text, word, expected) => {
    expect(diagnosticText(unknownField(file(text), word), wide)).toContain(expected);
  });

  it('cuts a long line to what is around the mark', () => {
    const text = diagnosticText(
      unknownField(file(`x = "${'a'.repeat(9000)}", foo, "${'b'.repeat(9000)}"`), 'foo'),
      wide,
    );
    const lines = text.split('\n');
    expect(lines.every((line) => line.length <= 80)).toBe(true);
    expect(lines[2]).toMatch(/^1│ …a+", foo, "b+…$/);
    expect(lines[3]?.indexOf('^')).toBe(lines[2]?.indexOf('foo'));
  });

  it('hides a literal that it was told to hide, and keeps the mark in place', () => {
    const source = file(`value = "${CANARY}", foo`);
    const text = diagnosticText(unknownField(source, 'foo'), wide, { masked: [at(source, CANARY)] });
    expect(text).toContain('1│ value = "(sensitive)", foo\n │                        ^^^');
  });

  it.each([
    `password = "${CANARY}"`,
    `secret_key = "${CANARY}" # foo`,
    `  "client_secret": "${CANARY}", "foo"`,
    `data = { token = "${CANARY}" }`,
    `secret_key = "x" "${CANARY}"`,
    `secret_key = '${CANARY}'`,
    `secret_key = upper("a", "${CANARY}")`,
    `secret_key "${CANARY}"`,
    `secret_key == "${CANARY}"`,
    `rules = base64decode(sensitive("${CANARY}"))`,
  ])('hides a literal with the name of a secret: %s', (line) => {
    const span = { source: file(line), start: 0, end: line.length };
    expect(diagnosticText({ code: 'unknown-field', message: 'x', at: span }, wide)).not.toContain(CANARY);
  });
});

it('hides every literal of a line that may hold a secret', () => {
  const source = file(`  passwrd = "${CANARY}" + "${CANARY}\\"`);
  const text = diagnosticText({ ...unknownField(source, 'passwrd'), secret: true }, wide);
  expect(text).toContain('1│   passwrd = "(sensitive)" + "(sensitive)');
  expect(text).not.toContain(CANARY);
});

it.each([
  ['bind_secret_id = "yes"', false, 'bind_secret_id = "yes"'],
  ['bind_secret_id = "yes"', undefined, 'bind_secret_id = "(sensitive)"'],
  ['bind_secret_id = sensitive("yes")', false, 'bind_secret_id = sensitive("(sensitive)")'],
])('guesses by names only where nothing is known: %s, %s', (line, secret, expected) => {
  const span = { source: file(line), start: 0, end: 14 };
  expect(diagnosticText({ code: 'wrong-type', message: 'x', at: span, secret }, wide)).toContain(`1│ ${expected}\n`);
});

it.each([
  ['secret "database" {', 'secret "database" {'],
  [`secret "database" { data = { pin = "${CANARY}" } }`, 'secret "database" { data = { pin = "(sensitive)" } }'],
  [`secret "${CANARY}"`, 'secret "(sensitive)"'],
  [`secret "a" "${CANARY}" {`, 'secret "(sensitive)" "(sensitive)" {'],
  [`password "${CANARY}" {`, 'password "(sensitive)" {'],
  [`secret = "${CANARY}" {`, 'secret = "(sensitive)" {'],
])('shows the label of a block of secrets, and no value: %s', (line, expected) => {
  const span = { source: file(line), start: 0, end: 6 };
  expect(diagnosticText({ code: 'unknown-block', message: 'x', at: span }, wide)).toContain(`1│ ${expected}\n`);
});

it('shows no label where a secret is known to stand, as it may be the inside of a heredoc', () => {
  const span = { source: file(`secret "${CANARY}" { x`), start: 22, end: 23 };
  const told = diagnosticText({ code: 'unknown-variable', message: 'x', at: span, secret: true }, wide);
  expect(told).not.toContain(CANARY);
});

it('leaves the names of JSON readable on such a line', () => {
  const source = file(`  "passwrd": "${CANARY}"`, 'a.seed.json');
  const text = diagnosticText({ ...unknownField(source, 'passwrd'), secret: true }, wide);
  expect(text).toContain('1│   "passwrd": "(sensitive)"');
});

it('shows of the inside of a heredoc that may hold a secret only what the mark is under', () => {
  const source = file(`  ${CANARY} \${foo} ${CANARY}`);
  const text = diagnosticText({ ...unknownField(source, 'foo'), secret: true }, wide);
  expect(text).toContain('1│ (sensitive)foo(sensitive)\n │            ^^^');
});

describe('a line of a file that holds values', () => {
  it.each([
    [`token = "${CANARY}`, 'token = (sensitive)'],
    [`token = ${CANARY}`, 'token = (sensitive)'],
    [`  token: '${CANARY}'`, '  token: (sensitive)'],
    [`${CANARY}==`, '(sensitive)'],
    [`{"token": "${CANARY}",}`, '{"token": (sensitive)'],
  ])('shows no more than a name: %s', (line, shown) => {
    const source = { path: 'a.seedvars', text: line, values: true };
    const span = { source, start: line.length - 1, end: line.length };
    const text = diagnosticText({ code: 'bad-character', message: 'x', at: span }, wide);
    expect(text).toContain(`1│ ${shown}\n`);
  });
});

describe('several mistakes', () => {
  const first = file('foo = 1\nbar = 2\n', 'a.seed.hcl');
  const second = file('baz = 1\n', 'b.seed.hcl');
  const list = [unknownField(first, 'bar'), unknownField(second, 'baz'), unknownField(first, 'foo')];

  it('come in file order and are counted', () => {
    const text = diagnosticsText(list, wide);
    expect([...text.matchAll(/(\S+hcl:\d+:\d+)/g)].map((match) => match[1])).toEqual([
      'a.seed.hcl:1:1',
      'a.seed.hcl:2:1',
      'b.seed.hcl:1:1',
    ]);
    expect(text.split('\n').at(-1)).toBe('3 errors in 2 files');
  });

  it('are counted apart from warnings', () => {
    const warning: Diagnostic = { code: 'deprecated-field', message: 'old' };
    expect(diagnosticsText([warning, ...list], wide)).toMatch(/\n3 errors and 1 warning in 2 files$/);
  });
});

it('is read by machines as code, summary, detail and range', () => {
  expect(diagnosticJson(unknownField(auth, 'world', ['do this']))).toEqual({
    severity: 'error',
    code: 'unknown-field',
    summary: 'There is no field of this name here',
    detail: 'a sample role has no field "world"\ndo this',
    range: { file: 'auth.seed.hcl', start: { line: 4, column: 2 }, end: { line: 4, column: 7 } },
  });
});

describe('more than anybody reads', () => {
  const long = file(Array.from({ length: 1200 }, (_, index) => `field${index} = 1\n`).join(''), 'a.seed.hcl');
  const warnings: Diagnostic[] = Array.from({ length: 60 }, () => ({ code: 'deprecated-field', message: 'old' }));
  const errors = Array.from({ length: 1200 }, (_, index) => unknownField(long, `field${index} `));
  const heads = (text: string, word: string): number => text.split('\n').filter((line) => line.startsWith(word)).length;

  it('are the first hundred, errors rather than warnings', () => {
    const text = diagnosticsText([...warnings, ...errors.slice(0, 90)], wide);
    expect([heads(text, 'error['), heads(text, 'warning[')]).toEqual([90, 10]);
    expect(text).toMatch(/\n\n… and 50 more \(-v shows all\)\n\n90 errors and 60 warnings in 1 file$/);
  });

  it('are all there with -v', () => {
    const text = diagnosticsText(errors, { ...wide, verbose: 1 });
    expect(heads(text, 'error[')).toBe(1200);
    expect(text).not.toContain('more (');
  });

  it('are the first thousand for machines', () => {
    const documents = diagnosticsJson([...warnings, ...errors]);
    expect(documents.length).toBe(1000);
    expect(documents.every(({ severity }) => severity === 'error')).toBe(true);
    expect(diagnosticsJson(errors.slice(0, 999)).length).toBe(999);
  });
});
