import { type Mistake, role } from './mistake.ts';

export const valueMistakes: readonly Mistake[] = [
  {
    name: 'a duration below zero',
    seed: 'auth "approle" {\n  role "x" {\n    token_ttl = "-1h"\n    token_period = -60\n  }\n}\nmount "jwt" {\n  type = "kv"\n  options = { version = "2" }\n  config {\n    delete_version_after = "-1s"\n  }\n}',
    want: [
      'main.seed.hcl:3:17 bad-duration: token_ttl: servers refuse a duration below zero',
      'main.seed.hcl:4:20 wrong-value: token_period must be at least 0',
    ],
  },
  {
    name: 'a field that does not exist',
    seed: role('    policy_docment = "x"'),
    want: [
      'main.seed.hcl:4:5 unknown-field: an AWS secrets role has no field policy_docment | did you mean policy_document?',
    ],
  },
  {
    name: 'a value of the wrong type',
    seed: role('    user_path = ["x"]'),
    want: ['main.seed.hcl:4:17 wrong-type: user_path takes a string, this is a list'],
  },
  {
    name: 'a missing field',
    seed: 'mount "aws" {\n  role "x" {\n  }\n}',
    want: ['main.seed.hcl:2:3 missing-field: an AWS secrets role needs credential_type'],
  },
  {
    name: 'for_each over a list',
    seed: 'policy "a" {\n  for_each = ["a"]\n  name  = each.key\n  rules = "path \\"x\\" {}"\n}',
    want: ['main.seed.hcl:2:14 for-each-value: for_each cannot use a list | a set of texts can be used: toset([…])'],
  },
  {
    name: 'for_each over a number',
    seed: 'policy "a" {\n  for_each = 3\n  name  = "x"\n  rules = "path \\"x\\" {}"\n}',
    want: ['main.seed.hcl:2:14 for-each-value: for_each cannot use a number'],
  },
  {
    name: 'for_each over null',
    seed: 'policy "a" {\n  for_each = null\n  name  = "x"\n  rules = "path \\"x\\" {}"\n}',
    want: ['main.seed.hcl:2:14 for-each-value: for_each cannot use null'],
  },
  {
    name: 'for_each over a secret',
    seed: 'policy "a" {\n  for_each = toset([sensitive("a")])\n  name  = each.key\n  rules = "path \\"x\\" {}"\n}',
    want: ['main.seed.hcl:2:14 for-each-sensitive: for_each would show a sensitive value'],
  },
  {
    name: 'for_each over something that waits for the server',
    seed: 'mount "a" {\n  type = "transit"\n}\npolicy "a" {\n  for_each = toset([mount.a.accessor])\n  name  = each.key\n  rules = "path \\"x\\" {}"\n}',
    want: ['main.seed.hcl:5:14 for-each-unknown: for_each cannot wait for the server'],
  },
  {
    name: 'for_each without a name',
    seed: 'policy "a" {\n  for_each = toset(["a", "b"])\n  rules = "path \\"x\\" {}"\n}',
    want: ['main.seed.hcl:2:3 for-each-name: all instances of policy.a would be called "a" | add name = each.key'],
  },
  {
    name: 'a variable without a value',
    seed: 'variable "region" {\n}\nmount "a" {\n  type = "transit"\n  description = var.region\n}',
    want: ['main.seed.hcl:1:1 variable-missing: variable "region" has no value | give one: --var region=…'],
  },
  {
    name: 'a variable that nobody declares, on the command line',
    seed: 'variable "region" {\n  default = "x"\n}',
    options: { given: [{ name: 'regoin', text: 'x', from: '--var' }] },
    want: ['variable-unknown: --var sets "regoin", and the seed declares no such variable | did you mean region?'],
  },
  {
    name: 'a variable of the wrong type',
    seed: 'variable "n" {\n  type = number\n}',
    options: { given: [{ name: 'n', text: '"many"', from: '--var' }] },
    want: ['main.seed.hcl:1:1 variable-invalid: the value that --var gives variable "n" does not fit: '],
  },
  {
    name: 'a variable that its own rule refuses',
    seed: 'variable "n" {\n  type    = number\n  default = 3\n  validation {\n    condition     = var.n > 5\n    error_message = "It must be over 5."\n  }\n}',
    want: ['main.seed.hcl:1:1 variable-invalid: variable "n": It must be over 5'],
  },
  {
    name: 'a default that refers to something',
    seed: 'locals {\n  x = 1\n}\nvariable "n" {\n  default = local.x\n}',
    want: ['main.seed.hcl:5:13 reference-not-allowed: the default of variable "n" cannot use local'],
  },
  {
    name: 'null where it may not be',
    seed: { 'main.seed.hcl': 'variable "n" {\n  type     = string\n  nullable = false\n}', 'n.seedvars': 'n = null\n' },
    options: { given: [{ file: 'n.seedvars' }] },
    want: [
      'n.seedvars:1:1 variable-invalid: the value that n.seedvars gives variable "n" does not fit: it may not be null',
    ],
  },
  {
    name: 'a file of variables that sets an unknown one',
    seed: { 'main.seed.hcl': 'variable "n" {\n  default = 1\n}', 'x.auto.seedvars': 'm = 2\n' },
    want: ['x.auto.seedvars:1:1 variable-unused: x.auto.seedvars sets "m"'],
  },
  {
    name: 'a file of variables with a block',
    seed: { 'main.seed.hcl': 'locals {\n}\nserver "vault" {\n}', 'x.auto.seedvars': 'policy "a" {\n}\n' },
    want: ['x.auto.seedvars:1:1 variable-file: a variable file holds values only'],
  },
  {
    name: 'a file of variables with a reference',
    seed: { 'main.seed.hcl': 'variable "n" {\n}', 'x.auto.seedvars': 'n = local.x\n' },
    want: ['x.auto.seedvars:1:5 reference-not-allowed: a variable file holds values only, and this is a reference'],
  },
  {
    name: 'a policy whose text no server takes',
    seed: 'policy "a" {\n  rules = <<-EOT\n    # readers\n    path "secret/*" {\n      capability = ["read"]\n    }\n  EOT\n}',
    want: ['main.seed.hcl:5:7 refused-text: rules: a path has no attribute capability | did you mean capabilities?'],
  },
  {
    name: 'a policy whose file no server takes',
    seed: { 'main.seed.hcl': 'policy "a" {\n  rules = file("a.hcl")\n}', 'a.hcl': 'path secret/* {\n}\n' },
    want: ['main.seed.hcl:2:11 refused-text: rules, line 1: a character that means nothing here | texts stand in'],
  },
  {
    name: 'a text where a block of a policy takes a list',
    seed: 'policy "a" {\n  path "x" {\n    capabilities = "read"\n  }\n}',
    want: ['main.seed.hcl:3:20 wrong-type: capabilities takes a list of "create", "read", '],
  },
  {
    name: 'a duration in words',
    seed: 'auth "approle" {\n  role "a" {\n    token_ttl = "1 hour"\n  }\n}',
    want: [
      'main.seed.hcl:3:17 bad-duration: token_ttl: a duration is a number of seconds or text such as 90s, 1h30m or 7d | write "1h"',
    ],
  },
  {
    name: 'a store that gets version 1 by accident',
    seed: 'mount "team" {\n  type = "kv"\n  secret "app" {\n    data = { a = "canary" }\n  }\n}',
    want: ['main.seed.hcl:1:1 advice: without a version this becomes a store of version 1'],
  },
  ...['type = "kv-v2"', 'type = "kv"\n  options = { version = "1" }', 'existing = true\n  type = "kv"'].map((text) => ({
    name: `a store whose version is chosen: ${text}`,
    seed: `mount "team" {\n  ${text}\n}`,
    want: [],
  })),
  {
    name: 'a store whose version waits for the server',
    seed: 'mount "a" {\n  type = "transit"\n}\nmount "team" {\n  type    = "kv"\n  options = mount.a.options\n}',
    want: [],
  },
  {
    name: 'the version of a store in the wrong place',
    seed: 'mount "team" {\n  type    = "kv"\n  version = 2\n}',
    want: [
      'main.seed.hcl:3:3 unknown-field: a secrets engine mount has no field version | write options = { version = "2" }',
    ],
  },
  {
    name: 'the content of a secret beside data',
    seed: 'mount "team" {\n  type = "kv-v2"\n  secret "app" {\n    password = "canary"\n  }\n}',
    want: [
      'main.seed.hcl:4:5 unknown-field: a secret of a key-value store has no field password | what the secret holds stands in data: data = { password = … }',
    ],
  },
  {
    name: 'a secret ID in a seed',
    seed: 'auth "approle" {\n  role "a" {\n    secret_id = "canary"\n  }\n}',
    want: [
      'main.seed.hcl:3:5 unknown-field: an AppRole role has no field secret_id | a secret ID is made for whoever is to log in',
    ],
  },
  {
    name: 'single quotes: one mistake, not two',
    seed: 'mount "a" {\n  type = \'kv\'\n}',
    want: ['main.seed.hcl:2:10 single-quotes: single quotes do not make a string'],
  },
];
