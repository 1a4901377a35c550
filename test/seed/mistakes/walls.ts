import type { Mistake } from './mistake.ts';

/** Mistakes whose first hint used to lead to another mistake. */
export const wallMistakes: readonly Mistake[] = [
  {
    name: 'JSON as text in the place of a map',
    seed: 'mount "kv" {\n  options = { version = "2" }\n  secret "a" {\n    data = jsonencode({ a = "b" })\n  }\n  secret "b" {\n    data = <<EOT\n{"a": "b"}\nEOT\n  }\n}',
    want: [
      'main.seed.hcl:4:12 wrong-type: data takes a map, this is a string | leave jsonencode out: data = { … }',
      'main.seed.hcl:7:12 wrong-type: data takes a map, this is a string | write data = jsondecode(…) around the text, or data = { … }',
    ],
  },
  {
    name: 'what a secret holds, as other tools say it',
    seed: 'mount "kv" {\n  options = { version = "2" }\n  secret "a" {\n    data_json = "{}"\n    metadata  = { a = "b" }\n  }\n}',
    want: [
      'main.seed.hcl:4:5 unknown-field: a secret of a key-value store has no field data_json | write data = { … }',
      'main.seed.hcl:5:5 unknown-field: a secret of a key-value store has no field metadata | write custom_metadata = { … }',
    ],
  },
  {
    name: 'each in a dynamic block',
    seed: 'policy "a" {\n  dynamic "path" {\n    for_each = ["x"]\n    labels   = [each.value]\n    content {\n      capabilities = ["read"]\n    }\n  }\n}',
    want: [
      'main.seed.hcl:4:17 reference-not-allowed: each means something in a block with for_each only | a member of this dynamic block is called path: write path.value',
    ],
  },
  {
    name: 'a label with a dot, in dots',
    seed: 'policy "foo-bar.baz" {\n  path "x" { capabilities = ["read"] }\n}\noutput "a" {\n  value = policy.foo-bar.baz.name\n}',
    want: [
      'main.seed.hcl:5:11 unknown-reference: this seed declares no policy "foo-bar" | write policy["foo-bar.baz"]',
    ],
  },
  {
    name: 'what stands in one of several mounts',
    seed: 'mount "kv" {\n  for_each = toset(["a", "b"])\n  path     = each.key\n  type     = "kv-v2"\n  secret "db" {\n    data = { a = "b" }\n  }\n}\noutput "a" {\n  value = mount.kv.secret.db.path\n}',
    want: [
      'main.seed.hcl:10:11 reference-not-allowed: mount.kv has for_each, and this does not say which of them | write mount.kv["a"].secret.db',
    ],
  },
  {
    name: 'a block of the other version of a store',
    seed: 'mount "kv" {\n  options = { version = "1" }\n  config {\n    max_versions = 3\n  }\n}',
    want: [
      'main.seed.hcl:3:3 unknown-block: a secrets engine mount of type "kv" has no block config | that takes options = { version = "2" } in the mount | it may hold: secret',
    ],
  },
  {
    name: 'a rule in a policy',
    seed: 'policy "a" {\n  rule {\n    path = "x"\n  }\n}',
    want: [
      'main.seed.hcl:2:3 unknown-block: a policy has no block rule | each path is a block: path "PATH" { capabilities = ["read"] }',
    ],
  },
  {
    name: 'rules by a dynamic block',
    seed: 'policy "a" {\n  dynamic "rule" {\n    for_each = ["x"]\n    content {\n      path = rule.value\n    }\n  }\n}',
    want: ['main.seed.hcl:2:3 unknown-block: a policy has no block rule | each path is a block: path "PATH" {'],
  },
  {
    name: 'what a list of dependencies does not find',
    seed: 'policy "a" {\n  depends_on = ["policy.zz", policy.yy]\n  path "x" { capabilities = ["read"] }\n}',
    want: [
      'main.seed.hcl:2:17 unknown-reference: this seed declares no policy "zz" | declare it',
      'main.seed.hcl:2:30 unknown-reference: this seed declares no policy "yy" | declare it',
    ],
  },
  {
    name: 'an object in quotes',
    seed: 'policy "p" {\n  path "x" { capabilities = ["read"] }\n}\nauth "approle" {\n  role "r" {\n    token_policies = ["policy.p"]\n  }\n}',
    want: [
      'main.seed.hcl:6:23 quoted-reference: this is the text "policy.p", not what policy.p stands for | did you mean policy.p.name, without quotes?',
    ],
  },
  {
    name: 'a block of other tools, as an attribute',
    seed: 'import = "x"',
    want: [
      'main.seed.hcl:1:1 foreign-block: "import" is a block of Terraform, not of a seed | nothing needs importing',
    ],
  },
  {
    name: 'a name that a template is not given',
    seed: {
      'main.seed.hcl': 'policy "q" {\n  rules = templatefile("q.tpl", { a = "x" })\n}',
      'q.tpl': '# one\npath "${b}" {}\n',
    },
    want: [
      'main.seed.hcl:2:11 unknown-variable: templatefile(): q.tpl: there is nothing called "b" here | that is in line 2 of it | hand it over in the second argument: { b = … }',
    ],
  },
  {
    name: 'a module from elsewhere',
    seed: 'module "m" {\n  source = "git::https://git.example/m"\n}',
    want: [
      'main.seed.hcl:2:12 module-source: "git::https://git.example/m" is no folder of the seed | there is no registry: copy what you need into the seed',
    ],
  },
  {
    name: 'a type that is glued together',
    seed: 'mount "x" {\n  type = "kvv2"\n}',
    want: ['main.seed.hcl:2:10 unusual-plugin: nothing is known about the type "kvv2" | did you mean kv-v2?'],
  },
  {
    name: 'what stands in an engine without kinds',
    seed: 'mount "certs" {\n  type = "pki"\n  role "x" {\n    max_ttl = "1h"\n  }\n}',
    want: [
      'main.seed.hcl:3:3 unknown-plugin: there are no blocks yet for what stands inside a secrets engine mount of type "pki" | declare it by its path: endpoint "certs/…" { data = { … } }',
    ],
  },
  {
    name: 'a line of a text',
    seed: 'policy "a" {\n  rules = <<-EOT\n    path "x" {\n      capabilities = ["read"]\n    }\n    path "y" {\n      capabilties = ["read"]\n    }\n  EOT\n}',
    want: ['main.seed.hcl:7:7 refused-text: rules: a path has no attribute capabilties | did you mean capabilities?'],
  },
  {
    name: 'what only one of several members lacks',
    seed: 'policy "p" {\n  for_each = { a = { pol = "read" }, b = { pl = "read" } }\n  name     = each.key\n  path "x" { capabilities = [each.value.pol] }\n}',
    want: [
      'main.seed.hcl:4:40 unknown-attribute: this object has no "pol" | did you mean pl? | that is so in policy.p["b"]',
    ],
  },
  {
    name: 'a name in the braces of other templates, for a value',
    seed: 'locals {\n  a = {{ host }}\n}',
    want: [
      'main.seed.hcl:2:7 bad-character: {{ }} belongs to another template language: nothing is put in its place | a variable of the seed is written var.NAME | one of the environment: env("NAME")',
    ],
  },
  {
    name: 'a variable of shells with a text in its place',
    seed: 'locals {\n  a = "${HOST:-x}"\n}',
    want: [
      'main.seed.hcl:2:14 missing-operator: expected an operator or "}", found ":" | a variable of the environment, or else a text: env("HOST", "…")',
    ],
  },
  {
    name: 'a heredoc without the word that ends it',
    seed: 'locals {\n  a = <<\n}',
    want: [
      'main.seed.hcl:2:7 missing-expression: expected a value, found "<" | a text of several lines begins with <<EOT and ends with a line that holds EOT alone',
    ],
  },
  {
    name: 'a dash of word processors',
    seed: 'locals {\n  a = local.b–c\n}',
    want: ['main.seed.hcl:2:14 bad-character: the character "–" (U+2013) has no meaning here | write a hyphen: -'],
  },
  {
    name: 'true among words',
    seed: 'policy "a" {\n  path "s/*" {\n    capabilities = ["read", true]\n  }\n}',
    want: ['main.seed.hcl:3:29 wrong-type: capabilities[1] takes one of "create", '],
  },
];
