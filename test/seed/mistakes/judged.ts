import type { Mistake } from './mistake.ts';

const team = (text: string): string =>
  `locals {\n  teams = ["blue", "red"]\n}\npolicy "team" {\n  for_each = toset(local.teams)\n  name     = each.key\n  path "a/*" {\n    capabilities = ["read"]\n  }\n}\nauth "approle" {\n  role "x" {\n    token_policies = ${text}\n  }\n}`;

/** What a reader who was new to all of this stumbled over. */
export const judgedMistakes: readonly Mistake[] = [
  {
    name: 'a block for a list of words is told once, with the words that it holds',
    seed: 'policy "a" {\n  path "a/*" {\n    capabilities {\n      list = true\n    }\n  }\n}',
    want: [
      'main.seed.hcl:3:5 block-for-field: "capabilities" is a block, and path holds attributes only | write capabilities = ["list"]',
    ],
  },
  {
    name: 'a block for a list of words that has one for its label',
    seed: 'policy "a" {\n  path "a/*" {\n    capabilities "read" {}\n  }\n}',
    want: [
      'main.seed.hcl:3:5 block-for-field: "capabilities" is a block, and path holds attributes only | write capabilities = ["read"]',
    ],
  },
  {
    name: 'a block for a misspelt field, and one that means nothing',
    seed: 'policy "a" {\n  path "a/*" {\n    capabilities = ["read"]\n    required_parameter {}\n    nothing {}\n  }\n}',
    want: [
      'main.seed.hcl:4:5 block-for-field: "required_parameter" is a block, and path holds attributes only | write required_parameters = …',
      'main.seed.hcl:5:5 block-for-field: "nothing" is a block, and path holds attributes only | it may hold: capabilities, ',
    ],
  },
  {
    name: 'a block for a list of texts',
    seed: 'auth "approle" {\n  role "x" {\n    token_policies {}\n  }\n}',
    want: [
      'main.seed.hcl:3:5 block-for-field: token_policies is a field of an AppRole role, not a block | write token_policies = ["…"]',
    ],
  },
  {
    name: 'an instance that is not there, of which something is asked',
    seed: team('[policy.team["green"].name]'),
    want: [
      'main.seed.hcl:13:23 unknown-reference: policy.team has for_each, and no instance "green" | an instance is written policy.team["blue"].name | ',
    ],
  },
  {
    name: 'an instance by its number',
    seed: team('[policy.team[0].name]'),
    want: [
      'main.seed.hcl:13:23 unknown-reference: policy.team has for_each, and no instance "0" | an instance is written policy.team["blue"].name | ',
    ],
  },
  {
    name: 'an instance that is misspelt, with a dot',
    seed: team('[policy.team.bleu.name]'),
    want: [
      'main.seed.hcl:13:23 unknown-reference: policy.team has for_each, and no instance "bleu" | an instance is written policy.team["blue"].name | ',
    ],
  },
  {
    name: 'a splat over instances',
    seed: team('policy.team[*].name'),
    want: [
      'main.seed.hcl:13:36 unknown-attribute: policy.team has for_each: its instances are a map, and [*] goes through a list | write values(policy.team)[*].name',
    ],
  },
  {
    name: 'a splat over instances, as it was written once',
    seed: team('policy.team.*.name'),
    want: [
      'main.seed.hcl:13:35 unknown-attribute: policy.team has for_each: its instances are a map, and .* goes through a list | write values(policy.team)[*].name',
    ],
  },
  {
    name: 'a word in the brackets of other templates',
    seed: 'variable "host" {\n  default = "a"\n}\nlocals {\n  a = ["{{ host }}", "{{other}}", "{{- a -}}"]\n}',
    want: [
      'main.seed.hcl:5:8 quoted-reference: {{ host }} stays as it is: nothing is put in its place | write ${var.host}',
      'main.seed.hcl:5:22 quoted-reference: {{other}} stays as it is: nothing is put in its place | a variable of the seed is written ${var.NAME} | one of the environment: env("NAME")',
      'main.seed.hcl:5:35 quoted-reference: {{- a -}} stays as it is: nothing is put in its place | write ${local.a}',
    ],
  },
  {
    name: 'variables of Windows',
    seed: 'locals {\n  a = ["%K8S_HOST%", "https://%K8S_HOST%:443/x", "%USERNAME%/keys"]\n}',
    want: [
      'main.seed.hcl:2:8 quoted-reference: %K8S_HOST% stays as it is: nothing is put in its place | a variable of the environment is written env("K8S_HOST") | one of the seed: ${var.NAME}',
      'main.seed.hcl:2:22 quoted-reference: %K8S_HOST% stays as it is: nothing is put in its place | a variable of the environment is written ${env("K8S_HOST")} | ',
      'main.seed.hcl:2:50 quoted-reference: %USERNAME% stays as it is: ',
    ],
  },
  {
    name: 'commands of shells',
    seed: 'locals {\n  a = ["$(cat pw)", "https://$(hostname):443"]\n}',
    want: [
      'main.seed.hcl:2:8 quoted-reference: $(cat pw) stays as it is: no command is run | run it before, ',
      'main.seed.hcl:2:21 quoted-reference: $(hostname) stays as it is: no command is run | ',
    ],
  },
  {
    name: 'none of them: templates of servers, URLs, patterns, scripts and sentences',
    seed: 'locals {\n  a = ["{{name}}", "{{username}}", "{{password}}", "{{expiration}}", "{{identity.entity.name}}", "{{.DisplayName}}", "{{ .Username }}", "{{random 20}}", "{{uuid}}", "a {{b}}"]\n  b = ["%2F%3A", "100%", "%C3%BC%20x", "a%AB%CD", "%s-%d", "^a$(b)", "x $(date)", "$(a\\n)"]\n  c = <<-EOT\n    #!/bin/sh\n    echo $(date) %PATH% {{ a }}\n  EOT\n}',
    want: [],
  },
  {
    name: 'a map and a list where each item is a text',
    seed: 'auth "approle" {\n  role "x" {\n    token_policies = [{ name = "app" }]\n  }\n  role "y" {\n    token_policies = ["a", ["b"]]\n  }\n  role "z" {\n    token_policies = [{ a = "b", c = "d" }]\n  }\n}',
    want: [
      'main.seed.hcl:3:23 wrong-type: token_policies[0] takes a string, this is a map | write "app", without the braces and the name',
      'main.seed.hcl:6:28 wrong-type: token_policies[1] takes a string, this is a list | take away one pair of brackets: each item is a text | a list of lists becomes one list by flatten([…])',
      'main.seed.hcl:9:23 wrong-type: token_policies[0] takes a string, this is a map | each item is a text in quotes, not a map: ["…", "…"]',
    ],
  },
  {
    name: 'what is no word at all among allowed words',
    seed: 'policy "a" {\n  path "a/*" {\n    capabilities = ["read", true, "kafka"]\n  }\n}',
    want: [
      'main.seed.hcl:3:29 wrong-type: capabilities[1] takes one of "create", ',
      'main.seed.hcl:3:35 wrong-value: capabilities[2] takes one of "create", ',
    ],
  },
  {
    name: 'a word of which nothing is near',
    seed: 'audit "a" {\n  type = "kafka"\n}',
    want: [
      'main.seed.hcl:2:10 wrong-value: type takes one of "file", "socket", "syslog", "http", not "kafka" | write one of these',
    ],
  },
  {
    name: 'a label that is no type',
    seed: 'audit "kafka" {\n}',
    want: [
      'main.seed.hcl:1:1 missing-field: an audit device needs type | write type = "file" or type = "socket" or type = "syslog" or type = "http" | type: ',
    ],
  },
  {
    name: 'numbers below what is taken',
    seed: 'auth "approle" {\n  role "x" {\n    token_ttl = -5\n    token_num_uses = -1\n  }\n}',
    want: [
      'main.seed.hcl:3:17 wrong-value: token_ttl must be at least 0 | write 0, or more | a whole number is seconds; a text is clearer: "20m", "12h", "7d"',
      'main.seed.hcl:4:22 wrong-value: token_num_uses must be at least 0 | write 0, or more',
    ],
  },
  {
    name: 'defaults of another type',
    seed: 'variable "a" {\n  type    = list(string)\n  default = "red,blue"\n}\nvariable "b" {\n  type    = object({ x = string })\n  default = {}\n}\nvariable "c" {\n  type    = bool\n  default = "yes"\n}',
    want: [
      'main.seed.hcl:3:13 type-mismatch: the default of variable "a" must be a list of strings, and is a string | its type is list(string) | a list is written in brackets: ["…", "…"]',
      'main.seed.hcl:7:13 type-mismatch: the default of variable "b" lacks "x" | its type is object({ x = string }) | add x = …',
      'main.seed.hcl:11:13 type-mismatch: the default of variable "c" must be true or false, and is a string | its type is bool | write true or false, without quotes',
    ],
  },
  {
    name: 'the name of a variable alone, where a secret belongs',
    seed: 'variable "pw" { default = "canary" }\nauth "userpass" {\n  user "a" {\n    password = pw\n  }\n}',
    want: ['main.seed.hcl:4:16 unknown-reference: there is nothing called "pw" | did you mean var.pw?'],
  },
  {
    name: 'two of a block of which there is one',
    seed: 'auth "kubernetes" {\n  config {\n    kubernetes_host = "https://a"\n  }\n  config {\n    kubernetes_host = "https://b"\n  }\n}',
    want: [
      'main.seed.hcl:5:3 declared-twice: auth.kubernetes.config is declared twice | the first one is at main.seed.hcl:2:3 | there is one config and no more: put what both hold into it, or delete one',
    ],
  },
  {
    name: 'what an object stands in, as Terraform says it',
    seed: 'auth "approle" {\n  role "x" {\n    backend = "approle"\n  }\n}',
    want: [
      'main.seed.hcl:3:5 unknown-field: an AppRole role has no field backend | take it away: a role belongs to the auth method that it stands in | ',
    ],
  },
  {
    name: 'a remark in JSON under a name of its own',
    seed: {
      'main.seed.json':
        '{\n  "_comment": "x",\n  "policy": { "a": { "path": { "a/*": { "capabilities": ["read"] } } } }\n}',
    },
    want: ['main.seed.json:2:3 unknown-block: there is no block "_comment" | a comment is written "//": "…"'],
  },
  {
    name: 'a semicolon',
    seed: 'locals {\n  a = 1;\n  b = 2\n}',
    want: [
      'main.seed.hcl:2:8 bad-character: ";" has no meaning here | take it away: each attribute stands on a line of its own',
    ],
  },
  {
    name: 'a type that is a part of the label',
    seed: 'auth "k8s-eu" {\n  role "x" {\n    token_ttl = "1h"\n  }\n}\nmount "kv_team" {\n  secret "a" {\n    data = {}\n  }\n}',
    want: [
      'main.seed.hcl:1:1 unknown-plugin: there are no blocks yet for what stands inside an auth method of type "k8s-eu" | did you mean type = "kubernetes"? | ',
      'main.seed.hcl:6:1 unknown-plugin: there are no blocks yet for what stands inside a secrets engine mount of type "kv_team" | did you mean type = "kv"? | ',
    ],
  },
  {
    name: 'a quote that is missing in the middle of a list',
    seed: 'locals {\n  a = ["read, "list"]\n}',
    want: [
      'main.seed.hcl:2:20 unclosed-string: this quote has no partner on its line | a quote is missing further to the left: ',
    ],
  },
  {
    name: 'a quote that is missing in front',
    seed: 'locals {\n  a = [read"]\n}',
    want: [
      'main.seed.hcl:2:12 unclosed-string: this quote has no partner on its line | put the quote that is missing in front',
    ],
  },
  {
    name: 'a block inside of another one, named as if it stood at the top',
    seed: 'auth "approle" {\n  role "app" {}\n}\noutput "id" {\n  value = role.app.role_id\n}',
    want: [
      'main.seed.hcl:5:11 unknown-reference: there is nothing called "role" | did you mean auth.approle.role.app.role_id?',
    ],
  },
  {
    name: 'a variable that a file of Terraform declares',
    seed: {
      'main.seed.hcl': 'mount "a" {\n  type        = "transit"\n  description = var.team\n}',
      'main.tf': '',
      'variables.tf': 'variable "team" {}',
    },
    want: [
      'main.seed.hcl:3:17 unknown-reference: there is no variable "team" | declare it: variable "team" { … } | variables.tf is not read: a block of it that is meant belongs into a file named *.seed.hcl',
    ],
  },
  {
    name: 'a value of a variable that does not fit where it is used',
    seed: 'variable "uses" {\n  default = "many"\n}\nauth "approle" {\n  role "x" {\n    token_num_uses = var.uses\n  }\n}',
    want: [
      'main.seed.hcl:6:22 wrong-type: token_num_uses takes a whole number, this is a string | give variable "uses" a value that fits, where it is set | with a type = … the variable would say so itself',
    ],
  },
  {
    name: 'a list of words in JSON in the place of the block that holds it',
    seed: { 'main.seed.json': '{ "policy": { "a": { "path": { "a/*": ["read"] } } } }' },
    want: [
      'main.seed.json:1:40 block-as-attribute: the path "a/*" is a block: expected an object, found a string | write "a/*": { "capabilities": […] }, or a list of such objects',
    ],
  },
  {
    name: 'a comma behind the last member',
    seed: { 'main.seed.json': '{ "locals": { "a": 1, } }' },
    want: [
      'main.seed.json:1:21 json-comma: JSON has no comma after the last member | delete the comma in front of the "}"',
    ],
  },
  {
    name: 'JSON without its last brace',
    seed: { 'main.seed.json': '{\n  "locals": {\n    "a": 1\n  }\n' },
    want: ['main.seed.json:1:1 bad-json: this "{" is never closed | add the "}" that belongs to it'],
  },
  {
    name: 'a template without its end is the one mistake of its block',
    seed: 'policy "a" {\n  for_each = toset(["b", "c"])\n  name     = "a-${each.key"\n  rules    = "path \\"x\\" {}"\n}',
    want: ['main.seed.hcl:3:17 unclosed-template: this ${ has no "}"'],
  },
  {
    name: 'a type without its equals sign is the one mistake of its mount',
    seed: 'mount "payments" {\n  type "kv"\n  secret "a" {\n    data = { b = "c" }\n  }\n}',
    want: [
      'main.seed.hcl:2:12 bad-item: this block has no "{" | write type = "…" for an attribute | or type "…" { for a block',
    ],
  },
  {
    name: 'characters that cannot be seen, one behind the other',
    seed: 'mount "payments" {\n\u00a0\u00a0type = "kv"\n  secret "a" {\n    data = { b = "c" }\n  }\n}',
    want: [
      'main.seed.hcl:2:1 bad-character: the character U+00A0 has no meaning here | it cannot be seen in most editors: ',
    ],
  },
  {
    name: 'a value of the wrong type is not advised about as well',
    seed: 'mount "a" {\n  type    = "kv"\n  options = ["version", "2"]\n}',
    want: ['main.seed.hcl:3:13 wrong-type: options takes a map, this is a list'],
  },
  {
    name: 'a block outside of its home, which its fields tell',
    seed: 'role "web" {\n  bound_service_account_names = ["a"]\n}\nrole "db" {\n  db_name = "a"\n}',
    want: [
      'main.seed.hcl:1:1 unknown-block: there is no block "role" | it stands inside of what it belongs to: |   auth "kubernetes" { role … { … } }',
      'main.seed.hcl:4:1 unknown-block: there is no block "role" | it stands inside of what it belongs to: |   mount "database" { role … { … } }',
    ],
  },
  {
    name: 'a misspelt type is told once, where it is written',
    seed: 'mount "a" {\n  type = "transitt"\n  key "b" {}\n  key "c" {}\n}',
    want: [
      'main.seed.hcl:2:10 unknown-plugin: nothing is known about what stands inside a secrets engine mount of type "transitt" | did you mean type = "transit"? | ',
    ],
  },
  {
    name: 'commas in a block on one line',
    seed: 'policy "a" {\n  path "b" { capabilities = ["list"], comment = "x" }\n}',
    want: [
      'main.seed.hcl:2:37 one-line-block: a block on one line holds a single attribute | begin a new line after the "{", after each attribute, and before the "}", without commas',
    ],
  },
  {
    name: 'typographic quotes in JSON',
    seed: { 'main.seed.json': '{ “locals”: { "a": 1 } }' },
    want: ['main.seed.json:1:3 bad-json: this has no meaning in JSON | write straight double quotes: "…"'],
  },
  {
    name: 'an object that needs itself',
    seed: 'mount "a" {\n  type        = "transit"\n  description = mount.a.path\n}',
    want: ['main.seed.hcl:1:1 cycle: mount.a needs itself | take out the reference to itself, or the depends_on'],
  },
];
