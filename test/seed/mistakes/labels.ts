import type { Mistake } from './mistake.ts';

const variable = 'variable "e" {\n  default = "eu"\n}\n';

export const labelMistakes: readonly Mistake[] = [
  {
    name: 'a template in the label of a mount',
    seed: `${variable}mount "team-\${var.e}" {\n  type = "transit"\n}\nmount "team-" {\n  type = "transit"\n}`,
    want: [
      'main.seed.hcl:4:7 bad-label: a label cannot hold a template | the label is what the seed calls it; what the server calls it is path = "team-${var.e}" inside the block | several of them: for_each = … beside that path',
    ],
  },
  {
    name: 'a template in the label of a policy',
    seed: `${variable}policy "\${var.e}" {\n  path "x/*" { capabilities = ["read"] }\n}`,
    want: [
      'main.seed.hcl:4:8 bad-label: a label cannot hold a template | the label is what the seed calls it; what the server calls it is name = "${var.e}" inside the block | several of them: for_each = … beside that name',
    ],
  },
  {
    name: 'a template in the label of a role',
    seed: `${variable}auth "approle" {\n  role "\${var.e}" {\n    token_ttl = "1h"\n  }\n}`,
    want: [
      'main.seed.hcl:5:8 bad-label: a label cannot hold a template | the label is what the seed calls it; what the',
    ],
  },
  {
    name: 'a template in the path of a policy',
    seed: `${variable}policy "a" {\n  path "x/\${var.e}/*" { capabilities = ["read"] }\n}`,
    want: [
      'main.seed.hcl:5:8 bad-label: a label cannot hold a template | write |   dynamic "path" { |     for_each = ["x/${var.e}/*"] |     labels   = [path.value] |     content { … } |   } | or rules = vault_policy({ "x/${var.e}/*" = ["read"] })',
    ],
  },
  {
    name: 'a template in the name of a variable',
    seed: `${variable}variable "\${var.e}" {\n}`,
    want: [
      'main.seed.hcl:4:10 bad-label: a label cannot hold a template | its name is a plain text: references and commands call it by that',
    ],
  },
  {
    name: 'the other word for what the server calls it',
    seed: 'mount "store" {\n  type = "transit"\n  name = "other"\n}',
    want: [
      'main.seed.hcl:3:3 unknown-field: a secrets engine mount has no field name | what the server calls it, where that is not the label, is path = …',
    ],
  },
  {
    name: 'the same of a namespace',
    seed: 'namespace "team" {\n  path = "other"\n}',
    want: [
      'main.seed.hcl:2:3 unknown-field: a namespace has no field path | what the server calls it, where that is not the label, is name = …',
    ],
  },
  {
    name: 'a slash behind the path of a mount',
    seed: 'mount "store/" {\n  type = "transit"\n}',
    want: ['main.seed.hcl:1:7 bad-name: a name cannot start or end with a slash: store/ | write store'],
  },
  {
    name: 'no name for each, and somebody else of that name',
    seed: 'mount "m" {\n  for_each = toset(["a"])\n  type = "transit"\n}\nmount "a" {\n  type = "transit"\n}',
    want: ['main.seed.hcl:2:3 for-each-name: all instances of mount.m would be called "m" | add path = each.key'],
  },
  {
    name: 'more than slashes too many in a path',
    seed: 'endpoint "/v1/sys/foo" {\n  data = { a = 1 }\n}',
    want: ['main.seed.hcl:1:10 bad-name: a name cannot start or end with a slash: /v1/sys/foo | write it without v1/'],
  },
  {
    name: 'the path of an auth method as its requests have it',
    seed: 'auth "x" {\n  type = "approle"\n  path = "auth/approle"\n}',
    want: ['main.seed.hcl:3:10 bad-name: auth/approle would be below auth/ twice | write it without auth/'],
  },
];
