import type { Item } from '../ast.ts';
import type { Token } from '../lexer/token.ts';
import { described, fail, next, type Parsing, peek, peekSecond, previous, report, textOf } from './parsing.ts';

/** After an item comes a newline, or the end of the file. */
export const endItem = (parsing: Parsing, item: Item): void => {
  if (isLineEnd(peek(parsing))) return;
  if (peek(parsing).kind === ',') {
    const comma = next(parsing);
    const more = !isLineEnd(peek(parsing)) && peek(parsing).kind !== '}' && !beginsItem(parsing, peek(parsing));
    const help = more ? ['a list stands in brackets: ["a", "b"]'] : ['delete it'];
    report(parsing, { code: 'extra-comma', message: 'no comma follows an attribute or a block', help, at: comma });
    if (isLineEnd(peek(parsing)) || peek(parsing).kind === '}') return;
  }
  const token = peek(parsing);
  if (item.kind === 'attribute' && !beginsItem(parsing, token)) failAfterValue(parsing, token);
  if (item.kind === 'block' && textOf(parsing, token) === 'else') {
    const help = ['what is chosen is a value: name = CONDITION ? WHEN_TRUE : WHEN_FALSE'];
    fail(parsing, { code: 'missing-newline', message: 'blocks cannot stand inside of an else', help });
  }
  const help =
    item.kind === 'block' ? ['begin a new line after the }'] : [`begin a new line before ${described(parsing, token)}`];
  report(parsing, {
    code: 'missing-newline',
    message: `expected a new line before ${described(parsing, token)}`,
    help,
  });
};

const isLineEnd = ({ kind }: Token): boolean => kind === 'newline' || kind === 'end';

/** What follows a value in its line looks like the next item, or like the end of the block. */
const beginsItem = (parsing: Parsing, token: Token): boolean => {
  if (token.kind === '}') return true;
  const glued = token.start === previous(parsing).end;
  return token.kind === 'identifier' && !glued && ['=', '{', 'quote-open', ':'].includes(peekSecond(parsing).kind);
};

/** Words that other languages have, and what they are here. */
const WORDS: Readonly<Record<string, string>> = {
  and: 'write && for "and"',
  or: 'write || for "or"',
  not: 'write ! for "not"',
  if: 'a choice is written: condition ? value if true : value if false',
  is: 'a comparison is written ==',
  '=': 'an attribute has one "="; a comparison is ==',
  '=>': 'a name in an object is followed by "="; a comparison is >=',
};

/** `policy = "p" {`: a block with a "=" behind its type, which is no attribute. */
export const refuseEqualsBeforeLabel = (parsing: Parsing, item: Item): void => {
  if (item.kind !== 'attribute' || peek(parsing).kind !== '{' || previous(parsing).kind !== 'quote-close') return;
  fail(parsing, {
    code: 'equals-before-block',
    message: 'no "=" stands between the type of a block and its label',
    // The text is not repeated: it may be a secret, and the brace the mistake.
    help: [`write ${item.name} "…" { … }`],
    at: { start: item.nameSpan.start, end: item.expression.span.end },
  });
};

/** `policy.team reader.name`: a label of two words behind a point. */
const SPACED = /([a-z_]+)\.([\p{L}_][\p{L}\p{N}_-]*)([ \t]+[\p{L}_][\p{L}\p{N}_-]*)\.(name|path)[ \t]*(?:\}[ \t]*)?$/u;

/** Refuses such a label where the value ended in it. */
export const refuseSpaced = (parsing: Parsing): void => {
  const { start, end } = previous(parsing);
  const token = peek(parsing);
  if (token.kind !== 'identifier' || previous(parsing).kind !== 'identifier') return;
  const from = Math.max(parsing.itemStart, start - 60);
  const line = parsing.text.slice(from, end + 120).split(/[\r\n]/, 1)[0] ?? '';
  const [whole, root, first, second, field] = SPACED.exec(line) ?? [];
  if (whole === undefined || second === undefined || from + line.length - whole.length > start) return;
  fail(parsing, {
    code: 'missing-operator',
    message: 'a name of several words stands in brackets and quotes',
    help: [`write ${root}["${first}${second}"].${field}`],
    at: { start, end: token.end },
  });
};

const failAfterValue = (parsing: Parsing, token: Token): never => {
  refuseSpaced(parsing);
  const word = WORDS[textOf(parsing, token)] ?? WORDS[textOf(parsing, previous(parsing))];
  const message = `the value ends before ${described(parsing, token)}`;
  return fail(parsing, {
    code: 'missing-operator',
    message,
    help: word === undefined ? guess(parsing, token) : [word],
  });
};

const guess = (parsing: Parsing, token: Token): readonly string[] =>
  token.kind === ':' && /^https?$/.test(textOf(parsing, previous(parsing)))
    ? [`an address stands in quotes: "${textOf(parsing, previous(parsing))}://…"`]
    : anyGuess(parsing, token);

const anyGuess = (parsing: Parsing, token: Token): readonly string[] =>
  previous(parsing).kind === 'quote-close' || token.kind === 'quote-open'
    ? ['a quote inside a string is written \\"', 'texts are joined in a template: "${a}${b}"']
    : ['put a text of several words in quotes', 'join values with an operator'];
