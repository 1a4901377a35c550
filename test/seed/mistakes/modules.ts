import type { Files } from '../load.ts';
import type { Mistake } from './mistake.ts';

const POLICY = 'policy "x" {\n  rules = "path \\"x\\" {}"\n}\n';

/** A seed that calls `./team` like this, with the text of that module. */
const calling = (call: string, module: string): Files => ({
  'main.seed.hcl': `module "team" {\n  source = "./team"\n${call}}\n`,
  'team/main.seed.hcl': module,
});

/** Mistakes in the calls of modules, and in modules. */
export const moduleMistakes: readonly Mistake[] = [
  {
    name: 'sources that lead nowhere',
    seed: {
      'main.seed.hcl':
        'module "a" {\n  source = "./nowhere"\n}\nmodule "b" {\n  source = "hashicorp/consul/aws"\n}\nmodule "c" {\n  source = "../other"\n}\nmodule "d" {\n  source = "./${path.module}"\n}\nmodule "e" {}\nmodule "f" {\n  source = "./empty"\n}\n',
      'empty/readme.txt': 'nothing',
    },
    want: [
      'main.seed.hcl:2:12 module-source: there is no module ./nowhere: it is not there | a module is a folder with files',
      'main.seed.hcl:5:12 module-source: "hashicorp/consul/aws" is no folder of the seed | a module is a folder beside the file: "./hashicorp/consul/aws" | there is no registry',
      "main.seed.hcl:8:12 module-source: there is no module ../other: it leads out of the seed's folder",
      'main.seed.hcl:11:12 module-source: source must be a plain text',
      'main.seed.hcl:13:1 missing-setting: module lacks "source" | add source = …',
      'main.seed.hcl:15:12 module-source: there is no module ./empty: the folder empty holds no file named',
    ],
  },
  {
    name: 'inputs that the module does not have, and one that it needs',
    seed: calling('  nmae = "x"\n  count = 2\n', 'variable "name" {}\n'),
    want: [
      'main.seed.hcl:1:1 module-input: module.team lacks the input "name" | add name = … | its variable is declared at team/main.seed.hcl:1:1',
      'main.seed.hcl:3:3 module-input: module.team has no input "nmae" | did you mean name? | it takes: name',
      'main.seed.hcl:4:3 module-input: module.team has no input "count" | use for_each',
    ],
  },
  {
    name: 'an input of the wrong type, and one that the module refuses',
    seed: calling(
      '  many = ["x"]\n  few = 3\n',
      'variable "many" {\n  type = number\n}\nvariable "few" {\n  validation {\n    condition     = var.few < 3\n    error_message = "fewer than three"\n  }\n}\n',
    ),
    want: [
      'main.seed.hcl:3:10 variable-invalid: the value that module.team gives variable "many" does not fit: ',
      'main.seed.hcl:4:9 variable-invalid: variable "few": fewer than three',
    ],
  },
  {
    name: 'a mistake in a module, called for two instances, is told once, where it stands',
    seed: calling(
      '  for_each = toset(["a", "b"])\n  name = each.key\n',
      'variable "name" {}\nmount "kv" {\n  path = var.name\n  type = "kv"\n  descripton = "x"\n}\n',
    ),
    want: ['team/main.seed.hcl:5:3 unknown-field: a secrets engine mount has no field descripton'],
  },
  {
    name: 'a mistake in a module that is called for nobody',
    seed: calling('  for_each = {}\n', 'policy "x" {\n  rules = var.rules\n}\noutput "y" {\n  value = local.z\n}\n'),
    want: [
      'team/main.seed.hcl:2:11 unknown-reference: there is no variable "rules"',
      'team/main.seed.hcl:5:11 unknown-reference: there is no local "z"',
    ],
  },
  {
    name: 'blocks that only a seed has',
    seed: calling('', `seed {\n  name = "x"\n}\nserver "vault" {}\n${POLICY}`),
    want: [
      'team/main.seed.hcl:1:1 module-block: a module cannot hold a seed block | move it to the seed that calls the module',
      'team/main.seed.hcl:4:1 module-block: a module cannot hold a server block',
    ],
  },
  {
    name: 'two instances that would make one object',
    seed: calling('  for_each = toset(["a", "b"])\n', POLICY),
    want: [
      'team/main.seed.hcl:1:1 same-object: module.team["b"].policy.x and module.team["a"].policy.x are both about sys/policies/acl/x',
    ],
  },
  {
    name: 'a module that calls itself, and two that call each other',
    seed: {
      'main.seed.hcl': 'module "a" {\n  source = "./a"\n}\nmodule "self" {\n  source = "./self"\n}\n',
      'a/main.seed.hcl': 'module "b" {\n  source = "../b"\n}\n',
      'b/main.seed.hcl': 'module "a" {\n  source = "../a"\n}\n',
      'self/main.seed.hcl': 'module "self" {\n  source = "./"\n}\n',
    },
    want: [
      'b/main.seed.hcl:2:12 cycle: a → b → a | a module cannot hold itself',
      'self/main.seed.hcl:2:12 cycle: self calls itself as a module',
    ],
  },
  {
    name: 'inputs that need the outputs of the same call',
    seed: {
      'main.seed.hcl': 'locals {\n  x = module.team.y\n}\nmodule "team" {\n  source = "./team"\n  name = local.x\n}\n',
      'team/main.seed.hcl': 'variable "name" {}\noutput "y" {\n  value = var.name\n}\n',
    },
    want: ['main.seed.hcl:2:3 cycle: local.x → module.team → local.x'],
  },
  {
    name: 'references past the outputs',
    seed: {
      'main.seed.hcl':
        'module "team" {\n  source = "./team"\n}\nlocals {\n  a = module.team.policy.x.name\n  b = module.team.nmae\n  c = module.taem.name\n}\n',
      'team/main.seed.hcl': `${POLICY}output "name" {\n  value = policy.x.name\n}\n`,
    },
    want: [
      'main.seed.hcl:5:7 unknown-reference: module.team has no output "policy" | what is in a module is seen through its outputs',
      'main.seed.hcl:6:7 unknown-reference: module.team has no output "nmae" | did you mean name?',
      'main.seed.hcl:7:7 unknown-reference: this seed declares no module "taem" | did you mean module.team?',
    ],
  },
  {
    name: 'an instance that there is not',
    seed: {
      'main.seed.hcl':
        'module "team" {\n  source = "./team"\n  for_each = toset(["a"])\n}\nlocals {\n  a = module.team["b"].name\n}\n',
      'team/main.seed.hcl': `${POLICY}output "name" {\n  value = policy.x.name\n}\n`,
    },
    want: [
      'main.seed.hcl:6:7 unknown-reference: module.team has for_each, and no instance "b" | an instance is written module.team["a"]',
    ],
  },
  {
    name: 'a block in a call',
    seed: calling('  lifecycle {\n    prevent_destroy = true\n  }\n  tags {}\n', POLICY),
    want: [
      'main.seed.hcl:3:3 block-for-field: "lifecycle" is a block, and the call of a module holds its inputs only | write it inside the module',
      'main.seed.hcl:6:3 block-for-field: "tags" is a block, and the call of a module holds its inputs only | write tags = { … }',
    ],
  },
  {
    name: 'files out of the folder of the seed',
    seed: calling('', 'policy "x" {\n  rules = file("../../secret.hcl")\n}\n'),
    want: ["team/main.seed.hcl:2:16 file-outside: file(): ../../secret.hcl leads out of the seed's folder"],
  },
  {
    name: 'a secret output that the seed shows',
    seed: {
      'main.seed.hcl': 'module "team" {\n  source = "./team"\n}\noutput "x" {\n  value = module.team.secret\n}\n',
      'team/main.seed.hcl': 'output "secret" {\n  value = sensitive("canary")\n}\n',
    },
    want: ['main.seed.hcl:4:1 invalid-setting: output "x" holds a sensitive value'],
  },
  {
    name: 'the syntax of a module',
    seed: calling('', 'policy "x" {\n  rules = \n}\n'),
    want: ['team/main.seed.hcl:2:'],
  },
];
