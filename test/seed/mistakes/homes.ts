import type { Mistake } from './mistake.ts';

const unknown = (word: string, help: string): Mistake => ({
  name: `a block called ${word}`,
  seed: `${word} "x" {\n}`,
  want: [`main.seed.hcl:1:1 unknown-block: there is no block "${word}" | ${help}`],
});

/** Words that are no blocks of a seed, and where they belong. */
export const homeMistakes: readonly Mistake[] = [
  unknown('userpass', 'userpass is a type: auth "userpass" { user "NAME" { … } }'),
  unknown('kv', 'kv is a type: mount "kv" { secret "NAME" { … } }'),
  unknown('approle', 'approle is a type: auth "approle" { role "NAME" { … } }'),
  unknown('aws', 'aws is a type: auth "aws" { role "NAME" { … } } | aws is a type: mount "aws" { role "NAME" { … } }'),
  unknown('vault_policy', 'here that is policy "NAME" { … }'),
  unknown('vault_mount', 'here that is mount "NAME" { … }'),
  unknown('vault_auth_backend', 'write auth "NAME" { type = "TYPE" }'),
  unknown('vault_approle_auth_backend_role', 'here that is auth "approle" { role "NAME" { … } }'),
  unknown('vault_aws_secret_backend_role', 'here that is mount "aws" { role "NAME" { … } }'),
  unknown('vault_kubernetes_auth_backend_config', 'here that is auth "kubernetes" { config { … } }'),
  unknown('vault_aws_auth_backend_client', 'here that is auth "aws" { config "client" { … } }'),
  unknown('vault_jwt_auth_backend', 'here that is auth "jwt" { … }'),
  unknown('audit_device', 'write audit "NAME" { type = "file" options = { file_path = … } }'),
  unknown('identity_group', 'write endpoint "identity/group/name/NAME" { data = { … } }'),
  unknown('vault_identity_entity_alias', 'a login makes its alias by itself; one that is to lead to another entity'),
  unknown('group_alias', 'an alias of a group is written by hand, as a seed cannot tell whose it is'),
  unknown('token', 'a token is made for whoever uses it, so a seed holds none'),
  unknown('backend', 'write mount "NAME" { type = "TYPE" }'),
  {
    name: 'a block of a later version, and what does it today',
    seed: 'quota "x" {\n}',
    want: [
      'main.seed.hcl:1:1 not-yet: blocks "quota" are not in this version | write endpoint "sys/quotas/rate-limit/NAME" { data = { … } }',
    ],
  },
  {
    name: 'a plugin in a namespace',
    seed: 'namespace "a" {\n  userpass "x" {\n  }\n}',
    want: ['main.seed.hcl:2:3 unknown-block: there is no block "userpass" | userpass is a type: auth "userpass" {'],
  },
  {
    name: 'a resource of Terraform by its plugin',
    seed: 'resource "vault_kv_secret_v2" "x" {\n}',
    want: [
      'main.seed.hcl:1:1 foreign-block: "resource" is a block of Terraform, not of a seed | write mount "NAME" { type = "kv" options = { version = "2" } secret "NAME" { data = { … } } }',
    ],
  },
  {
    name: 'the document of a policy, as in Terraform',
    seed: 'data "vault_policy_document" "p" {\n  rule {\n    path = "x"\n  }\n}\npolicy "p" {\n  rules = data.vault_policy_document.p.hcl\n}',
    want: [
      'main.seed.hcl:1:1 foreign-block: "data" is a block of Terraform, not of a seed | write policy "NAME" { path "PATH" { capabilities = ["read"] } }; as a text from a map: rules = vault_policy({ "PATH" = ["read"] })',
      'main.seed.hcl:7:11 unknown-reference: there is nothing called "data" | a seed reads nothing but files: refer to what it declares, or to a variable: var.NAME',
    ],
  },
  {
    name: 'the workspace of Terraform',
    seed: 'output "w" {\n  value = terraform.workspace\n}',
    want: [
      'main.seed.hcl:2:11 unknown-reference: there is nothing called "terraform" | there are no workspaces: what differs between runs is a variable: var.NAME',
    ],
  },
];

/** Words in the blocks that are about the seed itself. */
export const ownMistakes: readonly Mistake[] = [
  {
    name: 'a server without a product',
    seed: 'server {\n  address = "https://vault.example:8200"\n}',
    want: [
      'main.seed.hcl:1:1 block-labels: this server has no label | write server "PRODUCT" { … } | PRODUCT is vault or openbao',
    ],
  },
  {
    name: 'a token in the seed',
    seed: 'server "vault" {\n  token = "s.1"\n}',
    want: ['main.seed.hcl:2:3 unknown-setting: server has no attribute "token" | a token never stands in a seed'],
  },
  {
    name: 'a seed with a label',
    seed: 'seed "foo" {\n}',
    want: [
      'main.seed.hcl:1:1 block-labels: seed takes no label | write seed { … } | what it is called stands inside: seed { name = "foo" }',
    ],
  },
  {
    name: 'a seed called +',
    seed: 'seed {\n  name = "+"\n}',
    want: [
      'main.seed.hcl:2:10 invalid-setting: name must be a plain text without slashes, stars and {{, and no single +',
    ],
  },
  {
    name: 'a seed called *',
    seed: 'seed {\n  name = "*"\n}',
    want: [
      'main.seed.hcl:2:10 invalid-setting: name must be a plain text without slashes, stars and {{, and no single +',
    ],
  },
  {
    name: 'a seed called team*',
    seed: 'seed {\n  name = "team*"\n}',
    want: [
      'main.seed.hcl:2:10 invalid-setting: name must be a plain text without slashes, stars and {{, and no single +',
    ],
  },
  {
    name: 'a seed called a/b',
    seed: 'seed {\n  name = "a/b"\n}',
    want: [
      'main.seed.hcl:2:10 invalid-setting: name must be a plain text without slashes, stars and {{, and no single +',
    ],
  },
  {
    name: 'a version of the seed',
    seed: 'seed {\n  version = "1"\n}',
    want: [
      'main.seed.hcl:2:3 unknown-setting: seed has no attribute "version" | the version of vaultseed that it needs',
    ],
  },
  {
    name: 'validate',
    seed: 'variable "a" {\n  default = 1\n  validate {\n    condition = true\n  }\n}',
    want: ['main.seed.hcl:3:3 unknown-block: variable has no block "validate" | did you mean validation?'],
  },
  {
    name: 'a misspelt lifecycle',
    seed: 'policy "a" {\n  path "x" { capabilities = ["read"] }\n  lifecycel {\n    create_only = true\n  }\n}\nmount "transit" {\n  lifecycel {\n  }\n}',
    want: [
      'main.seed.hcl:3:3 unknown-block: a policy has no block lifecycel | did you mean lifecycle?',
      'main.seed.hcl:8:3 unknown-block: a secrets engine mount of type "transit" has no block lifecycel | did you mean lifecycle?',
    ],
  },
  {
    name: 'yes for true',
    seed: 'policy "a" {\n  path "x" { capabilities = ["read"] }\n  lifecycle {\n    prevent_destroy = "yes"\n  }\n}',
    want: ['main.seed.hcl:4:23 invalid-setting: prevent_destroy must be true or false | write true, without quotes'],
  },
];
