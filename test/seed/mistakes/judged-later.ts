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
];
