import { lex } from '../../src/language/lexer/lexer.ts';

/** A sequence of numbers in [0, 1) that is always the same. */
const numbers = (): (() => number) => {
  let state = 20261123;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
};

/** What people and machines put where it does not belong. */
const STRAY = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    ',',
    ':',
    '=',
    '"',
    "'",
    '`',
    ';',
    '$',
    '%',
    '${',
    '%{',
    '~',
    '~}',
    '.',
    '*',
    '...',
  ],
  ...[
    '=>',
    '==',
    '!',
    '-',
    '&&',
    '|',
    '&',
    '?',
    '<<EOT\n',
    '<<-E',
    'EOT',
    '#',
    '//',
    '/*',
    '*/',
    '\\',
    '\n',
    '\r',
    '\r\n',
  ],
  ...[
    '\t',
    ' ',
    'for',
    'in',
    'if',
    'null',
    '1',
    '1.',
    '.5',
    '1e',
    '1.2.3',
    'é',
    '\u200b',
    '\u00a0',
    '“',
    '🔑',
    '@',
    '^',
    '::',
  ],
];

/** Texts with one or two tokens taken away, doubled, exchanged, or strangers among them. */
export const mutations = (texts: readonly string[], count: number): readonly string[] => {
  const next = numbers();
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <T>(all: readonly T[]): T | undefined => all[below(all.length)];
  const mutate = (text: string): string => {
    const { tokens } = lex(text);
    const one = tokens[below(tokens.length)];
    const other = tokens[below(tokens.length)];
    if (one === undefined || other === undefined) return text;
    const [before, itself, after] = [text.slice(0, one.start), text.slice(one.start, one.end), text.slice(one.end)];
    const strange = pick(STRAY) ?? '';
    const ways = [
      before + after,
      before + itself + itself + after,
      before + text.slice(other.start, other.end) + after,
      before + strange + itself + after,
      before + strange + after,
      before,
    ];
    return pick(ways) ?? text;
  };
  return Array.from({ length: count }, () => {
    const once = mutate(pick(texts) ?? '');
    return next() < 0.3 ? mutate(once) : once;
  });
};
