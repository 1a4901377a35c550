import type { Mistake } from './mistake.ts';

/** What later readers stumbled over: remedies that led to the next mistake, and mistakes that were none. */
export const judgedLater: readonly Mistake[] = [
  {
    name: 'an output that a module does not have',
    seed: {
      'main.seed.hcl':
        'module "team" {\n  source = "./team"\n}\nauth "approle" {\n  role "app" {\n    token_policies = [module.team.policy_name]\n  }\n}\n',
      'team/main.seed.hcl':
        'policy "a" {\n  path "a/*" {\n    capabilities = ["read"]\n  }\n}\noutput "policy" {\n  value = policy.a.name\n}\n',
    },
    want: ['main.seed.hcl:6:23 unknown-reference: module.team has no output "policy_name" | its outputs are: policy'],
  },
  {
    name: 'a block that stands beside the one that it is in',
    seed: 'auth "kubernetes" {\n  config {\n    kubernetes_host = "https://k.example"\n    role "app" {\n      bound_service_account_names = ["app"]\n    }\n  }\n}\n',
    want: [
      'main.seed.hcl:4:5 unknown-block: the configuration of a Kubernetes auth method has no block role | role stands beside config, in auth "kubernetes" { … } | vaultseed explain auth.kubernetes.config tells what it has',
    ],
  },
  {
    name: 'blocks of other things in an object',
    seed: 'mount "transit" {\n  key "a" {\n    secret "x" {\n      data = {}\n    }\n    path "store/*" {\n      capabilities = ["read"]\n    }\n  }\n}\n',
    want: [
      'main.seed.hcl:3:5 unknown-block: a transit key has no block secret | it stands inside of what it belongs to: |   mount "kv" { secret … { … } } | vaultseed explain mount.transit.key tells what it has',
      'main.seed.hcl:6:5 unknown-block: a transit key has no block path | it stands inside of what it belongs to: |   policy "NAME" { path … { … } } | vaultseed explain mount.transit.key tells what it has',
    ],
  },
  {
    name: 'brackets and braces around one value',
    seed: 'locals {\n  one = ["x"]\n}\nauth "userpass" {\n  user "ada" {\n    password  = ["x"]\n    token_ttl = ["1h"]\n  }\n  user "bob" {\n    password             = { value = "x" }\n    token_num_uses       = { a = 1, b = 2 }\n    token_no_default_policy = [true]\n    token_type = local.one\n    token_period = local.one\n  }\n}\n',
    want: [
      'main.seed.hcl:6:17 wrong-type: password takes a string, this is a list | take the brackets away',
      'main.seed.hcl:7:17 wrong-type: token_ttl takes a string or a whole number, this is a list | take the brackets away',
      'main.seed.hcl:10:28 wrong-type: password takes a string, this is a map | take the braces and the name inside of them away',
      'main.seed.hcl:11:28 wrong-type: token_num_uses takes a whole number, this is a map | write a whole number without quotes, such as 10',
      'main.seed.hcl:12:31 wrong-type: token_no_default_policy takes true or false, this is a list | take the brackets away',
      'main.seed.hcl:13:18 wrong-value: token_type takes one of "default", "service", "batch", not a list | write one of these',
      'main.seed.hcl:14:20 wrong-type: token_period takes a string or a whole number, this is a list | one member of a list is LIST[0]',
    ],
  },
  {
    name: 'fields of a mount in a block as the API has it',
    seed: 'mount "transit" {\n  config {\n    default_lease_ttl = "1h"\n    max_lease_ttl     = "24h"\n  }\n}\nauth "approle" {\n  tune {\n    default_lease_ttl = "1h"\n  }\n}\n',
    want: [
      'main.seed.hcl:2:3 unknown-block: a secrets engine mount of type "transit" has no block config | default_lease_ttl and max_lease_ttl stand in the mount itself, without config { }',
      'main.seed.hcl:8:3 unknown-block: an auth method of type "approle" has no block tune | default_lease_ttl stands in the auth itself, without tune { }',
    ],
  },
  {
    name: 'a heredoc with a comma behind its end, in a map',
    seed: 'locals {\n  a = {\n    b = <<-EOT\n      x\n    EOT,\n    c = "x"\n  }\n}\n',
    want: [
      'main.seed.hcl:3:9 unclosed-heredoc: this heredoc never ends | line 5 says EOT, | end it with a line that says EOT and nothing else | and delete the comma: in { } a new line is enough',
    ],
  },
  {
    name: 'a heredoc with a comma behind its end, in a list',
    seed: 'locals {\n  a = [\n    <<-EOT\n      x\n    EOT,\n    "x",\n  ]\n}\n',
    want: [
      'main.seed.hcl:3:5 unclosed-heredoc: this heredoc never ends | line 5 says EOT, | end it with a line that says EOT and nothing else | and put , on the next line',
    ],
  },
  {
    name: 'a whole file of YAML, with blocks in its first block',
    seed: 'policy:\n  reader:\n    path:\n      "store/*":\n        capabilities: [read]\n',
    want: [
      'main.seed.hcl:1:1 colon-for-equals: this file is written in YAML, and a seed in HCL or JSON | its first block would be written |   policy "reader" { |     path "store/*" { capabilities = [ … ] } |   } | the same as JSON is a file *.seed.json: { "BLOCK": { "NAME": { … } } }',
    ],
  },
  {
    name: 'values with methods',
    seed: 'locals {\n  team = "search"\n  a    = local.team.upper()\n  b    = local.team.split(",")\n  c    = "x".trim()\n}\n',
    want: [
      'main.seed.hcl:3:20 missing-operator: values have no methods: what is done with one is a function around it | write upper(local.team)',
      'main.seed.hcl:4:20 missing-operator: values have no methods: what is done with one is a function around it | write split(local.team, …)',
      'main.seed.hcl:5:13 missing-operator: values have no methods: what is done with one is a function around it | write trim(VALUE)',
    ],
  },
  {
    name: 'a text that begins at the end of a line, with quotes that are escaped',
    seed: 'policy "reader" {\n  rules = "\n    path \\"store/*\\" { capabilities = [\\"read\\"] }\n  "\n}\n',
    want: [
      'main.seed.hcl:2:11 unclosed-string: a string in quotes cannot go over several lines | a text of several lines, or with quotes in it, is written |   rules = <<-EOT |     the lines of the text |   EOT | a newline inside quotes is written \\n',
    ],
  },
  {
    name: 'a quote that is missing in front of a word of a list',
    seed: 'policy "ci" {\n  path "a/*" {\n    capabilities = ["create", read", "update"]\n  }\n  path "b/*" {\n    capabilities = [read", "list"]\n  }\n}\n',
    want: [
      'main.seed.hcl:3:31 unclosed-string: a quote is missing in front of this | each text stands between two of them, as in "a", "b"',
      'main.seed.hcl:6:21 unclosed-string: a quote is missing in front of this | each text stands between two of them, as in "a", "b"',
    ],
  },
  {
    name: 'a block for all variables',
    seed: 'variables {\n  team = "search"\n}\n',
    want: [
      'main.seed.hcl:1:1 unknown-block: there is no block "variables": each variable is a block of its own | write variable "NAME" { default = … } for each of them',
    ],
  },
  {
    name: 'braces of another template language in JSON',
    seed: { 'main.seed.json': '{\n  "mount": { "store": { "type": "transit", "path": {{ team }} } }\n}\n' },
    want: [
      'main.seed.json:2:53 bad-json: {{ }} belongs to another template language: nothing is put in its place | a variable of the seed is written "${var.NAME}"',
    ],
  },
  {
    name: 'a text of several lines in JSON',
    seed: { 'main.seed.json': '{\n  "policy": { "a": { "rules": "path \\"a\\" {\n  x\n}" } }\n}\n' },
    want: ['main.seed.json:2:31 bad-json: a text in JSON stays on one line | write \\n in the place of each new line'],
  },
  {
    name: 'a text without its end in JSON',
    seed: { 'main.seed.json': '{\n  "policy": {\n    "a": {\n      "rules": "x\n    }\n  }\n}\n' },
    want: ['main.seed.json:4:16 bad-json: this string never ends | close it with "'],
  },
  {
    name: 'a wrong escape in a condition, which says nothing of the value',
    seed: 'variable "team" {\n  type    = string\n  default = "a1"\n\n  validation {\n    condition     = can(regex("^[a-z]\\d+$", var.team))\n    error_message = "A team is a letter and digits."\n  }\n}\n\nmount "store" {\n  type        = "kv"\n  description = var.team\n}\n',
    want: [
      'main.seed.hcl:6:38 bad-escape: there is no escape "\\d" | there are \\n \\r \\t \\" \\\\ \\uNNNN \\UNNNNNNNN | a backslash itself is written \\\\',
    ],
  },
  {
    name: 'a word for an operator, in a value whose first half has another type',
    seed: 'variable "a" {\n  type    = bool\n  default = true\n}\n\nauth "approle" {\n  role "app" {\n    token_policies = ["reader"]\n    token_ttl      = var.a and true ? "1h" : "2h"\n  }\n}\n',
    want: ['main.seed.hcl:9:28 missing-operator: the value ends before "and" | write && for "and"'],
  },
  {
    name: 'locals under another name say nothing of what is in them',
    seed: 'local {\n  ttl = "1h"\n}\n\nauth "approle" {\n  role "app" {\n    token_ttl = local.ttl\n  }\n}\n',
    want: [
      'main.seed.hcl:1:1 unknown-block: there is no block "local" | did you mean locals? | at the top of a seed: seed, server, variable, locals, output, module, audit, auth, endpoint, mount, namespace, password_policy, policy',
    ],
  },
  {
    name: 'a variable in a block for all variables',
    seed: 'variables {\n  team = "search"\n}\n\nmount "store" {\n  type        = "kv"\n  description = var.team\n}\n',
    want: [
      'main.seed.hcl:1:1 unknown-block: there is no block "variables": each variable is a block of its own | write variable "NAME" { default = … } for each of them',
      'main.seed.hcl:5:1 advice: without a version this becomes a store of version 1, which keeps no earlier versions of a secret | write options = { version = "2" } for a store with versions | or version = "1" there, if version 1 is meant: policies name its paths without data/',
    ],
  },
  {
    name: 'an unclosed template in JSON',
    seed: {
      'main.seed.json':
        '{\n  "variable": { "team": { "type": "string", "default": "search" } },\n  "mount": {\n    "store": { "type": "kv", "path": "${var.team/store" }\n  }\n}\n',
    },
    want: [
      'main.seed.json:4:5 advice: without a version this becomes a store of version 1, which keeps no earlier versions of a secret | write "options": { "version": "2" } for a store with versions | or "version": "1" there, if version 1 is meant: policies name its paths without data/',
      'main.seed.json:4:39 unclosed-template: this ${ has no "}" | add the "}" after the expression | or write $${ for the two characters themselves',
    ],
  },
  {
    name: 'a block under another name is no block that is missing',
    seed: 'mount "database" {\n  connection "pg" {\n    plugin_name    = "postgresql-database-plugin"\n    connection_url = "postgresql://{{username}}:{{password}}@db:5432/app"\n    username       = "vault"\n    password       = env("PG", "x")\n    allowed_roles  = "app"\n  }\n\n  role "app" {\n    db_name             = "pg"\n    creation_statements = ["CREATE ROLE x"]\n    default_ttl         = "1h"\n  }\n}\n',
    want: [
      'main.seed.hcl:2:3 unknown-block: a secrets engine mount of type "database" has no block connection "pg" | here that is config "pg" { … } | it may hold: config, role, static_role',
    ],
  },
  {
    name: 'a piece of Markdown',
    seed: '```hcl\npolicy "reader" {\n  path "store/*" { capabilities = ["read"] }\n}\n```\n',
    want: [
      'main.seed.hcl:1:1 bad-character: three backticks are a mark of Markdown | delete each line that begins with ```',
    ],
  },
  {
    name: 'the mark of YAML',
    seed: '---\npolicy "reader" {\n  path "store/*" { capabilities = ["read"] }\n}\n',
    want: [
      'main.seed.hcl:1:1 bad-item: expected an attribute or a block, found "---" | --- begins a file of YAML: delete the line',
    ],
  },
  {
    name: 'a comment of HTML',
    seed: '<!-- policies -->\npolicy "reader" {\n  path "store/*" { capabilities = ["read"] }\n}\n',
    want: [
      'main.seed.hcl:1:1 bad-item: expected an attribute or a block, found "<!--" | a comment begins with # or //',
    ],
  },
  {
    name: 'a list without its equals sign',
    seed: 'policy "reader" {\n  path "store/data/*" {\n    capabilities ["read", "list"]\n  }\n}\n',
    want: [
      'main.seed.hcl:3:18 bad-item: expected "=" or "{" after "capabilities", found "[" | write capabilities = […]',
    ],
  },
  {
    name: 'a reference without quotes in JSON',
    seed: {
      'main.seed.json':
        '{\n  "policy": {\n    "reader": { "path": { "store/*": { "capabilities": ["read"] } } }\n  },\n  "auth": {\n    "approle": {\n      "role": { "app": { "token_policies": [policy.reader.name] } }\n    }\n  }\n}\n',
    },
    want: ['main.seed.json:7:45 bad-json: this has no meaning in JSON | a reference is written "${…}", a text "…"'],
  },
  {
    name: 'a count that is a choice',
    seed: 'variable "create" {\n  type    = bool\n  default = true\n}\n\nmount "store" {\n  count = var.create ? 1 : 0\n  type  = "kv"\n}\n',
    want: [
      'main.seed.hcl:7:3 unknown-field: a secrets engine mount has no field count | several objects from one block: for_each = toset(["a", "b"]), with path = each.key | one that is there or not: for_each = toset(CONDITION ? ["NAME"] : []) | vaultseed explain mount lists them all',
    ],
  },
  {
    name: 'a list in a list',
    seed: 'locals {\n  base = ["default", "reader"]\n}\n\nauth "approle" {\n  role "app" {\n    token_policies = [local.base, "writer"]\n  }\n}\n',
    want: [
      'main.seed.hcl:7:23 wrong-type: token_policies[0] takes a string, this is a list | a list of lists becomes one list by flatten([…])',
    ],
  },
  {
    name: 'a list for a function of texts',
    seed: 'locals {\n  teams = ["a", "b"]\n}\n\nmount "store" {\n  type        = "kv"\n  description = upper(local.teams)\n}\n',
    want: [
      'main.seed.hcl:5:1 advice: without a version this becomes a store of version 1, which keeps no earlier versions of a secret | write options = { version = "2" } for a store with versions | or version = "1" there, if version 1 is meant: policies name its paths without data/',
      'main.seed.hcl:7:23 bad-argument: upper(): text must be a string, and is a list | it is called upper(text) | for each member: [for one in LIST : upper(one)]',
    ],
  },
  {
    name: 'a label in its block',
    seed: 'policy "reader" {\n  path {\n    path         = "store/*"\n    capabilities = ["read"]\n  }\n}\n',
    want: [
      'main.seed.hcl:2:3 block-labels: path takes one label | write path "…" { … } | what path = … says is the label: delete that line',
      'main.seed.hcl:3:5 unknown-field: a path block of a policy has no field path | a rule is a block: path "PATH" { capabilities = ["read"] }; what the server calls the policy is name = … | it may hold: capabilities, policy, comment, allowed_parameters, denied_parameters, required_parameters, min_wrapping_ttl, max_wrapping_ttl, mfa_methods, control_group, subscribe_event_types, expiration, pagination_limit, list_scan_response_keys_filter_path',
    ],
  },
  {
    name: 'a block of an auth method in its head',
    seed: 'auth "approle" "role" "app" {\n  token_policies = ["reader"]\n}\n',
    want: [
      'main.seed.hcl:1:1 block-labels: this auth has 3 labels | write auth "approle" { role "app" { … } } | write auth "NAME" { … }',
    ],
  },
  {
    name: 'a variable at the top',
    seed: 'team = "search"\n\nmount "store" {\n  type        = "kv"\n  description = var.team\n}\n',
    want: [
      'main.seed.hcl:1:1 stray-attribute: "team" stands at the top of a seed, where only blocks belong | write variable "team" { default = … }',
      'main.seed.hcl:3:1 advice: without a version this becomes a store of version 1, which keeps no earlier versions of a secret | write options = { version = "2" } for a store with versions | or version = "1" there, if version 1 is meant: policies name its paths without data/',
    ],
  },
  {
    name: 'a file of an audit device',
    seed: 'audit "log" {\n  type = "file"\n}\n',
    want: [
      'main.seed.hcl:1:1 advice: servers refuse an audit device of type file that does not say where its file is | write options = { file_path = "/var/log/audit.log" }, or "stdout" there',
    ],
  },
  {
    name: 'the braces of other templates in a path',
    seed: 'mount "store" {\n  type = "kv"\n  path = "{{ team }}/store"\n}\n',
    want: [
      'main.seed.hcl:1:1 advice: without a version this becomes a store of version 1, which keeps no earlier versions of a secret | write options = { version = "2" } for a store with versions | or version = "1" there, if version 1 is meant: policies name its paths without data/',
      'main.seed.hcl:3:10 quoted-reference: {{ team }} stays as it is: nothing is put in its place | a variable of the seed is written ${var.NAME} | one of the environment: env("NAME")',
    ],
  },
  {
    name: 'a text without its end in a list of words',
    seed: 'policy "r" {\n  path "a/*" {\n    capabilities = ["read", "list]\n  }\n}\n',
    want: [
      'main.seed.hcl:3:29 unclosed-string: this quote has no partner on its line | close the string with " | a text of several lines is a heredoc: <<-EOT',
    ],
  },
  {
    name: 'braces that servers know, and words in texts that are no paths',
    seed: 'mount "transit" {\n  path        = "a/{{name}}"\n  description = "for {{ team }} and <% team %>"\n}\n',
    want: [],
  },
  {
    name: 'deny beside other capabilities, and alone',
    seed: 'policy "r" {\n  path "a/*" {\n    capabilities = ["deny", "read"]\n  }\n  path "b/*" {\n    capabilities = ["list", "deny"]\n  }\n  path "c/*" {\n    capabilities = ["deny"]\n  }\n}\n',
    want: [
      'main.seed.hcl:2:3 advice: with deny this rule allows nothing, whatever else its capabilities say | keep either capabilities = ["deny"], or the others without it',
      'main.seed.hcl:5:3 advice: with deny this rule allows nothing, whatever else its capabilities say | keep either capabilities = ["deny"], or the others without it',
    ],
  },
];
