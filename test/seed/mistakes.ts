import type { Files, Options } from './load.ts';

/** A seed with a mistake, and the start of every line that is said about it: `place code: message | help | help`. */
export interface Mistake {
  readonly name: string;
  readonly seed: string | Files;
  readonly options?: Options;
  readonly want: readonly string[];
}

const role = (text: string): string => `mount "aws" {\n  role "x" {\n    credential_type = "iam_user"\n${text}\n  }\n}`;

export const blockMistakes: readonly Mistake[] = [
  {
    name: 'a misspelt block',
    seed: 'polcy "a" {\n}',
    want: ['main.seed.hcl:1:1 unknown-block: there is no block "polcy" | did you mean policy?'],
  },
  {
    name: 'a block of a later version',
    seed: 'module "team" {\n  source = "./team"\n}',
    want: ['main.seed.hcl:1:1 not-yet: blocks "module" are not in this version'],
  },
  {
    name: 'a resource as in Terraform',
    seed: 'resource "vault_policy" "a" {\n}',
    want: [
      'main.seed.hcl:1:1 foreign-block: "resource" is a block of Terraform, not of a seed | here that is policy "NAME" { … }',
    ],
  },
  {
    name: 'a provider as in Terraform',
    seed: 'provider "vault" {\n}',
    want: ['main.seed.hcl:1:1 foreign-block: "provider" is a block of Terraform, not of a seed | write server "vault"'],
  },
  {
    name: 'a backend as in Terraform',
    seed: 'terraform {\n}',
    want: ['main.seed.hcl:1:1 foreign-block: "terraform" is a block of Terraform, not of a seed | there is no state'],
  },
  {
    name: 'a data source as in Terraform, in JSON',
    seed: { 'main.seed.json': '{ "data": { "vault_policy": { "a": {} } } }' },
    want: ['main.seed.json:1:3 foreign-block: "data" is a block of Terraform, not of a seed | refer to what'],
  },
  {
    name: 'an unknown block in JSON',
    seed: { 'main.seed.json': '{ "mounts": {} }' },
    want: ['main.seed.json:1:3 unknown-block: there is no block "mounts" | did you mean mount?'],
  },
  {
    name: 'an attribute at the top',
    seed: 'region = "eu"',
    want: ['main.seed.hcl:1:1 stray-attribute: "region" stands at the top of a seed'],
  },
  {
    name: 'a policy without a name',
    seed: 'policy {\n  rules = "x"\n}',
    want: ['main.seed.hcl:1:1 block-labels: policy has no labels | write policy "NAME" { … }'],
  },
  {
    name: 'a mount with two labels',
    seed: 'mount "aws" "x" {\n}',
    want: ['main.seed.hcl:1:1 block-labels: mount has 2 labels | write mount "NAME" { … }'],
  },
  {
    name: 'a role without a name',
    seed: 'mount "aws" {\n  role {\n    credential_type = "iam_user"\n  }\n}',
    want: ['main.seed.hcl:2:3 block-labels: role has no labels | write role "NAME" { … }'],
  },
  {
    name: 'a config that must say which',
    seed: 'mount "aws" {\n  config {\n  }\n}',
    want: ['main.seed.hcl:2:3 unknown-block: a mount of type "aws" has no block config | it may hold: config "root"'],
  },
  {
    name: 'a misspelt block in a mount',
    seed: 'mount "aws" {\n  rol "x" {\n  }\n}',
    want: ['main.seed.hcl:2:3 unknown-block: a mount of type "aws" has no block rol "x" | did you mean role?'],
  },
  {
    name: 'a field of a mount as a block',
    seed: 'mount "aws" {\n  options {\n    a = 1\n  }\n}',
    want: [
      'main.seed.hcl:2:3 block-for-field: options is a field of a secrets engine mount, not a block | write options = ',
    ],
  },
  {
    name: 'a field of a role as a block',
    seed: role('    iam_tags {\n      team = "a"\n    }'),
    want: [
      'main.seed.hcl:4:5 block-for-field: iam_tags is a field of an AWS secrets role, not a block | write iam_tags = {',
    ],
  },
  {
    name: 'a block in a role',
    seed: role('    iam_tgs {\n    }'),
    want: ['main.seed.hcl:4:5 unknown-block: an AWS secrets role has no block iam_tgs | did you mean iam_tags?'],
  },
  {
    name: 'a child block as an attribute',
    seed: 'mount "aws" {\n  role = {}\n}',
    want: ['main.seed.hcl:2:3 block-as-attribute: "role" is a block, not an attribute'],
  },
  {
    name: 'lifecycle as an attribute',
    seed: 'mount "aws" {\n  lifecycle = { prevent_destroy = true }\n}',
    want: ['main.seed.hcl:2:3 block-as-attribute: "lifecycle" is a block, not an attribute'],
  },
  {
    name: 'an unknown setting of lifecycle',
    seed: 'mount "aws" {\n  lifecycle {\n    ignore_changes = []\n  }\n}',
    want: ['main.seed.hcl:3:5 unknown-setting: lifecycle has no attribute "ignore_changes"'],
  },
  {
    name: 'a lifecycle that is not known',
    seed: 'variable "x" {\n  default = true\n}\nmount "aws" {\n  lifecycle {\n    prevent_destroy = var.x\n  }\n}',
    want: ['main.seed.hcl:6:23 invalid-setting: prevent_destroy must be true or false | it is read before'],
  },
  {
    name: 'an on_destroy that does not exist',
    seed: 'mount "aws" {\n  lifecycle {\n    on_destroy = "keep"\n  }\n}',
    want: ['main.seed.hcl:3:18 invalid-setting: on_destroy must be "delete" or "forget"'],
  },
  {
    name: 'an ignored field that does not exist',
    seed: 'mount "aws" {\n  lifecycle {\n    ignore = ["descripton"]\n  }\n}',
    want: [
      'main.seed.hcl:3:14 unknown-field: a secrets engine mount has no field descripton to ignore | did you mean description?',
    ],
  },
  {
    name: 'two lifecycles',
    seed: 'mount "aws" {\n  lifecycle {\n  }\n  lifecycle {\n  }\n}',
    want: ['main.seed.hcl:4:3 declared-twice: lifecycle is written twice | the first one is at main.seed.hcl:2:3'],
  },
  {
    name: 'children of a type that nobody knows',
    seed: 'mount "x" {\n  type = "trnsit"\n  key "k" {\n  }\n}',
    want: [
      'main.seed.hcl:3:3 unknown-plugin: nothing is known about what stands inside a mount of type "trnsit" | did you mean transit?',
    ],
  },
  {
    name: 'a mount without a type of its own',
    seed: 'mount "team/aws" {\n  role "x" {\n  }\n}',
    want: [
      'main.seed.hcl:2:3 unknown-plugin: nothing is known about what stands inside a mount of type "team/aws" | the type is the label',
    ],
  },
  {
    name: 'a type that may be misspelt',
    seed: 'mount "x" {\n  type = "trnsit"\n}',
    want: ['main.seed.hcl:2:10 unusual-plugin: nothing is known about the type "trnsit" | did you mean transit?'],
  },
  {
    name: 'fields of a mount that belongs to somebody else',
    seed: 'mount "aws" {\n  existing    = true\n  description = "ours"\n}',
    want: ['main.seed.hcl:3:3 existing-fields: description cannot be set on an object that belongs to somebody else'],
  },
  {
    name: 'text and blocks for one policy',
    seed: 'policy "a" {\n  rules = "path \\"x\\" {}"\n  path "x" {\n    capabilities = ["read"]\n  }\n}',
    want: [
      'main.seed.hcl:3:3 declared-twice: rules is written as text and as blocks | rules stands at main.seed.hcl:2:3',
    ],
  },
  {
    name: 'a block in a block of a policy',
    seed: 'policy "a" {\n  path "x" {\n    capabilities = ["read"]\n    allowed_parameters {\n    }\n  }\n}',
    want: ['main.seed.hcl:4:5 block-for-field: "allowed_parameters" is a block, and path holds attributes only'],
  },
  {
    name: 'a block in locals',
    seed: 'locals {\n  tags {\n    a = 1\n  }\n}',
    want: [
      'main.seed.hcl:2:3 block-for-field: "tags" is a block, and locals holds attributes only | write tags = { … }',
    ],
  },
  {
    name: 'two seed blocks',
    seed: { 'a.seed.hcl': 'seed {\n}', 'b.seed.hcl': 'seed {\n}' },
    want: ['b.seed.hcl:1:1 declared-twice: seed is written twice | the first one is at a.seed.hcl:1:1'],
  },
  {
    name: 'another version',
    seed: 'seed {\n  requires = ">= 9"\n}',
    options: { version: '0.1.0' },
    want: ['main.seed.hcl:2:14 version-required: the seed requires >= 9, and this is 0.1.0'],
  },
  {
    name: 'a version that is none',
    seed: 'seed {\n  requires = "soon"\n}',
    want: ['main.seed.hcl:2:14 invalid-setting: requires must be a range of versions | for example'],
  },
  {
    name: 'an unknown setting of the seed',
    seed: 'seed {\n  nme = "x"\n}',
    want: ['main.seed.hcl:2:3 unknown-setting: seed has no attribute "nme" | did you mean name?'],
  },
  {
    name: 'a server that nobody knows',
    seed: 'server "valt" {\n}',
    want: ['main.seed.hcl:1:8 invalid-setting: there is no server "valt" in this version | it is "vault" or "openbao"'],
  },
  {
    name: 'a login block',
    seed: 'server "vault" {\n  login "kubernetes" {\n    role = "x"\n  }\n}',
    want: ['main.seed.hcl:2:3 not-yet: blocks "login" are not in this version'],
  },
  {
    name: 'a server that depends on an object',
    seed: 'mount "aws" {\n}\nserver "vault" {\n  address = mount.aws.path\n}',
    want: ['main.seed.hcl:4:13 reference-not-allowed: the server block cannot use mount'],
  },
];

export const nameMistakes: readonly Mistake[] = [
  {
    name: 'one address in two files',
    seed: { 'a.seed.hcl': 'policy "a" {\n  rules = "x"\n}', 'b.seed.hcl': '\npolicy "a" {\n  rules = "y"\n}' },
    want: ['b.seed.hcl:2:1 declared-twice: policy.a is declared twice | the first one is at a.seed.hcl:1:1'],
  },
  {
    name: 'one object under two addresses',
    seed: 'policy "a" {\n  rules = "path \\"x\\" {}"\n}\npolicy "b" {\n  name  = "A"\n  rules = "path \\"y\\" {}"\n}',
    want: [
      'main.seed.hcl:4:1 same-object: policy.b and policy.a are both about sys/policies/acl/a | policy.a is at main.seed.hcl:1:1',
    ],
  },
  {
    name: 'an endpoint for what has a declaration',
    seed: 'policy "a" {\n  rules = "path \\"x\\" {}"\n}\nendpoint "sys/policies/acl/a" {\n  data = {}\n}',
    want: ['main.seed.hcl:4:1 same-object: endpoint["sys/policies/acl/a"] and policy.a are both about'],
  },
  ...['a//b', '../sys/seal', 'a?b', 'a#b', '/a', 'a/', '.'].map((name) => ({
    name: `the name ${name}`,
    seed: `mount "${name}" {\n  type = "transit"\n}`,
    want: ['main.seed.hcl:1:7 bad-name: '],
  })),
  {
    name: 'a name with a control character',
    seed: 'mount "x" {\n  type = "transit"\n  path = "a\\nb"\n}',
    want: ['main.seed.hcl:3:10 bad-name: '],
  },
  {
    name: 'a slash where the server takes none',
    seed: 'auth "userpass" {\n  user "a/b" {\n    password = "canary"\n  }\n}',
    want: ['main.seed.hcl:2:8 bad-name: '],
  },
  {
    name: 'an endpoint that seals',
    seed: 'endpoint "sys/seal" {\n  data = {}\n}',
    want: ['main.seed.hcl:1:10 acting-endpoint: sys/seal seals the server'],
  },
  {
    name: 'an endpoint that steps down',
    seed: 'endpoint "sys/step-down" {\n  data = {}\n}',
    want: ['main.seed.hcl:1:10 acting-endpoint: sys/step-down'],
  },
  {
    name: 'a name that waits for the server',
    seed: 'mount "a" {\n  type = "transit"\n}\npolicy "p" {\n  name  = mount.a.accessor\n  rules = "path \\"x\\" {}"\n}',
    want: ['main.seed.hcl:5:11 name-value: name cannot have this value: it is known after apply only'],
  },
  {
    name: 'a name that is secret',
    seed: 'policy "p" {\n  name  = sensitive("canary")\n  rules = "path \\"x\\" {}"\n}',
    want: ['main.seed.hcl:2:11 name-value: name cannot have this value: it is sensitive'],
  },
  {
    name: 'a type that waits for the server',
    seed: 'mount "a" {\n  type = "transit"\n}\nmount "b" {\n  type = mount.a.accessor\n  key "x" {\n  }\n}',
    want: ['main.seed.hcl:5:10 name-value: type must be a text that is known'],
  },
];

export const referenceMistakes: readonly Mistake[] = [
  {
    name: 'an unknown variable',
    seed: 'variable "region" {\n  default = "x"\n}\nlocals {\n  a = var.regoin\n}',
    want: ['main.seed.hcl:5:7 unknown-reference: there is no variable "regoin" | did you mean var.region?'],
  },
  {
    name: 'an unknown local',
    seed: 'locals {\n  a = local.b\n}',
    want: ['main.seed.hcl:2:7 unknown-reference: there is no local "b" | declare it: locals { b = … }'],
  },
  {
    name: 'an unknown root',
    seed: 'locals {\n  a = vars.x\n}',
    want: ['main.seed.hcl:2:7 unknown-reference: there is nothing called "vars" | did you mean var?'],
  },
  {
    name: 'a text without quotes',
    seed: 'mount "a" {\n  type = transit\n}',
    want: [
      'main.seed.hcl:2:10 unknown-reference: there is nothing called "transit" | a text is written in quotes: "transit"',
    ],
  },
  {
    name: 'a policy that nobody declares',
    seed: 'policy "reader" {\n  rules = "path \\"x\\" {}"\n}\nauth "approle" {\n  role "a" {\n    token_policies = [policy.raeder.name]\n  }\n}',
    want: ['main.seed.hcl:6:23 unknown-reference: this seed declares no policy "raeder" | did you mean policy.reader?'],
  },
  {
    name: 'a child that nobody declares',
    seed: 'mount "aws" {\n  role "deploy" {\n    credential_type = "iam_user"\n  }\n}\nlocals {\n  a = mount.aws.role.deply.name\n}',
    want: [
      'main.seed.hcl:7:7 unknown-reference: mount.aws declares no role "deply" | did you mean mount.aws.role.deploy?',
    ],
  },
  {
    name: 'a field that the kind does not have',
    seed: 'mount "a" {\n  type = "transit"\n}\nlocals {\n  a = mount.a.acessor\n}',
    want: ['main.seed.hcl:5:7 unknown-reference: a secrets engine mount has no "acessor" | did you mean accessor?'],
  },
  {
    name: 'a field that the server never shows',
    seed: 'auth "userpass" {\n  user "a" {\n    password_hash = "$2a$05$canarycanarycanarycanaryO.canarycanarycanarycanarycan"\n  }\n}\nlocals {\n  a = auth.userpass.user.a.password\n}',
    want: [
      'main.seed.hcl:7:7 unknown-reference: auth.userpass.user.a does not declare "password", and the server never shows it',
    ],
  },
  {
    name: 'a whole block type',
    seed: 'mount "a" {\n  type = "transit"\n}\nlocals {\n  a = [for m in mount : m.path]\n}',
    want: ['main.seed.hcl:5:17 reference-not-allowed: mount must be followed by the label of a block'],
  },
  {
    name: 'an instance that is not there',
    seed: 'mount "a" {\n  for_each = toset(["eu"])\n  path = each.key\n  type = "transit"\n}\nlocals {\n  a = mount.a["us"].path\n}',
    want: [
      'main.seed.hcl:7:7 unknown-reference: mount.a has for_each, and no instance "us" | an instance is written mount.a["eu"]',
    ],
  },
  {
    name: 'an instance that is not chosen',
    seed: 'mount "a" {\n  for_each = toset(["eu"])\n  path = each.key\n  type = "transit"\n}\nlocals {\n  a = mount.a.path\n}',
    want: [
      'main.seed.hcl:7:7 unknown-reference: mount.a has for_each, and no instance "path" | an instance is written mount.a["eu"]',
    ],
  },
  {
    name: 'each without for_each',
    seed: 'policy "a" {\n  name  = each.key\n  rules = "path \\"x\\" {}"\n}',
    want: ['main.seed.hcl:2:11 reference-not-allowed: each means something in a block with for_each only'],
  },
  {
    name: 'each.name',
    seed: 'policy "a" {\n  for_each = toset(["a"])\n  name  = each.name\n  rules = "path \\"x\\" {}"\n}',
    want: ['main.seed.hcl:3:11 unknown-reference: each has no "name"'],
  },
  {
    name: 'a circle of locals',
    seed: 'locals {\n  a = local.b\n  b = local.c\n  c = local.a\n}',
    want: [
      'main.seed.hcl:2:3 cycle: local.a → local.b → local.c → local.a | local.b is at main.seed.hcl:3:3 | local.c is at main.seed.hcl:4:3',
    ],
  },
  {
    name: 'a local that needs itself',
    seed: 'locals {\n  a = "${local.a}!"\n}',
    want: ['main.seed.hcl:2:3 cycle: local.a needs itself'],
  },
  {
    name: 'a circle of objects in two files',
    seed: {
      'a.seed.hcl': 'mount "a" {\n  type        = "transit"\n  description = mount.b.accessor\n}',
      'b.seed.hcl': 'mount "b" {\n  type        = "transit"\n  description = mount.a.accessor\n}',
    },
    want: ['a.seed.hcl:1:1 cycle: mount.a → mount.b → mount.a | mount.b is at b.seed.hcl:1:1'],
  },
  {
    name: 'a mount that needs what is in it',
    seed: 'mount "a" {\n  type        = "transit"\n  description = mount.a.key.k.name\n  key "k" {\n  }\n}',
    want: ['main.seed.hcl:1:1 cycle: mount.a → mount.a.key.k → mount.a'],
  },
  {
    name: 'depends_on that is no list',
    seed: 'mount "a" {\n  type       = "transit"\n  depends_on = "x"\n}',
    want: ['main.seed.hcl:3:16 invalid-setting: depends_on must be a list of addresses'],
  },
  {
    name: 'depends_on of something else',
    seed: 'locals {\n  x = 1\n}\nmount "a" {\n  type       = "transit"\n  depends_on = [local.x]\n}',
    want: ['main.seed.hcl:6:17 invalid-setting: depends_on lists addresses of objects only'],
  },
  {
    name: 'depends_on of nothing',
    seed: 'mount "a" {\n  type       = "transit"\n  depends_on = [policy.x]\n}',
    want: ['main.seed.hcl:3:17 unknown-reference: this seed declares no policy "x"'],
  },
  {
    name: 'an output that leads nowhere',
    seed: 'output "x" {\n  value = policy.x.name\n}',
    want: ['main.seed.hcl:2:11 unknown-reference: this seed declares no policy "x"'],
  },
  {
    name: 'an output that shows a secret',
    seed: 'output "x" {\n  value = sensitive("canary")\n}',
    want: ['main.seed.hcl:1:1 invalid-setting: output "x" holds a sensitive value | add sensitive = true'],
  },
  {
    name: 'an unset variable of the environment',
    seed: 'locals {\n  a = env("CANARY")\n}',
    want: ['main.seed.hcl:2:11 env-unset: '],
  },
  {
    name: 'a file outside the folder',
    seed: 'locals {\n  a = file("../../etc/passwd")\n}',
    want: ['main.seed.hcl:2:12 file-outside: '],
  },
  {
    name: 'a file that is not there',
    seed: 'locals {\n  a = file("rules.hcl")\n}',
    want: ['main.seed.hcl:2:12 file-missing: '],
  },
  {
    name: 'a folder in place of a file',
    seed: { 'main.seed.hcl': 'locals {\n  a = file("rules")\n}', 'rules/a.hcl': '' },
    want: ['main.seed.hcl:2:12 not-a-file: '],
  },
];

export const valueMistakes: readonly Mistake[] = [
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
    want: ['main.seed.hcl:4:5 wrong-type: user_path takes a string, this is a list'],
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
    seed: { 'main.seed.hcl': '', 'x.auto.seedvars': 'policy "a" {\n}\n' },
    want: ['x.auto.seedvars:1:1 variable-file: a variable file holds values only'],
  },
  {
    name: 'a file of variables with a reference',
    seed: { 'main.seed.hcl': 'variable "n" {\n}', 'x.auto.seedvars': 'n = local.x\n' },
    want: ['x.auto.seedvars:1:5 reference-not-allowed: a variable file holds values only, and local is a reference'],
  },
];
