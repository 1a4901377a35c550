import { type Mistake, role } from './mistake.ts';

const POLICY = 'policy "p" {\n  path "x" { capabilities = ["read"] }\n}\n';

export const againMistakes: readonly Mistake[] = [
  {
    name: 'a label that is no word, behind a point',
    seed: `${POLICY}output "a" { value = policy.1st.name }`,
    want: [
      'main.seed.hcl:4:22 unexpected-token: behind a point stands a word; what is none stands in brackets and quotes | write policy["1st"].name',
    ],
  },
  {
    name: 'a label in quotes, behind a point',
    seed: 'output "a" { value = mount."team/store".path }',
    want: [
      'main.seed.hcl:1:22 unexpected-token: behind a point stands a word; what is none stands in brackets and quotes | write mount["team/store"].path',
    ],
  },
  {
    name: 'typographic quotes around a label: one mistake',
    seed: `auth "userpass" {\n  user “ada” {\n    password = "x"\n  }\n}`,
    want: [
      'main.seed.hcl:2:8 smart-quotes: typographic quotes do not make a string | write straight double quotes: "…"',
    ],
  },
  {
    name: 'a straight quote and a typographic one',
    seed: 'mount "kv” { type = "kv" }',
    want: ['main.seed.hcl:1:10 smart-quotes: a typographic quote does not end a string | write a straight one: "'],
  },
  {
    name: 'a straight quote and a typographic one, at the end of a line',
    seed: 'mount "a" {\n  type = "kv”\n}',
    want: ['main.seed.hcl:2:13 smart-quotes: a typographic quote does not end a string | write a straight one: "'],
  },
  {
    name: 'a provider, as Terraform has them',
    seed: 'mount "a" {\n  type     = "transit"\n  provider = vault.other\n}',
    want: [
      'main.seed.hcl:3:3 unknown-field: a secrets engine mount has no field provider | delete it: a seed has no providers; the server is server "vault" { address = "https://…" }, or VAULT_ADDR',
    ],
  },
  {
    name: 'a provider where any field may stand',
    seed: 'mount "db" {\n  type = "database"\n  config "pg" {\n    plugin_name = "postgresql-database-plugin"\n    provider = vault.other\n  }\n}',
    want: ['main.seed.hcl:5:16 unknown-reference: a seed has no providers | delete the line: '],
  },
  {
    name: 'the text of a policy behind its label',
    seed: 'policy "app" = "x"',
    want: [
      'main.seed.hcl:1:14 equals-before-block: what policy "NAME" stands for is written inside of it | write policy "app" { rules = … }',
    ],
  },
  {
    name: 'the address of a server at the top',
    seed: 'address = "https://vault.example:8200"',
    want: [
      'main.seed.hcl:1:1 stray-attribute: "address" stands at the top of a seed, where only blocks belong | write server "PRODUCT" { address = … }',
    ],
  },
  {
    name: 'a list of YAML as a whole file',
    seed: '- mount:\n    store:\n      type: kv\n',
    want: ['main.seed.hcl:1:1 colon-for-equals: this file is written in YAML, and a seed in HCL or JSON'],
  },
  {
    name: 'a slash behind a label in brackets',
    seed: 'mount "team/store" {\n  type = "transit"\n}\noutput "a" {\n  value = mount["team/store"]/store.path\n}',
    want: [
      'main.seed.hcl:5:31 unknown-reference: there is nothing called "store", and / divides numbers | what is behind the / belongs between the quotes, if it is a part of the label: mount["team/store"].path | a path of several parts is a text: "${mount.NAME.path}/…"',
    ],
  },
  {
    name: 'a line of YAML in the text of a policy',
    seed: 'policy "a" {\n  rules = <<-EOT\n    reader: |\n      path "a" { capabilities = ["read"] }\n  EOT\n}',
    want: [
      'main.seed.hcl:3:5 refused-text: rules: this line is YAML, and what is in the text is not | delete the line: what follows it is the text itself, without a name',
    ],
  },
  {
    name: 'a block that is there or not',
    seed: 'mount "a" {\n  type = "transit"\n  if = true\n}',
    want: [
      'main.seed.hcl:3:3 unknown-field: a secrets engine mount has no field if | a block that is there or not: for_each = toset(CONDITION ? ["NAME"] : []), with path = each.key',
    ],
  },
  {
    name: 'an argument too many for a format',
    seed: 'mount "a" {\n  type = "transit"\n  description = format("x-%s", "a", "b")\n}',
    want: [
      'main.seed.hcl:3:17 bad-argument: format(): the format uses 1 of its 2 arguments | each argument has a verb in the format, such as %s or %d: add one, or take an argument away',
    ],
  },
  {
    name: 'a label of two words behind a point',
    seed: 'output "a" {\n  value = policy.team reader.name\n}\noutput "b" { value = policy.team reader.name }',
    want: [
      'main.seed.hcl:2:18 missing-operator: a name of several words stands in brackets and quotes | write policy["team reader"].name',
      'main.seed.hcl:4:29 missing-operator: a name of several words stands in brackets and quotes | write policy["team reader"].name',
    ],
  },
  {
    name: 'a heredoc with one sign too few',
    seed: 'policy "a" {\n  rules = <- EOT\npath "x" { capabilities = ["read"] }\nEOT\n}',
    want: ['main.seed.hcl:2:11 bad-heredoc: a heredoc begins with "<<-" | write <<-EOT'],
  },
  {
    name: 'a map as in YAML',
    seed: 'mount "a" {\n  type = "kv"\n  options:\n    version: 2\n}',
    want: [
      'main.seed.hcl:3:3 colon-for-equals: this is written as in YAML | a map is written options = { NAME = value }',
    ],
  },
  {
    name: 'one word in brackets',
    seed: role('    credential_types = ["iam_user"]').replace(
      '    credential_type = "iam_user"\n    credential_types',
      '    credential_type',
    ),
    want: ['main.seed.hcl:3:23 wrong-value: '],
  },
];
