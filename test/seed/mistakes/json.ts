import type { Mistake } from './mistake.ts';

const seed = (value: unknown): Mistake['seed'] => ({ 'main.seed.json': JSON.stringify(value) });

export const jsonMistakes: readonly Mistake[] = [
  {
    name: 'a mount without a name',
    seed: seed({ mount: { type: 'kv', options: { version: '2' } } }),
    want: [
      'main.seed.json:1:2 block-as-attribute: this "mount" has no name | write "mount": { "NAME": { "type": … } }',
    ],
  },
  {
    name: 'policies as a list, with their names inside',
    seed: seed({ policy: [{ name: 'p', path: { 'x/*': { capabilities: ['read'] } } }] }),
    want: [
      'main.seed.json:1:2 block-as-attribute: this "policy" has no name | write "policy": { "NAME": { "path": … } }',
    ],
  },
  {
    name: 'a secret without a name',
    seed: seed({ mount: { kv: { options: { version: '2' }, secret: { data: { a: 'b' } } } } }),
    want: [
      'main.seed.json:1:43 block-as-attribute: this "secret" has no name | write "secret": { "NAME": { "data": … } }',
    ],
  },
  {
    name: 'secrets that are called like their members',
    seed: seed({
      mount: { options: { type: 'kv', options: { version: '2' }, secret: { data: { data: { a: 'b' } } } } },
    }),
    want: [],
  },
  {
    name: 'the value of an output beside its name',
    seed: seed({ output: { x: 'y' } }),
    want: [
      'main.seed.json:1:16 block-as-attribute: the output "x" is a block: expected an object, found a string | write "x": { "value": … }',
    ],
  },
  {
    name: 'a type beside the name of a mount',
    seed: seed({ mount: { a: { type: 'transit' }, c: 'transit' } }),
    want: [
      'main.seed.json:1:38 block-as-attribute: the mount "c" is a block: expected an object, found a string | write "c": { … }',
    ],
  },
  {
    name: 'a misspelt field alone',
    seed: seed({ mount: { typ: 'transit' } }),
    want: ['main.seed.json:1:2 block-as-attribute: this "mount" has no name'],
  },
  {
    name: 'what to write, in JSON',
    seed: seed({ mount: { kv: { version: '2' } }, locals: { a: '${var.b}' } }),
    want: [
      'main.seed.json:1:17 unknown-field: a secrets engine mount has no field version | write "options": { "version": "2" }',
      'main.seed.json:1:50 unknown-reference: there is no variable "b" | declare it: "variable": { "b": { … } }',
    ],
  },
  {
    name: 'an equals sign in a mount that holds blocks: one mistake, and nothing is said of what stands beside it',
    seed: {
      'main.seed.json': '{"mount": {"a": {"type" = "kv", "secret": {"b": {"data": {"c": "d"}}}}, "x": {"typ": "kv"}}}',
    },
    want: [
      'main.seed.json:1:25 bad-json: between a name and its value stands a colon | write ":"',
      'main.seed.json:1:79 unknown-field: ',
    ],
  },
  {
    name: 'a name in single quotes, and blocks beside it',
    seed: { 'main.seed.json': `{"mount": {"a": {'type': "kv", "secret": {"b": {"data": {"c": "d"}}}}}}` },
    want: ['main.seed.json:1:18 bad-json: this has no meaning in JSON | strings stand in double quotes'],
  },
  {
    name: 'yes where true is meant',
    seed: { 'main.seed.json': '[{"mount": {"a": {"type": "kv", "local": yes, "secret": {"b": {}}}}}]' },
    want: ['main.seed.json:1:42 bad-json: this has no meaning in JSON | write true, or "yes" for the text'],
  },
  ...(
    [
      [
        'a list that is not closed',
        '{"policy": {"a": {"path": {"b": {"capabilities": ["read" }}}}}',
        '1:50 bad-json: this "[" is never closed | add the "]" that belongs to it',
      ],
      ['an object that is closed as a list', '{"locals": {"a": {"b": 1 ]}}', '1:18 bad-json: this "{" is never closed'],
      [
        'YAML',
        'mount:\n  store:\n    type: kv',
        '1:1 bad-json: this file is written in YAML, and a seed in JSON | the same in JSON: { "BLOCK": { "NAME": { … } } }',
      ],
      [
        'YAML with its mark',
        '---\n# ours\nmount:\n  store:\n    type: kv',
        '3:1 bad-json: this file is written in YAML',
      ],
      ['HCL', 'mount "store" {}', '1:1 bad-json: this has no meaning in JSON | this is HCL: name the file *.seed.hcl'],
      [
        'a name without quotes',
        '{"locals": { a: 1 } }',
        '1:14 bad-json: this has no meaning in JSON | write "a", in quotes',
      ],
      [
        'a duration without quotes',
        '{"locals": { "a": 90m } }',
        '1:21 bad-json: this has no meaning in JSON | write "90m", in quotes',
      ],
      [
        'quotes inside of a text',
        '{"policy": {"a": {"rules": "path "x" {}"}}}',
        '1:35 bad-json: this has no meaning in JSON | a quote inside of a text is written \\"',
      ],
      [
        'a text of several lines',
        '{"policy": {"a": {"rules": "path\n x"}}}',
        '1:28 bad-json: a text in JSON stays on one line | write \\n in the place of each new line',
      ],
    ] as const
  ).map(([name, text, want]) => ({ name, seed: { 'main.seed.json': text }, want: [`main.seed.json:${want}`] })),
];
