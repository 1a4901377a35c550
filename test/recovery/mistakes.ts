import { lex } from '../../src/language/lexer/lexer.ts';
import type { Token, TokenKind } from '../../src/language/lexer/token.ts';
import type { Random } from '../fuzz/random.ts';

/** One mistake: what is changed in the valid text, and the offsets (of that text) whose lines are those of the mistake. */
export interface Planted {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly places: readonly number[];
}

/** A text with the tokens that a person would see in it. */
export interface Field {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** For each opener and closer, the index of its partner. */
  readonly partner: ReadonlyMap<number, number>;
  /** Whether a token stands in a template. */
  readonly inTemplate: (index: number) => boolean;
}

const OPENERS: ReadonlySet<TokenKind> = new Set([
  ...(['{', '[', '(', 'quote-open', 'heredoc-open', 'interpolation-open', 'directive-open'] as const),
]);
const CLOSERS: ReadonlySet<TokenKind> = new Set([
  ...(['}', ']', ')', 'quote-close', 'heredoc-close', 'template-close'] as const),
]);

export const fieldOf = (text: string): Field => {
  const { tokens } = lex(text);
  const partner = new Map<number, number>();
  const stack: number[] = [];
  const depths: number[] = [];
  for (const [index, { kind }] of tokens.entries()) {
    if (CLOSERS.has(kind)) {
      const opener = stack.pop() ?? 0;
      partner.set(index, opener).set(opener, index);
    }
    depths.push(stack.filter((at) => /quote|heredoc/.test(tokens[at]?.kind ?? '')).length);
    if (OPENERS.has(kind)) stack.push(index);
  }
  return { text, tokens, partner, inTemplate: (index) => (depths[index] ?? 0) > 0 };
};

type Maker = (field: Field, random: Random) => Omit<Planted, 'name'> | undefined;

/** One of the indexes that fit, at random. */
const some = (field: Field, random: Random, fits: (token: Token, index: number) => boolean): number | undefined => {
  const all = field.tokens.flatMap((token, index) => (fits(token, index) ? [index] : []));
  return all[random.below(all.length)];
};

const kindAt = (field: Field, index: number): TokenKind | undefined => field.tokens[index]?.kind;

/** Is it `name =` or `name {` of an item, at the beginning of its line? */
const isFirst = (field: Field, index: number): boolean => {
  const before = kindAt(field, index - 1);
  return !field.inTemplate(index) && (before === undefined || before === 'newline' || before === 'comment');
};

const lineOf = (text: string, at: number): readonly [start: number, end: number] => {
  const end = text.indexOf('\n', at);
  return [text.lastIndexOf('\n', at - 1) + 1, end < 0 ? text.length : end];
};

/** Takes a token away. Of an opener or closer, the line of its partner is as good a place to report it. */
const forget =
  (kind: TokenKind, more: (field: Field, index: number) => boolean = () => true): Maker =>
  (field, random) => {
    const index = some(field, random, (token, at) => token.kind === kind && more(field, at));
    const token = field.tokens[index ?? -1];
    if (index === undefined || token === undefined) return undefined;
    const partner = CLOSERS.has(kind) ? field.tokens[field.partner.get(index) ?? -1] : undefined;
    const places = partner === undefined ? [token.start] : [token.start, partner.start];
    const [start, end] = lineOf(field.text, token.start);
    // What stood alone is forgotten with its line: then the lines before and after it are where it is missing.
    if (field.text.slice(start, end).trim() === field.text.slice(token.start, token.end)) {
      return { start, end: end + 1, text: '', places: [...places, Math.max(0, start - 1), end + 1] };
    }
    return { start: token.start, end: token.end, text: '', places };
  };

/** Puts a text before, after or in place of a token. */
const change =
  (fits: (field: Field, index: number) => boolean, to: (was: string, random: Random) => string): Maker =>
  (field, random) => {
    const index = some(field, random, (_, at) => fits(field, at));
    const token = field.tokens[index ?? -1];
    if (token === undefined) return undefined;
    const { start, end } = token;
    return { start, end, text: to(field.text.slice(start, end), random), places: [start] };
  };

const is =
  (...kinds: readonly TokenKind[]) =>
  (field: Field, index: number): boolean =>
    kinds.includes(kindAt(field, index) ?? 'end') && !field.inTemplate(index);

const isBlockBrace = (field: Field, index: number): boolean =>
  is('{')(field, index) &&
  ['quote-close', 'identifier'].includes(kindAt(field, index - 1) ?? 'end') &&
  kindAt(field, index + 1) === 'newline';

const isAssign = (field: Field, index: number): boolean => is('=')(field, index) && isFirst(field, index - 1);

const endsValue = (field: Field, index: number): boolean =>
  is('quote-close', 'number', ']', 'identifier')(field, index) && kindAt(field, index + 1) === 'newline';

const isSimpleValue = (field: Field, index: number): boolean =>
  is('number', 'identifier')(field, index) && isAssign(field, index - 1) && kindAt(field, index + 1) === 'newline';

/** A whole string in quotes becomes something else. */
const changeString =
  (to: (inside: string) => string): Maker =>
  (field, random) => {
    const plain = (at: number): boolean => kindAt(field, at + 1) === 'text' && kindAt(field, at + 2) === 'quote-close';
    const index = some(field, random, (_, at) => is('quote-open')(field, at) && plain(at)) ?? -1;
    const [open, close] = [field.tokens[index], field.tokens[index + 2]];
    if (open === undefined || close === undefined) return undefined;
    const text = to(field.text.slice(open.end, close.start));
    return { start: open.start, end: close.end, text, places: [open.start] };
  };

const WRONG_ENDS = ['EOF', 'eot', 'END', 'EOT,', 'EOT }', '', 'EOT;'] as const;

const wrongHeredocEnd: Maker = (field, random) => {
  const index = some(field, random, ({ kind }) => kind === 'heredoc-close') ?? -1;
  const [close, open] = [field.tokens[index], field.tokens[field.partner.get(index) ?? -1]];
  if (close === undefined || open === undefined) return undefined;
  const written = field.text.slice(close.start, close.end);
  const marker = written.trim();
  const wrong = random.pick(WRONG_ENDS).replace('EOT', marker).replace('eot', marker.toLowerCase());
  return {
    start: close.start,
    end: close.end,
    text: written.replace(marker, wrong),
    places: [open.start, close.start],
  };
};

/** A whole line that does not belong. */
const strayLine =
  (...lines: readonly [string, ...string[]]): Maker =>
  (field, random) => {
    const index = some(field, random, (token, at) => token.kind === 'newline' && !field.inTemplate(at));
    const token = field.tokens[index ?? -1];
    if (token === undefined) return undefined;
    const [start] = lineOf(field.text, token.start);
    const indent = /^ */.exec(field.text.slice(start))?.[0] ?? '';
    // Inserted after this newline; its own place is the character before the next line.
    return { start: token.end, end: token.end, text: `${indent}${random.pick(lines)}\n`, places: [token.end] };
  };

export const MISTAKES: Readonly<Record<string, Maker>> = {
  'forgotten closing quote': forget('quote-close'),
  'forgotten opening quote': forget('quote-open'),
  'forgotten } of a block': forget('}', (field, at) => isBlockBrace(field, field.partner.get(at) ?? -1)),
  'forgotten } of an object': forget('}', (field, at) => !isBlockBrace(field, field.partner.get(at) ?? -1)),
  'forgotten { of a block': forget('{', isBlockBrace),
  'forgotten { of an object': forget('{', (field, at) => !isBlockBrace(field, at)),
  'forgotten ]': forget(']'),
  'forgotten [': forget('['),
  'forgotten )': forget(')'),
  'forgotten (': forget('('),
  'forgotten } of a template': forget('template-close'),
  'comma after an attribute': change(endsValue, (was) => `${was},`),
  'two commas': change(is(','), () => ',,'),
  'forgotten comma': change(is(','), () => ''),
  'forgotten =': change(isAssign, () => ''),
  '= before the { of a block': change(isBlockBrace, () => '= {'),
  'wrong end of a heredoc': wrongHeredocEnd,
  'stray closer': change(endsValue, (was, random) => was + random.pick(['}', ']', ')'])),
  'stray quote': change(endsValue, (was) => `${was}"`),
  'stray line': strayLine('}', ']', ')', 'something', '- item', '"text"', '...', '= 1'),
  'unknown character': change(
    is('=', '{', 'identifier', ','),
    (was, random) => `${was} ${random.pick(['@', '§', '`', '\\', '^', '\u200b', '$'])}`,
  ),
  semicolon: change(endsValue, (was) => `${was};`),
  'missing value': change(isSimpleValue, () => ''),
  'doubled =': change(isAssign, (_, random) => random.pick(['==', '= =', '=>', ':=', '+='])),
  'colon for =': change(isAssign, () => ':'),
  'doubled operator': change(is('==', '!=', '>', '?', '.', ':', '=>'), (was) => `${was} ${was}`),
  'operator without operand': change(
    endsValue,
    (was, random) => `${was} ${random.pick(['+', '&&', '==', '?', '.', '-'])}`,
  ),
  'single quotes': changeString((inside) => `'${inside}'`),
  'typographic quotes': changeString((inside) => `“${inside}”`),
  'words without quotes': changeString((inside) => `${inside.replaceAll(/[^a-z ]/gi, '')} of mine`),
  'wrong escape': changeString((inside) => `"${inside}\\d"`),
  'number with a unit': change(isSimpleValue, () => '24h'),
  'value beside a value': change(endsValue, (was) => `${was} 5`),
  'name in quotes': change(
    (field, at) => isFirst(field, at) && isAssign(field, at + 1) && !inObject(field, at),
    (was) => `"${was}"`,
  ),
};

/** Is the innermost brace around it that of an object? Names may stand in quotes there. */
const inObject = (field: Field, index: number): boolean => {
  let opener = -1;
  for (const [one, other] of field.partner) if (one < index && other > index && one > opener) opener = one;
  return opener >= 0 && !isBlockBrace(field, opener);
};

const NAMES = Object.keys(MISTAKES);

/** Any mistake that this text has room for. */
export const anyMistake = (field: Field, random: Random): Planted => {
  for (;;) {
    const name = NAMES[random.below(NAMES.length)] ?? '';
    const planted = MISTAKES[name]?.(field, random);
    if (planted !== undefined) return { name, ...planted };
  }
};
