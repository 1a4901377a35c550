import type { Span } from '../../model/span.ts';
import type { Expression, ObjectExpression } from '../ast.ts';
import { isOpener } from '../lexer/balance.ts';
import type { Token } from '../lexer/token.ts';
import { parseExpression } from './expression.ts';
import { parseFor } from './for.ts';
import {
  Abort,
  accept,
  described,
  endOfPrevious,
  fail,
  fitted,
  nameOf,
  nested,
  next,
  type Parsing,
  peek,
  peekSecond,
  textOf,
} from './parsing.ts';
import { failSeparator } from './separator.ts';

const isFor = (parsing: Parsing): boolean =>
  peek(parsing).kind === 'identifier' && textOf(parsing, peek(parsing)) === 'for';

/** `[a, b]`, or a `for` that makes a list. */
export const parseBrackets = (parsing: Parsing): Expression => {
  const open = next(parsing);
  return nested(parsing, true, () => (isFor(parsing) ? parseFor(parsing, open, ']') : parseTuple(parsing, open)));
};

const parseTuple = (parsing: Parsing, open: Token): Expression => {
  const items: Expression[] = [];
  while (peek(parsing).kind !== ']') {
    refuseComma(parsing);
    items.push(parseExpression(parsing));
    if (accept(parsing, ',') === undefined && peek(parsing).kind !== ']') failSeparator(parsing, ']');
  }
  return { kind: 'tuple', items: fitted(items), span: parsing.spanOf(open.start, next(parsing).end) };
};

const refuseComma = (parsing: Parsing): void => {
  if (peek(parsing).kind === ',') {
    fail(parsing, { code: 'extra-comma', message: 'this comma separates nothing', help: ['delete it'] });
  }
};

/** `{ a = 1 }`, or a `for` that makes an object. Newlines separate members, as commas do. */
export const parseObject = (parsing: Parsing): Expression => {
  const open = next(parsing);
  const forms = nested(parsing, true, () => isFor(parsing));
  if (forms) return nested(parsing, true, () => parseFor(parsing, open, '}'));
  return nested(parsing, false, () => parseMembers(parsing, open));
};

const skipLines = (parsing: Parsing): void => {
  while (accept(parsing, 'newline') !== undefined);
};

type Member = ObjectExpression['items'][number];

const parseMembers = (parsing: Parsing, open: Token): Expression => {
  const items: Member[] = [];
  const { itemStart } = parsing;
  let whole = true;
  skipLines(parsing);
  while (peek(parsing).kind !== '}') {
    const member = parseMemberSafely(parsing);
    if (member === undefined) whole = false;
    else items.push(member);
    skipLines(parsing);
    // What the lexer found wrong in a member says nothing of the next.
    if (member === undefined || member.value.kind === 'invalid') parsing.itemStart = peek(parsing).start;
  }
  parsing.itemStart = itemStart;
  const span = parsing.spanOf(open.start, next(parsing).end);
  return whole ? { kind: 'object', items: fitted(items), span } : { kind: 'invalid', span };
};

const parseMember = (parsing: Parsing): Member => {
  refuseComma(parsing);
  const key = parseKey(parsing);
  if (peek(parsing).kind === '}' && isDoubled(key.span)) failDoubled(parsing, key.span);
  expectEquals(parsing);
  const value = parseExpression(parsing);
  endMember(parsing);
  return { key, value };
};

/** A wrong member costs itself and no other, where the next one can be told by its line. */
const parseMemberSafely = (parsing: Parsing): Member | undefined => {
  const begin = parsing.at;
  const { depth, skipNewlines } = parsing;
  try {
    return parseMember(parsing);
  } catch (thrown) {
    const after = thrown instanceof Abort ? nextMember(parsing, begin) : undefined;
    if (after === undefined) throw thrown;
    parsing.depth = depth;
    parsing.skipNewlines = skipNewlines;
    parsing.at = after;
    parsing.reported = false;
    return undefined;
  }
};

/** Where the line of a member begins behind the mistake in the one that began at `begin`. */
const nextMember = ({ at: failed, tokens }: Parsing, begin: number): number | undefined => {
  let depth = 0;
  for (let at = begin; ; at++) {
    const token = tokens[at];
    if (token === undefined || token.kind === 'end') return undefined;
    const { kind } = token;
    if (isOpener(token)) depth++;
    else if (kind === '}' || kind === ']' || kind === ')' || kind === 'template-close') depth--;
    if (depth < 0) return undefined;
    if (depth === 0 && kind === 'newline' && at >= failed) return isMemberAt(tokens, at + 1) ? at + 1 : undefined;
  }
};

const isMemberAt = (tokens: readonly Token[], at: number): boolean => {
  const first = tokens[at]?.kind;
  const after = first === 'quote-open' ? tokens[at + 3] : first === 'identifier' ? tokens[at + 1] : undefined;
  return after?.kind === '=' || after?.kind === ':';
};

const endMember = (parsing: Parsing): void => {
  const { kind } = peek(parsing);
  if (kind === ',' || kind === 'newline') next(parsing);
  else if (kind !== '}') failSeparator(parsing, '}');
};

/** A bare name is a string; anything else is an expression. */
const parseKey = (parsing: Parsing): Expression => {
  const token = peek(parsing);
  const { kind } = peekSecond(parsing);
  if (token.kind !== 'identifier' || (kind !== '=' && kind !== ':'))
    return parseDottedKey(parsing, parseExpression(parsing));
  next(parsing);
  return {
    kind: 'literal',
    value: nameOf(parsing, token),
    span: parsing.spanOf(token.start, token.end),
  };
};

const parseDottedKey = (parsing: Parsing, key: Expression): Expression => {
  const base = key.kind === 'access' ? key.base : undefined;
  if (base?.kind !== 'variable') return key;
  if (isDoubled(key.span)) return failDoubled(parsing, key.span);
  const help = ['put a key with dots in quotes', 'or put an expression that makes the key in ( )'];
  return fail(parsing, {
    code: 'bad-key',
    message: 'a key is a name, a string, or an expression in ( )',
    help,
    at: key.span,
  });
};

/** The first key of an object with which a template begins: `${{ secrets.NAME }}`, as workflows of other tools have it. */
const isDoubled = ({ source: { text }, start }: Span): boolean =>
  /\$\{\{[ \t]*$/.test(text.slice(Math.max(start - 20, 0), start));

const failDoubled = (parsing: Parsing, at: Span): never => {
  const name = /[\w-]+$/.exec(at.source.text.slice(at.start, at.end))?.[0] ?? 'NAME';
  return fail(parsing, {
    code: 'bad-key',
    message: 'a template has one brace here: what stands in two is the text of an object',
    help: [
      `a variable of the seed is written \${var.${/^[a-z_]\w*$/i.test(name) ? name : 'NAME'}}`,
      'one of the environment: ${env("NAME")}',
    ],
    at,
  });
};

const expectEquals = (parsing: Parsing): void => {
  const token = peek(parsing);
  if (token.kind === '=' || token.kind === ':') {
    next(parsing);
    return;
  }
  if (token.kind === 'quote-open' || token.kind === '{' || token.kind === 'identifier') {
    const help = [
      'in an object every member is key = value, a nested object as well',
      `if a block begins here, a "}" is missing before it`,
    ];
    fail(parsing, {
      code: 'unexpected-token',
      message: `expected "=" after the key, found ${described(parsing, token)}`,
      help,
    });
  }
  const at = { start: endOfPrevious(parsing), end: endOfPrevious(parsing) };
  const help =
    token.kind === 'newline' || token.kind === ',' || token.kind === '}' ? ['a list stands in brackets: [a, b]'] : [];
  const message = `expected "=" and a value, found ${described(parsing, token)}`;
  fail(parsing, { code: 'missing-expression', message, help, at: token.kind === 'newline' ? at : token });
};
