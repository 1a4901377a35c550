import type { Mistake } from './mistake.ts';

const EMPTY = 'rules = "path \\"x\\" {}"';

/** Mistakes with blocks that hold objects of a namespace. */
export const namespaceMistakes: readonly Mistake[] = [
  {
    name: 'what only the root has',
    seed: 'namespace "a" {\n  audit "file" {\n    options = { file_path = "stdout" }\n  }\n}',
    want: [
      'main.seed.hcl:2:3 root-only: an audit device cannot stand in a namespace: only the root of a server has such | move the audit block out of namespace.a, to the top of the seed',
    ],
  },
  {
    name: 'blocks about the seed as a whole',
    seed: 'namespace "a" {\n  variable "x" {}\n  locals {\n    y = 1\n  }\n}',
    want: [
      'main.seed.hcl:2:3 unknown-block: "variable" cannot stand in a namespace | a variable block is about the seed as a whole: move it to the top of the file',
      'main.seed.hcl:3:3 unknown-block: "locals" cannot stand in a namespace',
    ],
  },
  {
    name: 'a misspelt block in it',
    seed: `namespace "a" {\n  polcy "x" {\n    ${EMPTY}\n  }\n}`,
    want: ['main.seed.hcl:2:3 unknown-block: there is no block "polcy" | did you mean policy? | in a namespace: '],
  },
  {
    name: 'reserved names and slashes',
    seed: 'namespace "root" {\n  namespace "identity" {}\n}\nnamespace "a/b" {}\nnamespace "c d" {}',
    want: [
      'main.seed.hcl:1:11 bad-name: the server keeps this name for itself: root',
      'main.seed.hcl:2:13 bad-name: the server keeps this name for itself: identity',
      'main.seed.hcl:4:11 bad-name: the name of such an object cannot hold a slash: a/b',
      'main.seed.hcl:5:11 bad-name: the server does not take this name, it must match',
    ],
  },
  {
    name: 'fields of a namespace that belongs to somebody else',
    seed: 'namespace "a" {\n  existing        = true\n  custom_metadata = { x = "y" }\n}',
    want: ['main.seed.hcl:3:3 existing-fields: custom_metadata cannot be set'],
  },
  {
    name: 'one object twice in one namespace, and once in each of two',
    seed: `namespace "a" {\n  policy "x" {\n    ${EMPTY}\n  }\n  policy "y" {\n    name = "x"\n    ${EMPTY}\n  }\n}\npolicy "x" {\n  ${EMPTY}\n}`,
    want: [
      'main.seed.hcl:5:3 same-object: namespace.a.policy.y and namespace.a.policy.x are both about sys/policies/acl/x in the namespace a | namespace.a.policy.x is at main.seed.hcl:2:3',
    ],
  },
  {
    name: 'two blocks for one namespace',
    seed: 'namespace "a" {}\nnamespace "b" {\n  name = "a"\n}',
    want: ['main.seed.hcl:2:1 same-object: namespace.b and namespace.a are both about sys/namespaces/a'],
  },
  {
    name: 'a reference from outside to what stands in a namespace',
    seed: `namespace "a" {\n  policy "x" {\n    ${EMPTY}\n  }\n}\nlocals {\n  y = policy.x.name\n}`,
    want: [
      'main.seed.hcl:7:7 unknown-reference: this seed declares no policy "x" | it stands in a namespace: namespace.a.policy.x',
    ],
  },
  {
    name: 'a circle through two namespaces',
    seed: `namespace "a" {\n  policy "x" {\n    rules = namespace.b.policy.y.rules\n  }\n}\nnamespace "b" {\n  policy "y" {\n    rules = namespace.a.policy.x.rules\n  }\n}`,
    want: ['main.seed.hcl:2:3 cycle: namespace.a.policy.x → namespace.b.policy.y → namespace.a.policy.x'],
  },
];
