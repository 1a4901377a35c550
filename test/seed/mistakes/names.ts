import type { Mistake } from './mistake.ts';

export const nameMistakes: readonly Mistake[] = [
  {
    name: 'one address in two files',
    seed: { 'a.seed.hcl': 'policy "a" {\n  rules = "# x"\n}', 'b.seed.hcl': '\npolicy "a" {\n  rules = "# y"\n}' },
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
    want: [
      'main.seed.hcl:4:1 described-path: sys/policies/acl/a is what the block policy is for | policy.a, at main.seed.hcl:1:1, declares it: write it there',
    ],
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
    name: 'an endpoint that makes a root, with data that would be sent again',
    seed: 'endpoint "pki/root/generate/internal" {\n  data = { common_name = "a" }\n  read_path = "pki/cert/ca"\n}',
    want: ['main.seed.hcl:1:1 acting-endpoint: pki/root/generate/internal makes a root CA'],
  },
  {
    name: 'an endpoint that clears up, or revokes',
    seed: 'endpoint "pki/tidy" {\n  data = { a = 1 }\n}\nendpoint "pki/revoke" {\n  data = { a = 1 }\n}',
    want: ['main.seed.hcl:1:1 acting-endpoint: pki/tidy', 'main.seed.hcl:4:1 acting-endpoint: pki/revoke'],
  },
  {
    name: 'an endpoint that acts in a mount of the seed, and one that is called so',
    seed: 'mount "pki" {\n  path = "team/pki"\n}\nendpoint "team/pki/issue/web" {\n  data = { a = 1 }\n}\nmount "own" {\n}\nendpoint "own/tidy" {\n  data = { a = 1 }\n}',
    want: ['main.seed.hcl:4:1 acting-endpoint: team/pki/issue/web makes a certificate'],
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
