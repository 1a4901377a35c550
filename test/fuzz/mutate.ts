import type { Random } from './random.ts';

/** What a text in this language is made of, and what people bring from others. */
export const PIECES = [
  ...([
    'a',
    'b = 1',
    'for ',
    'in ',
    'if ',
    'else',
    'endif',
    'endfor',
    'true',
    'null',
    'for x in y : ',
    'é',
    '_',
  ] as const),
  ...(['\n', '\n\n', '\r\n', '\r', ' ', '\t', '{', '}', '[', ']', '(', ')', '{\n', '\n}', '[\n', '},'] as const),
  ...([
    '"',
    '""',
    '${',
    '%{',
    '~}',
    '${~',
    '%{~',
    '$${',
    '%%{',
    '$',
    '%',
    '}"',
    '"${',
    '%{ if x }',
    '%{ endif }',
  ] as const),
  ...([
    '<<EOT\n',
    '<<-EOT\n',
    'EOT\n',
    '\nEOT\n',
    '<<A\nx\nA\n',
    '<<',
    '<<-',
    '<< EOT\n',
    '<<"EOT"\n',
    '<<EOT x\n',
  ] as const),
  ...([
    '\\',
    '\\n',
    '\\u00e9',
    '\\u12',
    '\\"',
    '\\${',
    '#',
    '//',
    '/*',
    '*/',
    '# x\n',
    '/* x */',
    '#*',
    '*/*',
  ] as const),
  ...([
    ',',
    ',,',
    ':',
    '=',
    '==',
    '=>',
    '!=',
    '<=',
    '>=',
    '...',
    '..',
    '.',
    '.*',
    '[*]',
    '.0',
    '.0.0',
    '?',
    ';',
  ] as const),
  ...(['1', '0', '1.5', '1e5', '1.e5', '1e', '.5', '1.2.3', '01', '0x1', '1_000', '24h', '1e999', '1e+', '9'] as const),
  ...(['+', '-', '*', '/', '!', '&&', '||', '&', '|', '^', '~', '@', '`', "'", '“', '”', '<', '>', '<<', '%'] as const),
  ...(['\uFEFF', '\u200d', '\u00a0', '\u0000', '\u2028', '\u0085', '😀', 'e\u0301', 'x\u30fb', '\u00ad'] as const),
  ...([
    'mount "x" {\n',
    'a = [1, 2]\n',
    'a { b = 1 }\n',
    'f(x...)',
    'f(',
    'x[',
    'x ? y : z',
    '{ for a, b in c : d => e }',
  ] as const),
] as const;

type Mutation = (text: string, random: Random) => string;

const put = (text: string, at: number, piece: string, over = 0): string =>
  text.slice(0, at) + piece + text.slice(at + over);

const insertPiece: Mutation = (text, random) => put(text, random.below(text.length + 1), random.pick(PIECES));

const replaceByPiece: Mutation = (text, random) =>
  put(text, random.below(text.length + 1), random.pick(PIECES), 1 + random.below(3));

const deleteSome: Mutation = (text, random) => put(text, random.below(text.length + 1), '', 1 + random.below(4));

/** A character that means something is what is worth deleting. */
const deleteSign: Mutation = (text, random) => {
  const signs = [...text.matchAll(/[^\w\s]/g)];
  return put(text, signs[random.below(signs.length)]?.index ?? 0, '', 1);
};

const swapSigns: Mutation = (text, random) => {
  const signs = [...text.matchAll(/[^\w\s]/g)];
  const [one, two] = [signs[random.below(signs.length)], signs[random.below(signs.length)]];
  return one === undefined || two === undefined ? text : put(put(text, one.index, two[0], 1), two.index, one[0], 1);
};

const lineMutation =
  (change: (lines: string[], at: number, random: Random) => void): Mutation =>
  (text, random) => {
    const lines = text.split('\n');
    change(lines, random.below(lines.length), random);
    return lines.join('\n');
  };

const dropLine = lineMutation((lines, at) => lines.splice(at, 1));
const joinLines = lineMutation((lines, at) => lines.splice(at, 2, lines.slice(at, at + 2).join(' ')));
const copyLine = lineMutation((lines, at, random) => lines.splice(random.below(lines.length), 0, lines[at] ?? ''));
const breakLine: Mutation = (text, random) => {
  const spaces = [...text.matchAll(/ /g)];
  return put(text, spaces[random.below(spaces.length)]?.index ?? 0, '\n', 1);
};
const cut: Mutation = (text, random) => text.slice(0, random.below(text.length + 1));

const MUTATIONS = [
  ...([insertPiece, insertPiece, insertPiece, replaceByPiece, replaceByPiece, deleteSome] as const),
  ...([deleteSign, deleteSign, swapSigns, dropLine, joinLines, copyLine, breakLine, cut] as const),
] as const;

/** The text with one to four small things changed. */
export const mutated: Mutation = (text, random) => {
  let result = text;
  for (let left = 1 + random.below(random.chance(60) ? 1 : 4); left > 0; left--) {
    result = random.pick(MUTATIONS)(result, random);
  }
  // Half of a surrogate pair is no text that a file could hold.
  return result.replaceAll(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '?');
};
