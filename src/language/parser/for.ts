import type { Expression, For } from '../ast.ts';
import type { Token } from '../lexer/token.ts';
import { parseExpression } from './expression.ts';
import { accept, described, fail, next, type Parsing, peek, textOf } from './parsing.ts';

/** From the word `for` to the closing bracket. Newlines do not count in it. */
export const parseFor = (parsing: Parsing, open: Token, closer: ']' | '}'): Expression => {
  const { keyName, valueName, collection } = parseForIntro(parsing);
  expect(parsing, ':', closer);
  const first = parseExpression(parsing);
  const value = closer === '}' ? parseAfterKey(parsing) : first;
  const grouping = accept(parsing, '...') !== undefined;
  if (grouping && closer === ']') {
    fail(parsing, {
      code: 'bad-for',
      message: '"..." groups the members of an object, not of a list',
      help: ['delete the ...'],
    });
  }
  const condition = acceptWord(parsing, 'if') ? parseExpression(parsing) : undefined;
  expect(parsing, closer, closer);
  const span = parsing.spanOf(open.start, parsing.tokens[parsing.at - 1]?.end ?? open.end);
  const made: Pick<For, 'key'> = closer === '}' ? { key: first } : {};
  return { kind: 'for', keyName, valueName, collection, ...made, value, condition, grouping, span };
};

export interface ForIntro {
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
}

/** `for k, v in collection`: shared by expressions and by `%{ for }`. */
export const parseForIntro = (parsing: Parsing): ForIntro => {
  next(parsing);
  const first = expectName(parsing);
  const second = accept(parsing, ',') === undefined ? undefined : expectName(parsing);
  if (!acceptWord(parsing, 'in')) {
    fail(parsing, {
      code: 'bad-for',
      message: `expected "in", found ${described(parsing, peek(parsing))}`,
      help: [SHAPE],
    });
  }
  const collection = parseExpression(parsing);
  return second === undefined
    ? { keyName: undefined, valueName: first, collection }
    : { keyName: first, valueName: second, collection };
};

const SHAPE = 'a for is: for value in collection, or: for key, value in collection';

const expectName = (parsing: Parsing): string => {
  const token = accept(parsing, 'identifier');
  if (token !== undefined) return textOf(parsing, token).normalize('NFC');
  return fail(parsing, {
    code: 'bad-for',
    message: `expected a name, found ${described(parsing, peek(parsing))}`,
    help: [SHAPE],
  });
};

const acceptWord = (parsing: Parsing, word: string): boolean => {
  const token = peek(parsing);
  const found = token.kind === 'identifier' && textOf(parsing, token) === word;
  if (found) next(parsing);
  return found;
};

const parseAfterKey = (parsing: Parsing): Expression => {
  expect(parsing, '=>', '}');
  return parseExpression(parsing);
};

const SHAPES = {
  ']': 'a list: [for value in collection : result]',
  '}': 'an object: { for key, value in collection : key => value }',
} as const;

/** Words by which other languages begin the condition of a `for`. */
const CONDITION: ReadonlySet<string> = new Set(['where', 'when', 'unless', 'filter']);

const CONDITIONS = {
  ']': '[for value in collection : value if value != "a"]',
  '}': '{ for key, value in collection : key => value if value != "a" }',
} as const;

const expect = (parsing: Parsing, kind: ':' | '=>' | ']' | '}', closer: ']' | '}'): void => {
  if (accept(parsing, kind) !== undefined) return;
  const token = peek(parsing);
  const message = `expected "${kind}", found ${described(parsing, token)}`;
  const help = CONDITION.has(textOf(parsing, token)) ? [`a condition begins with if: ${CONDITIONS[closer]}`] : [];
  fail(parsing, { code: 'bad-for', message, help: [...help, SHAPES[closer]] });
};
