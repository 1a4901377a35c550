import type { Proof, Row } from './row.ts';

const seed = (text: string, ...codes: string[]): Proof => ({ kind: 'seed', seed: text, codes });

const PATH = '  path "a" { capabilities = ["read"] }\n';

/** Blocks and words that mean something else, or nothing. */
export const seeds: readonly Row[] = [
  {
    what: 'A block is the object itself',
    terraform: '`resource "vault_policy" "reader"`, with a provider',
    here: '`policy "reader"`; `resource`, `data`, `provider` and `terraform` are the error `foreign-block`',
    why: 'There is one server, and its objects have names already.',
    proof: seed('resource "vault_policy" "reader" {\n  name = "reader"\n}\n', 'foreign-block'),
  },
  {
    what: 'The label is the name on the server',
    terraform: 'the label is a name in the state only',
    here: 'it is the path of a mount and the name of a policy; with `for_each` an attribute `name` or `path` has to tell the instances apart',
    why: 'Nothing is remembered about which object a label once meant.',
    proof: seed(`policy "p" {\n  for_each = toset(["a", "b"])\n${PATH}}\n`, 'for-each-name'),
  },
  {
    what: 'for_each, no count',
    terraform: '`count = 2` makes `[0]` and `[1]`',
    here: 'the error `unknown-field`, which shows `for_each`',
    why: 'Taking the first of a list away must not rename all others.',
    proof: seed(`policy "p" {\n  count = 2\n${PATH}}\n`, 'unknown-field'),
  },
  {
    what: 'dynamic makes objects too',
    terraform: '`dynamic` makes blocks inside of a resource',
    here: 'the same, and objects inside of a mount or an auth method: their addresses are those of blocks by hand. At the top it is the error `foreign-block`',
    why: 'What lives in a mount is written as blocks. `for_each` in the block itself does the same, with keys in the addresses.',
    proof: seed('dynamic "policy" {\n  for_each = ["a"]\n  content {}\n}\n', 'foreign-block'),
  },
  {
    what: 'Nothing is imported',
    terraform: '`import` takes an object into the state',
    here: 'the error `foreign-block`',
    why: 'What is on the server already is adopted when a seed declares it; the plan says what would change in it.',
    proof: seed('import {\n  to = policy.p\n  id = "p"\n}\n', 'foreign-block'),
  },
  {
    what: 'There are no check blocks',
    terraform: '`check` warns when a condition does not hold',
    here: 'the error `foreign-block`',
    why: 'What is given is judged by `validation` of a variable, what the server holds by `vaultseed drift`. A third judgement that only warns is overlooked.',
    proof: seed(
      'check "c" {\n  assert {\n    condition     = true\n    error_message = "m"\n  }\n}\n',
      'foreign-block',
    ),
  },
  {
    what: 'lifecycle holds other words',
    terraform: '`prevent_destroy`, `ignore_changes`, `create_before_destroy`, `precondition`',
    here: '`prevent_destroy`, `ignore`, `create_only`, `on_destroy`',
    why: 'Names are unique on a server, so nothing can be made before its predecessor is gone.',
    proof: seed(`policy "p" {\n${PATH}  lifecycle {\n    ignore_changes = [rules]\n  }\n}\n`, 'unknown-setting'),
  },
  {
    what: 'Modules are folders of the seed',
    terraform: 'a registry, git, archives',
    here: 'a folder inside of the seed; anything else is the error `module-source`',
    why: 'What may be written to a secrets server is reviewed where the seed is.',
    proof: seed('module "m" {\n  source = "hashicorp/x/y"\n}\n', 'module-source'),
  },
  {
    what: 'An input cannot wait for an output of its own call',
    terraform: 'allowed, where there is no circle inside',
    here: 'the error `cycle`',
    why: 'A call is evaluated as one piece. Use two modules, or make the value outside.',
    proof: {
      kind: 'files',
      files: {
        'main.seed.hcl': 'module "m" {\n  source = "./m"\n  a      = module.m.o\n}\n',
        'm/m.seed.hcl': 'variable "a" {}\nvariable "b" { default = 1 }\noutput "o" {\n  value = var.b\n}\n',
      },
      codes: ['cycle'],
    },
  },
  {
    what: 'null goes back to the default of the server',
    terraform: '`null` is as good as not written',
    here: 'a field that is not written is not managed, `null` resets it; a field without a default refuses it',
    why: 'Both are needed: to leave something alone, and to undo what somebody did.',
    proof: seed('policy "p" {\n  rules = null\n}\n', 'no-default'),
  },
  {
    what: 'Functions that give another result every time',
    terraform: '`timestamp`, `plantimestamp`, `uuid`, `bcrypt`, `rsadecrypt`',
    here: 'the error `irreproducible-function`, which says what to use',
    why: 'A plan that is never empty hides the plan that matters.',
    proof: seed('output "o" {\n  value = timestamp()\n}\n', 'irreproducible-function'),
  },
  {
    what: 'vault_policy makes the text of a policy',
    terraform: 'a data source, `vault_policy_document`, with `rule` blocks',
    here: '`vault_policy({ "secret/data/app/*" = ["read"] })`; an object in place of the list takes every attribute of a path',
    why: 'Where paths come out of a `for`, a map is shorter than blocks. It is the text that the same `path` blocks give.',
    proof: seed('policy "p" {\n  rules = vault_policy({ for x in ["a", "b"] : "kv/data/${x}" => ["read"] })\n}\n'),
  },
  {
    what: 'env reads the environment',
    terraform: '`TF_VAR_name` only',
    here: '`env("NAME")`, or `env("NAME", "default")`; an unset one is the error `env-unset`',
    why: 'Secrets come to pipelines as environment variables.',
    proof: seed('output "o" {\n  value = env("NOT_SET_ANYWHERE")\n}\n', 'env-unset'),
  },
  {
    what: 'Outputs that hold secrets',
    terraform: 'must say `sensitive = true`, and stand in the state in clear',
    here: 'must say so too, and are masked everywhere; there is no state',
    why: 'A mark that can be forgotten is none.',
    proof: seed(
      'variable "s" {\n  sensitive = true\n  default   = "x"\n}\noutput "o" {\n  value = var.s\n}\n',
      'invalid-setting',
    ),
  },
  {
    what: 'Fields that are secret by their kind',
    terraform: 'as the provider says',
    here: 'secret whatever they are made of: no mark is needed, and errors do not quote them',
    why: 'The kind knows better than who writes the seed.',
    proof: seed('auth "userpass" {\n  user "ada" {\n    password = "canary-password"\n  }\n}\n'),
  },
];

export const syntax: readonly Row[] = [
  {
    what: 'Names are equal when they look equal',
    terraform: '`é` in one character and in two are two names',
    here: 'one name: the error `duplicate-attribute`',
    why: 'Nobody can see the difference.',
    proof: seed('locals {\n  \u00e9 = 1\n  e\u0301 = 2\n}\n', 'duplicate-attribute'),
  },
  {
    what: 'Keys with dots',
    terraform: '`{ a.b = 1 }` parses and fails when it is evaluated',
    here: 'the error `bad-key` at once',
    why: 'A key is written in quotes or in parentheses.',
    proof: seed('locals {\n  a = { b.c = 1 }\n}\n', 'bad-key'),
  },
  {
    what: 'Nesting has an end',
    terraform: 'none but the memory',
    here: '300 levels, then the error `too-deep`',
    why: 'Nobody writes that by hand.',
    proof: seed(`locals {\n  a = ${'['.repeat(301)}${']'.repeat(301)}\n}\n`, 'too-deep'),
  },
];

export const notYet: readonly Row[] = [
  {
    what: 'moved blocks',
    terraform: 'rename an address without making the object anew',
    here: 'the error `foreign-block`: none are needed',
    why: 'An object is known by where it is on the server: a block may get another address and nothing is destroyed.',
    proof: seed('moved {\n  from = policy.a\n  to   = policy.b\n}\n', 'foreign-block'),
  },
];
