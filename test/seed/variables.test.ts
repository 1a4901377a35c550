import { describe, expect, test } from 'vitest';
import { type Files, load, loadRight, type Options, shown } from './load.ts';

const variableOf = async (declaration: string, files: Files, options: Options): Promise<unknown> => {
  const seed = await loadRight({ 'main.seed.hcl': `variable "x" {\n${declaration}\n}\n`, ...files }, options);
  const answer = seed.evaluateExpression('var.x');
  return answer.ok ? answer.value : answer.diagnostics.map(shown);
};

const cli = (text: string): Options['given'] => [{ name: 'x', text, from: '--var' }];

describe('who wins', () => {
  const files = {
    'b.auto.seedvars': 'x = "b"',
    'a.auto.seedvars': 'x = "a"',
    'c.seedvars': 'x = "c"',
    'd.seedvars.json': '{"x":"d"}',
  };
  const env = { SEED_VAR_x: 'environment' };
  const cases: readonly (readonly [string, Files, Options, string])[] = [
    ['the default, when nobody says anything', {}, {}, 'default'],
    ['the environment over the default', {}, { env }, 'environment'],
    ['a file that is read by itself over the environment', { 'a.auto.seedvars': 'x = "a"' }, { env }, 'a'],
    ['the last of these files by name', files, { env }, 'b'],
    [
      'JSON after HCL of the same name',
      { 'a.auto.seedvars.json': '{"x":"json"}', 'a.auto.seedvars': 'x = "hcl"' },
      {},
      'json',
    ],
    ['a file of the command line over those', files, { env, given: [{ file: 'c.seedvars' }] }, 'c'],
    ['the later of two files', files, { given: [{ file: 'd.seedvars.json' }, { file: 'c.seedvars' }] }, 'c'],
    ['a value after a file', files, { given: [{ file: 'c.seedvars' }, ...(cli('text') ?? [])] }, 'text'],
    ['a file after a value', files, { given: [...(cli('text') ?? []), { file: 'd.seedvars.json' }] }, 'd'],
  ];
  test.each(cases)('%s', async (_, some, options, want) => {
    expect(await variableOf('type = string\ndefault = "default"', some, options)).toBe(want);
  });
});

describe('a text is read by the type of its variable', () => {
  test.each([
    ['string', 'true', 'true'],
    ['string', '"quoted"', '"quoted"'],
    ['number', '3', 3],
    ['bool', 'true', true],
    ['list(string)', '["a", "b"]', ['a', 'b']],
    ['object({ a = number, b = optional(string, "c") })', '{ a = 1 }', { a: 1, b: 'c' }],
  ])('%s: %s', async (type, text, want) => {
    expect(await variableOf(`type = ${type}`, {}, { given: cli(text) })).toEqual(want);
  });

  test('a variable without a type takes it as it is', async () => {
    expect(await variableOf('', {}, { given: cli('[1]') })).toBe('[1]');
  });
});

test('null takes the default where it may not be null', async () => {
  const options = { given: [{ file: 'n.seedvars' }] };
  expect(await variableOf('nullable = false\ndefault = "d"', { 'n.seedvars': 'x = null' }, options)).toBe('d');
});

test('a sensitive variable is masked wherever it goes', async () => {
  const seed = await loadRight(
    'variable "x" {\n  sensitive = true\n}\nlocals {\n  a = "user:${var.x}"\n}\npolicy "p" {\n  rules = local.a\n}\n',
    { given: cli('canary') },
  );
  expect(JSON.stringify(seed.resources[0]?.fields)).toBe('{"rules":"(sensitive)"}');
});

test.each(['address', 'namespace', 'ca_cert'])(
  'the %s of the server is shown, so it may hold nothing sensitive',
  async (name) => {
    const seed = (value: string) =>
      load(
        `variable "x" {\n  sensitive = true\n  default   = "canary"\n}\nserver "vault" {\n  ${name} = "${value}"\n}\n`,
      );
    expect((await seed('http://${var.x}')).diagnostics.map(shown)).toEqual([
      expect.stringContaining(`invalid-setting: ${name} of the server is shown, and this is sensitive`),
    ]);
    // What an address lacks is not told of a secret: it would be shown.
    expect(JSON.stringify((await seed('${var.x}')).diagnostics.map(shown))).not.toContain('canary');
    expect((await seed('http://${nonsensitive(var.x)}')).diagnostics).toEqual([]);
  },
);

test('a sensitive value of the wrong type is not shown', async () => {
  const { diagnostics } = await load(
    { 'main.seed.hcl': 'variable "x" {\n  type = number\n  sensitive = true\n}\n', 'a.auto.seedvars': 'x = "canary"' },
    { env: { SEED_VAR_x: 'canary' } },
  );
  const lines = diagnostics.map((one) => `${shown(one)} ${one.at?.source.path}`);
  expect(lines.length).toBe(1);
  expect(lines.join()).not.toContain('canary');
  expect(lines[0]).toContain('main.seed.hcl:1:1 variable-invalid');
});

describe('what does not fit', () => {
  test.each([
    ['number', 'x'],
    ['bool', 'maybe'],
    ['number', '1 +'],
  ])('%s: %s', async (type, text) => {
    const seed = `variable "x" {\n  type = ${type}\n}\n`;
    const { diagnostics } = await load({ 'main.seed.hcl': seed }, { given: cli(text) });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^the value that --var gives variable "x" does not fit: it must be (a number|true or false)/,
      ),
    ]);
  });
});

describe('what stands in a variable file is not repeated', () => {
  const seed = 'variable "x" {\n  type = string\n}\n';
  test.each([
    'x = CANARY',
    'x = CANARY!more',
    'CANARY',
    'x = "CANARY" CANARY',
    "x = 'CANARY'",
    'x = [CANARY CANARY]',
    'x = 12CANARY',
    'x = [1, 2CANARY]',
    'x = """CANARY"""',
    '"CANARY"',
    'x = <<CANARY CANARY',
    'x = "-----BEGIN KEY\nCANARYCANARY\nCANARY==\n-----END KEY"',
  ])('%s', async (text) => {
    const options = { given: [{ file: 'x.seedvars' }] };
    const { diagnostics } = await load({ 'main.seed.hcl': seed, 'x.seedvars': text }, options);
    expect(diagnostics).not.toEqual([]);
    for (const { message, help, at } of diagnostics) {
      expect([message, ...(help ?? [])].join()).not.toContain('CANARY');
      expect(at?.source.path !== 'x.seedvars' || at.source.values).toBe(true);
    }
  });
});

describe('where variables may lack a value', () => {
  const seed = [
    'variable "names" {\n  type = set(string)\n}',
    'variable "path" {\n}',
    'variable "ttl" {\n  default = "1h"\n}',
    'server "vault" {\n  address = "https://${var.path}"\n}',
    'mount "a" {\n  type = "transit"\n  path = var.path\n  key "k" {\n  }\n}',
    'mount "b" {\n  type = var.path\n  key "k" {\n  }\n}',
    'policy "p" {\n  for_each = var.names\n  name     = each.key\n  rules    = "path \\"x\\" {}"\n}',
    'auth "approle" {\n  role "r" {\n    token_ttl      = var.ttl\n    token_policies = [for one in policy.p : one.name]\n  }\n}',
  ].join('\n');

  test('what they decide is not judged', async () => {
    const loaded = await load(seed, { mayLackValues: true });
    expect(loaded.diagnostics.map(shown)).toEqual([]);
    expect(loaded.unset).toEqual(['names', 'path']);
  });

  test('what they do not decide is', async () => {
    const { diagnostics } = await load(`${seed}\nmount "c" {\n  typ = "transit"\n}`, { mayLackValues: true });
    expect(diagnostics.map(({ code }) => code)).toEqual(['unknown-field']);
  });

  test('elsewhere each is a mistake', async () => {
    const { diagnostics, unset } = await load(seed);
    expect(diagnostics.map(({ code }) => code)).toEqual(['variable-missing', 'variable-missing']);
    expect(unset).toBeUndefined();
  });
});
