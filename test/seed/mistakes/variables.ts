import type { Mistake } from './mistake.ts';

const declared = [
  'variable "pw" {\n  type = string\n}',
  'variable "n" {\n  type = number\n  default = 1\n}',
  'variable "l" {\n  type = list(string)\n  default = []\n}',
  'variable "o" {\n  type = map(object({ a = string, b = optional(number) }))\n  default = {}\n}',
  'policy "p" {\n  rules = "path \\"x\\" {}"\n}',
].join('\n');

/** A file of values beside the seed, and what is said of it. */
const values = (name: string, text: string, ...want: readonly string[]): Mistake => ({
  name,
  seed: { 'main.seed.hcl': declared, 'v.seedvars': text },
  options: { env: { SEED_VAR_pw: 'x' }, given: [{ file: 'v.seedvars' }] },
  want: want.map((line) => `v.seedvars:${line}`),
});

const onCommandLine = (name: string, text: string, want: string): Mistake => ({
  name: `--var ${name}=${text}`,
  seed: declared,
  options: { env: { SEED_VAR_pw: 'x' }, given: [{ name, text, from: '--var' }] },
  want: [want],
});

const LINES = 'a variable file holds lines such as name = value';

export const variableMistakes: readonly Mistake[] = [
  values('a colon', 'n: 1', '1:2 colon-for-equals: an attribute takes "=", not ":" | write n = …'),
  values('twice', 'n = 1\nn = 2', '2:1 duplicate-attribute: "n" is set twice | it is set on line 1 already'),
  values(
    'the arrow of an object in a list',
    'l = [for x in ["a"] => x]',
    '1:21 bad-for: expected ":", found "=>" | a list: [for value in collection : result]',
  ),
  values('a comparison', 'n == 3', `1:3 bad-item: ${LINES} | one = gives a value: name = …`),
  values('JSON', '{"n": 3}', `1:1 bad-item: ${LINES} | values in JSON stand in a file that ends in .json`),
  values(
    'as shells set variables',
    'export n=3',
    `1:1 bad-label: ${LINES} | without export, which is for shells: n = "…"`,
  ),
  values(
    'a block',
    'variable "n" {\n  default = 3\n}',
    '1:1 variable-file: a variable file holds values only, and "variable" is a block | a value is written n = …',
  ),
  values(
    'a word of digits is not repeated',
    'n = 12ab',
    '1:5 bad-number: this is not a number | put it in quotes: "…"',
  ),
  values('a function that there is not', 'n = getenv("X")', '1:5 unknown-function: there is no function "getenv"'),
  values(
    'every part that does not fit',
    'o = {\n  a = { a = "x" }\n  b = { b = "k" }\n  c = { a = [] }\n}',
    '3:7 variable-invalid: the value that v.seedvars gives variable "o" does not fit: value.b lacks "a"',
    '3:13 variable-invalid: the value that v.seedvars gives variable "o" does not fit: value.b.b must be a number',
    '4:13 variable-invalid: the value that v.seedvars gives variable "o" does not fit: value.c.a must be a string',
  ),
  onCommandLine(
    'l',
    '[a,b]',
    `main.seed.hcl:8:1 variable-invalid: the value that --var gives variable "l" does not fit: it is no list: texts in it stand in quotes | in a shell: --var 'l=["a", "b"]'`,
  ),
  onCommandLine(
    'l',
    'a,b',
    `main.seed.hcl:8:1 variable-invalid: the value that --var gives variable "l" does not fit: it is no list: texts in it stand in quotes | in a shell: --var 'l=["a", "b"]'`,
  ),
  onCommandLine(
    'o',
    '"a"',
    `main.seed.hcl:12:1 variable-invalid: the value that --var gives variable "o" does not fit: it must be a map, and is a string | in a shell: --var 'o={ a = "b" }'`,
  ),
  {
    name: 'what looks as if it gave a variable its value',
    seed: { 'main.seed.hcl': declared, 'vars.seedvars': 'pw = "x"', 'terraform.tfvars': 'pw = "x"' },
    options: { env: { TF_VAR_pw: 'x', SEED_VAR_PW: 'x' } },
    want: [
      'main.seed.hcl:1:1 variable-missing: variable "pw" has no value | give one: --var pw=…, SEED_VAR_pw in the environment, or pw = … in a file beside the seed that ends in .auto.seedvars, or in any file with --var-file FILE | or give it a default | TF_VAR_pw is set, which is not its name here: SEED_VAR_pw | SEED_VAR_PW is set, which is not its name here: SEED_VAR_pw | terraform.tfvars was not read: --var-file terraform.tfvars | vars.seedvars was not read: --var-file vars.seedvars',
    ],
  },
  {
    name: 'every part of a default that does not fit',
    seed: 'variable "t" {\n  type = map(object({ ttl = number, pols = list(string) }))\n  default = {\n    a = { ttl = 1, pols = "x" }\n    b = { ttl = "z", pols = ["x", ["y"]] }\n    c = { tttl = 1, pols = ["x"] }\n  }\n}\npolicy "p" {\n  rules = "path \\"x\\" {}"\n}',
    want: [
      'main.seed.hcl:4:27 type-mismatch: the default of variable "t": value.a.pols must be a list of strings, and is a string | its type is list(string)',
      'main.seed.hcl:5:17 type-mismatch: the default of variable "t": value.b.ttl must be a number, and is a string | its type is number',
      'main.seed.hcl:5:35 type-mismatch: the default of variable "t": value.b.pols[1] must be a string',
      'main.seed.hcl:6:9 type-mismatch: the default of variable "t": value.c lacks "ttl"',
    ],
  },
];
