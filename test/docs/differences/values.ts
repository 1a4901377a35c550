import type { Proof, Row } from './row.ts';

const expressions = (key: string): Proof => ({ kind: 'expressions', key });

/** Expressions that mean something else, on purpose. */
export const values: readonly Row[] = [
  {
    what: 'Numbers are exact decimals',
    terraform: 'binary numbers of 512 bits; `pow` and `log` of 64: `1 - 0.9 == 0.1` is false',
    here: 'decimals, also in `pow` and `log`: `1 - 0.9 == 0.1` is true',
    why: 'What is written in a seed is decimal, and so is what servers answer.',
    proof: expressions('exact-numbers'),
  },
  {
    what: 'There is one zero',
    terraform: '`-0` is written `-0`',
    here: '`0`',
    why: 'A plan must not show a difference between two zeros.',
    proof: expressions('one-zero'),
  },
  {
    what: 'There is no infinity',
    terraform: '`1 / 0` is infinite; `1 % 0` is 1',
    here: 'errors `division-by-zero` and `bad-argument`; `try` and `can` see them',
    why: 'No server takes such a number, so the place that makes it is told.',
    proof: expressions('no-infinity'),
  },
  {
    what: 'Numbers have a size',
    terraform: '`1e99999` is a number; `tonumber("1p4")` is 16',
    here: 'at most 5000 digits (the error `too-large`), and decimal notation only',
    why: 'A seed must not be able to use up the memory of who reads it.',
    proof: expressions('large-numbers'),
  },
  {
    what: 'The left side of && and || decides',
    terraform: '1.11 evaluates both sides; later versions do as here',
    here: '`true || null` is true',
    why: 'A test in front protects what stands behind it.',
    proof: expressions('short-circuit'),
  },
  {
    what: 'element counts from the end',
    terraform: '1.11 refuses negative indexes; later versions do as here',
    here: '`element(["a", "b"], -1)` is `"b"`',
    why: 'It is what everybody means.',
    proof: expressions('element-from-the-end'),
  },
  {
    what: 'What a secret key chooses is secret',
    terraform: '`{a = 1}[sensitive("a")]` is not sensitive',
    here: 'it is',
    why: 'The value would tell the key.',
    proof: expressions('secret-key'),
  },
  {
    what: 'null in format',
    terraform: 'the result is null, of any type',
    here: '`%v` writes `null`, every other verb is an error',
    why: 'A null that spreads silently would take fields back to their defaults.',
    proof: expressions('null-in-format'),
  },
  {
    what: 'type() works everywhere',
    terraform: 'only in the console',
    here: 'a function like others, with a text as its result',
    why: 'It is of use in the message of a validation.',
    proof: expressions('type-anywhere'),
  },
  {
    what: 'signum and parseint take more',
    terraform: '`signum(0.9)` and `parseint(12, 10)` are errors',
    here: '1 and 12',
    why: 'There is one thing that they can mean.',
    proof: expressions('lenient-numbers'),
  },
  {
    what: 'Networks',
    terraform:
      '`cidrsubnet` with negative numbers gives a network outside of its prefix; `cidrhost` of a mapped IPv4 address is wrong',
    here: 'negative numbers are refused, the address is right, and IPv6 takes more than 32 new bits',
    why: 'A wrong network in a policy is a hole.',
    proof: expressions('network'),
  },
  {
    what: 'YAML is read as YAML 1.2',
    terraform: 'dates become times, `!!int "1"` stays a text, the last of two equal keys wins',
    here: 'dates stay as written, tags are obeyed, equal keys are an error',
    why: 'Nothing is changed or lost on the way.',
    proof: expressions('yaml'),
  },
  {
    what: 'Files that are not there',
    terraform: '`fileexists` of a folder is an error; `fileset` of a missing folder is empty',
    here: '`fileexists` of a folder is false; `fileset` of a missing folder is an error',
    why: 'A misspelt folder must not look like one without files.',
    proof: expressions('files'),
  },
  {
    what: 'Files start at the file that names them',
    terraform: '`file("x")` starts at the working folder; `path.module` is relative to it',
    here: '`file("x")` starts at its own file, and `path.module` is a whole path: `file("${path.module}/x")` is the same file in both',
    why: 'A seed means the same wherever the command is typed.',
    proof: {
      kind: 'files',
      files: {
        'main.seed.hcl': 'module "a" {\n  source = "./a"\n}\n',
        'a/main.seed.hcl': 'output "x" {\n  value = "${file("x")}${file("${path.module}/x")}"\n}\n',
        'a/x': 'text',
      },
      codes: [],
    },
  },
  {
    what: 'A function more',
    terraform: 'no `setsymmetricdifference`',
    here: 'what is in one of two sets only',
    why: 'It completes the functions on sets.',
    proof: expressions('more-functions'),
  },
  {
    what: 'There are no workspaces',
    terraform: '`terraform.workspace`',
    here: 'an error',
    why: 'There is no state to have several of: a variable says which environment is meant.',
    proof: expressions('no-workspace'),
  },
  {
    what: 'Names are looked up in the seed, not in the expression',
    terraform: 'the expression alone says that a name is unknown',
    here: 'the seed does, before anything is evaluated, also inside of `try` (next row)',
    why: 'All unknown names are told at once, with suggestions.',
    proof: expressions('judged-by-the-seed'),
  },
  {
    what: 'try and can do not hide unknown names',
    terraform: 'the same',
    here: '`try(nothing, 1)` in a seed is the error `unknown-reference`',
    why: 'A misspelt name is never what was meant.',
    proof: { kind: 'seed', seed: 'output "x" {\n  value = try(nothing, 1)\n}\n', codes: ['unknown-reference'] },
  },
  {
    what: 'Maps of null and something else',
    terraform:
      '`tomap({ a = { b = null }, c = { b = [1] } })` is refused: a null inside of a member has no type to unify',
    here: 'a null fits everything, at any depth',
    why: 'A null is a value of every type.',
    proof: expressions('map-of-nulls'),
  },
];
