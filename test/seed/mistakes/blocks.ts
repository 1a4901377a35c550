import { type Mistake, role } from './mistake.ts';

export const blockMistakes: readonly Mistake[] = [
  {
    name: 'a misspelt block',
    seed: 'polcy "a" {\n}',
    want: ['main.seed.hcl:1:1 unknown-block: there is no block "polcy" | did you mean policy?'],
  },
  {
    name: 'a block of a later version',
    seed: 'environment "eu" {\n  region = "x"\n}',
    want: ['main.seed.hcl:1:1 not-yet: blocks "environment" are not in this version'],
  },
  {
    name: 'nothing of this name to prune',
    seed: 'auth "approle" {\n  prune = ["rol"]\n}',
    want: ['main.seed.hcl:2:11 bad-prune: there is no block "rol" here to prune | did you mean role?'],
  },
  {
    name: 'something to prune that is listed folder by folder',
    seed: 'mount "kv" {\n  options = { version = "2" }\n  prune   = ["secret"]\n}',
    want: ['main.seed.hcl:3:13 bad-prune: no server lists all of "secret" at once, so they cannot be pruned'],
  },
  {
    name: 'something to prune at the top that is no list',
    seed: 'seed {\n  prune = "policy"\n}\npassword_policy "a" { policy = "length = 20" }',
    want: ['main.seed.hcl:2:11 invalid-setting: prune must be a list of blocks | for example prune = ["role"]'],
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
    want: ['main.seed.hcl:1:1 block-labels: this policy has no name | write policy "NAME" { … }'],
  },
  {
    name: 'a mount with two labels',
    seed: 'mount "aws" "x" {\n}',
    want: [
      'main.seed.hcl:1:1 block-labels: this mount has 2 labels | did you mean mount "x" { type = "aws" }? | write mount "NAME" { … }',
    ],
  },
  {
    name: 'a label too many is not repeated, as it may be a secret in the wrong place',
    seed: 'mount "store" {\n  type = "kv"\n  options = { version = "2" }\n  secret "a" "hunter2" {\n    data = { a = "b" }\n  }\n}',
    want: ['main.seed.hcl:4:3 block-labels: this secret has 2 labels | write secret "NAME" { … }'],
  },
  {
    name: 'a role without a name',
    seed: 'mount "aws" {\n  role {\n    credential_type = "iam_user"\n  }\n}',
    want: ['main.seed.hcl:2:3 block-labels: this role has no name | write role "NAME" { … }'],
  },
  {
    name: 'a config that must say which',
    seed: 'mount "aws" {\n  config {\n  }\n}',
    want: [
      'main.seed.hcl:2:3 unknown-block: a secrets engine mount of type "aws" has no block config | write config "root" { … } ',
    ],
  },
  {
    name: 'a misspelt block in a mount',
    seed: 'mount "aws" {\n  rol "x" {\n  }\n}',
    want: [
      'main.seed.hcl:2:3 unknown-block: a secrets engine mount of type "aws" has no block rol "x" | did you mean role?',
    ],
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
      'main.seed.hcl:2:10 unknown-plugin: nothing is known about what stands inside a secrets engine mount of type "trnsit" | did you mean type = "transit"?',
    ],
  },
  {
    name: 'a mount without a type of its own',
    seed: 'mount "team/aws" {\n  role "x" {\n  }\n}',
    want: [
      'main.seed.hcl:2:3 unknown-plugin: nothing is known about what stands inside a secrets engine mount of type "team/aws" | the type is the label',
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
    name: 'a misspelt attribute in a block of a policy',
    seed: 'policy "a" {\n  path "x" {\n    capabilites = ["read"]\n  }\n}',
    want: [
      'main.seed.hcl:3:5 unknown-field: a path block of a policy has no field capabilites | did you mean capabilities? | it may hold: ',
    ],
  },
  {
    name: 'a misspelt capability',
    seed: 'policy "a" {\n  path "x" {\n    capabilities = ["raed"]\n  }\n}',
    want: ['main.seed.hcl:3:21 wrong-value: capabilities[0] takes one of "create", "read"'],
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
  {
    name: 'a label where none belongs',
    seed: 'mount "aws" {\n  lifecycle "a" {\n  }\n}',
    want: ['main.seed.hcl:2:3 block-labels: lifecycle takes no label | write lifecycle { … }'],
  },
  {
    name: 'a user of a method that is spelt nearly so',
    seed: 'auth "userpas" {\n  user "x" {\n  }\n}',
    want: [
      'main.seed.hcl:1:1 unknown-plugin: nothing is known about what stands inside an auth method of type "userpas" | did you mean userpass?',
    ],
  },
  {
    name: 'nothing at all',
    seed: '',
    want: ['empty-seed: main.seed.hcl declares nothing'],
  },
  {
    name: 'nothing at all, in JSON',
    seed: { 'main.seed.json': '[]' },
    want: ['empty-seed: main.seed.json declares nothing'],
  },
];
