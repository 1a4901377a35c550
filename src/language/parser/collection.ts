import type { Expression, ObjectExpression } from '../ast.ts';
import { composed } from '../compose.ts';
import type { Token } from '../lexer/token.ts';
import { parseExpression } from './expression.ts';
import { parseFor } from './for.ts';
import {
  accept,
  described,
  endOfPrevious,
  fail,
  fitted,
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

const parseMembers = (parsing: Parsing, open: Token): ObjectExpression => {
  const items: { key: Expression; value: Expression }[] = [];
  skipLines(parsing);
  while (peek(parsing).kind !== '}') {
    refuseComma(parsing);
    const key = parseKey(parsing);
    expectEquals(parsing);
    const value = parseExpression(parsing);
    items.push({ key, value });
    endMember(parsing);
    skipLines(parsing);
  }
  return { kind: 'object', items: fitted(items), span: parsing.spanOf(open.start, next(parsing).end) };
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
    value: composed(textOf(parsing, token)),
    span: parsing.spanOf(token.start, token.end),
  };
};

const parseDottedKey = (parsing: Parsing, key: Expression): Expression => {
  const base = key.kind === 'access' ? key.base : undefined;
  if (base?.kind !== 'variable') return key;
  const help = ['put a key with dots in quotes', 'or put an expression that makes the key in ( )'];
  return fail(parsing, {
    code: 'bad-key',
    message: 'a key is a name, a string, or an expression in ( )',
    help,
    at: key.span,
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
