import type { Expression, Literal } from '../ast.ts';
import type { Token } from '../lexer/token.ts';
import { parseArguments } from './call.ts';
import { parseBrackets, parseObject } from './collection.ts';
import { acrossLines, parseExpression } from './expression.ts';
import { parseNumberToken } from './number.ts';
import {
  accept,
  described,
  fail,
  nameOf,
  nested,
  next,
  type Parsing,
  peek,
  peekSecond,
  previous,
  textOf,
} from './parsing.ts';
import { parseHeredoc, parseQuoted } from './template.ts';

/** One operand, without what follows it. */
export const parseTerm = (parsing: Parsing): Expression => {
  const token = peek(parsing);
  switch (token.kind) {
    case 'number':
      return parseNumberToken(parsing);
    case 'quote-open':
      return parseQuoted(parsing);
    case 'heredoc-open':
      return parseHeredoc(parsing);
    case 'identifier':
      return isCall(peekSecond(parsing)) ? parseCall(parsing) : parseName(parsing);
    case '(':
      return parseParentheses(parsing);
    case '[':
      return parseBrackets(parsing);
    case '{':
      return parseObject(parsing);
    case 'bad-string':
      next(parsing);
      return { kind: 'invalid', span: parsing.spanOf(token.start, token.end) };
    default:
      return missing(parsing);
  }
};

const KEYWORDS: ReadonlyMap<string, Literal['value']> = new Map<string, Literal['value']>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

const parseName = (parsing: Parsing): Expression => {
  const token = next(parsing);
  const name = nameOf(parsing, token);
  const span = parsing.spanOf(token.start, token.end);
  const value = KEYWORDS.get(name);
  return value === undefined ? { kind: 'variable', name, span } : { kind: 'literal', value, span };
};

const isCall = ({ kind }: Token): boolean => kind === '(' || kind === '::';

/** `name(…)`, or `namespace::name(…)`. */
const parseCall = (parsing: Parsing): Expression => {
  const token = next(parsing);
  let name = nameOf(parsing, token);
  let last = token;
  while (accept(parsing, '::') !== undefined) {
    last = next(parsing);
    name += `::${textOf(parsing, last)}`;
    if (last.kind !== 'identifier')
      failFunction(parsing, `expected a name after "::", found ${described(parsing, last)}`);
  }
  if (peek(parsing).kind !== '(') failFunction(parsing, `expected "(" after the name of the function "${name}"`);
  const { args, spread, end } = parseArguments(parsing);
  const nameSpan = parsing.spanOf(token.start, last.end);
  // `core::` is the namespace of all functions that belong to no provider: of all there are here.
  return {
    kind: 'call',
    name: name.replace(/^core::/, ''),
    nameSpan,
    args,
    spread,
    span: parsing.spanOf(token.start, end),
  };
};

const failFunction = (parsing: Parsing, message: string): never =>
  fail(parsing, {
    code: 'unexpected-token',
    message,
    help: ['"::" stands in the name of a function only', 'the parts of a value are named with "."'],
  });

const parseParentheses = (parsing: Parsing): Expression => {
  const open = next(parsing);
  return nested(parsing, true, () => {
    const inner = parseExpression(parsing);
    const token = peek(parsing);
    if (token.kind !== ')') {
      const help = token.kind === ',' ? ['a list stands in brackets: [a, b]'] : [];
      fail(parsing, {
        code: 'missing-operator',
        message: `expected an operator or ")", found ${described(parsing, token)}`,
        help,
      });
    }
    return { kind: 'parentheses', inner, span: parsing.spanOf(open.start, next(parsing).end) };
  });
};

const WRONG_PLACE: Readonly<Record<string, string>> = {
  '=': 'compare with ==',
  '...': 'the ... that spreads a list stands after the last argument of a function',
  ',': 'there is nothing between this comma and what is before it',
  '.': 'a number begins with a digit: 0.5',
  '*': 'a splat follows the list: list[*].name',
  'directive-open': '%{ } is for templates: it stands inside a string',
};

/** There should be a value, and there is none: marked where it should stand. */
const missing = (parsing: Parsing): never => {
  const token = peek(parsing);
  const before = previous(parsing);
  const hint =
    before.kind === '?' && token.kind === '?'
      ? 'there is no "??": coalesce(a, b) takes the first that is not null'
      : parsing.text.startsWith('<<', token.start)
        ? 'a text of several lines begins with <<EOT and ends with a line that holds EOT alone'
        : WRONG_PLACE[token.kind];
  if (['newline', 'end', '}', ']', ')', 'template-close'].includes(token.kind)) {
    const after = before.kind === 'end' ? '' : ` after ${described(parsing, before)}`;
    const list = before.kind === '=' && parsing.tokens[parsing.at + 1]?.kind === '-';
    const help = list
      ? ['a list is written ["a", "b"]']
      : before.kind === '='
        ? ['the value begins on the same line']
        : acrossLines(parsing);
    return fail(parsing, {
      code: 'missing-expression',
      message: `expected a value${after}`,
      help,
      at: { start: before.end, end: before.end },
    });
  }
  const help = hint === undefined ? [] : [hint];
  return fail(parsing, {
    code: 'missing-expression',
    message: `expected a value, found ${described(parsing, token)}`,
    help,
  });
};
