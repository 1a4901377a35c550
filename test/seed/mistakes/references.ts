import type { Mistake } from './mistake.ts';

const APP = 'policy "app" {\n  rules = "path \\"x\\" {}"\n}\n';

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
    want: ['main.seed.hcl:2:7 unknown-reference: there is nothing called "vars" | did you mean var.'],
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
  {
    name: 'a whole object in a list of texts, which waits for the server in part',
    seed: `${APP}auth "approle" {\n  role "a" {\n    token_policies = [policy.app]\n  }\n}`,
    want: ['main.seed.hcl:6:23 wrong-type: policy.app is the whole policy | write policy.app.name'],
  },
  {
    name: 'a whole object in quotes',
    seed: `${APP}auth "approle" {\n  description = "\${policy.app}"\n}`,
    want: ['main.seed.hcl:5:17 wrong-type: policy.app is the whole policy | write policy.app.name'],
  },
  {
    name: 'a whole object in a text',
    seed: `${APP}mount "a" {\n  type = "transit"\n  description = "for \${policy.app}"\n}`,
    want: ['main.seed.hcl:6:24 not-a-string: policy.app is the whole policy | write policy.app.name'],
  },
  {
    name: 'a whole mount in a text',
    seed: 'mount "a" {\n  type = "transit"\n}\npolicy "p" {\n  path "x" {\n    capabilities = ["read"]\n    comment      = "${mount.a}!"\n  }\n}',
    want: ['main.seed.hcl:7:23 not-a-string: mount.a is the whole secrets engine mount | write mount.a.path'],
  },
  {
    name: 'all instances where a list of texts belongs',
    seed: 'policy "app" {\n  for_each = toset(["eu", "us"])\n  name     = each.key\n  rules    = "path \\"x\\" {}"\n}\nauth "approle" {\n  role "a" {\n    token_policies = policy.app\n  }\n}',
    want: [
      'main.seed.hcl:8:22 wrong-type: policy.app is all of its instances | write policy.app["eu"].name for one of them, [for one in policy.app : one.name] for all',
    ],
  },
  {
    name: 'a whole object by way of a local',
    seed: `${APP}locals {\n  all = [policy.app]\n}\nauth "approle" {\n  role "a" {\n    token_policies = local.all\n  }\n}`,
    want: ['main.seed.hcl:9:22 wrong-type: token_policies[0] takes a string, this is a map'],
  },
  {
    name: 'a reference in quotes',
    seed: `${APP}auth "approle" {\n  role "a" {\n    token_policies = ["default", "policy.app.name"]\n  }\n}`,
    want: [
      'main.seed.hcl:6:34 quoted-reference: this is the text "policy.app.name", not what policy.app.name stands for | did you mean policy.app.name, without quotes?',
    ],
  },
  {
    name: 'a reference in a JSON text without its marks',
    seed: {
      'main.seed.json':
        '{ "variable": { "pw": { "default": "x" } },\n  "auth": { "userpass": { "user": { "a": { "password": "var.pw" } } } } }',
    },
    want: [
      'main.seed.json:2:56 quoted-reference: this is the text "var.pw", not what var.pw stands for | did you mean ${var.pw}?',
    ],
  },
  {
    name: 'a variable of the environment as shells write it, for a secret',
    seed: 'auth "userpass" {\n  user "ada" {\n    password = "$ADA_PASSWORD"\n  }\n}',
    want: [
      'main.seed.hcl:3:16 quoted-reference: this text stays as it is: nothing is put in the place of a name in it | a variable of the environment is written env("NAME") | one of the seed: ${var.NAME}',
    ],
  },
  {
    name: 'variables as shells and other templates write them',
    seed: 'mount "a" {\n  type = "transit"\n  path = "$TEAM/keys"\n  description = "of {{ var.team }}, {{ local.a }}"\n}\nlocals {\n  a = ["{{ .Values.team }}", "$HOME"]\n}',
    want: [
      'main.seed.hcl:3:10 quoted-reference: $TEAM stays as it is: nothing is put in its place | a variable of the environment is written "${env("TEAM")}/keys" | one of the seed: ${var.NAME}',
      'main.seed.hcl:4:17 quoted-reference: {{ var.team }} stays as it is: nothing is put in its place | write ${var.team}',
      'main.seed.hcl:7:8 quoted-reference: {{ .Values.team }} stays as it is: nothing is put in its place | a variable of the seed is written ${var.NAME}',
      'main.seed.hcl:7:30 quoted-reference: $HOME stays as it is: nothing is put in its place | a variable of the environment is written env("HOME") | one of the seed: ${var.NAME}',
    ],
  },
  {
    name: 'templates of the server, and dollars in texts',
    seed: 'policy "a" {\n  path "s/{{identity.entity.name}}/*" {\n    capabilities = ["read"]\n  }\n}\nlocals {\n  a = ["CREATE ROLE {{name}}", "{{username}}", "$5", "$team", "pa$WORD", "$A_b", "a $HOME", "{{ .Name }}"]\n}',
    want: [],
  },
  {
    name: 'a variable of the environment that is not set, for a secret',
    seed: 'auth "userpass" {\n  user "ada" {\n    password = env("ADA_PASSWORD")\n  }\n}',
    want: [
      'main.seed.hcl:3:20 env-unset: env(): the environment variable ADA_PASSWORD is not set | set it before the command, or give a default: env("ADA_PASSWORD", "…") | plan and drift can do without: --without-secrets',
    ],
  },
  {
    name: 'the name of a variable of the environment without quotes, for a secret',
    seed: 'auth "userpass" {\n  user "ada" {\n    password = env(ADA_PASSWORD)\n  }\n}',
    want: [
      'main.seed.hcl:3:20 unknown-reference: env() takes the name of a variable in quotes, and ADA_PASSWORD has none | write env("ADA_PASSWORD")',
    ],
  },
  {
    name: 'texts that only look like references',
    seed: `${APP}mount "a" {\n  type        = "transit"\n  description = "var.log"\n}\nlocals {\n  a = ["policy.hcl", "see policy.app.name", "local.nothing", replace("policy.app", "p", "q")]\n}`,
    want: [],
  },
  {
    name: 'a child by its label alone',
    seed: 'auth "approle" {\n  role "x" {\n  }\n}\nlocals {\n  a = auth.approle.x.role_id\n}',
    want: ['main.seed.hcl:6:7 unknown-reference: an auth method has no "x" | did you mean auth.approle.role.x?'],
  },
];
