import type { Row } from './row.ts';

export const layout: readonly Row[] = [
  {
    what: 'Labels with $ or %',
    terraform: 'are dropped: `policy "a$b" {}` becomes `policy {}`',
    here: 'stay',
    why: 'The name of the policy would be gone.',
    proof: { kind: 'layout', text: 'policy "a$b" {}', becomes: 'policy "a$b" {}' },
  },
  {
    what: 'true and null as an index',
    terraform: '`b[true]` becomes `b[]`',
    here: 'stay',
    why: 'It would not parse any more.',
    proof: { kind: 'layout', text: 'a = b[ null ]', becomes: 'a = b[null]' },
  },
  {
    what: 'A template of several lines that is taken apart',
    terraform: 'becomes lines that do not parse',
    here: 'gets parentheses around it',
    why: 'A formatter keeps the meaning.',
    proof: { kind: 'layout', text: 'a = "${b # why\n+ c}"', becomes: 'a = (b # why\n+ c)' },
  },
];
