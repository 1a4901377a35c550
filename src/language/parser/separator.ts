import type { Token } from '../lexer/token.ts';
import { described, endOfPrevious, fail, type Parsing, peek, textOf } from './parsing.ts';

/** In a list, after a value: neither a comma nor the end. Says which of the two was forgotten. */
export const failSeparator = (parsing: Parsing, closer: string): never => {
  const token = peek(parsing);
  const end = endOfPrevious(parsing);
  if (closer === ']' && textOf(parsing, token) === 'for') {
    const help = ['write [for x in list : x]'];
    return fail(parsing, { code: 'bad-for', message: 'a for stands at the beginning of its list', help });
  }
  if (BEGINS_VALUE.has(token.kind)) {
    const code = token.start === end ? 'missing-operator' : 'missing-comma';
    const message =
      code === 'missing-comma'
        ? `expected a comma before ${described(parsing, token)}`
        : `expected an operator or a comma before ${described(parsing, token)}`;
    return fail(parsing, {
      code,
      message,
      at: code === 'missing-comma' ? { start: end, end } : token,
      help: helpFor(parsing, token),
    });
  }
  const message = `expected "," or "${closer}", found ${described(parsing, token)}`;
  return fail(parsing, { code: 'unexpected-token', message, help: helpFor(parsing, token) });
};

const BEGINS_VALUE: ReadonlySet<string> = new Set([
  'identifier',
  'number',
  'quote-open',
  'heredoc-open',
  'bad-string',
  '{',
  '[',
  '(',
]);

const helpFor = (parsing: Parsing, token: Token): readonly string[] => {
  if (token.kind === '=') return ['name = value belongs in braces: { name = value }, and a comparison is =='];
  if (token.kind === ':') return ['name: value belongs in braces: { name = value }'];
  const before = parsing.text.charAt(token.start - 1);
  return before === '"' ? ['a quote inside a string is written \\"'] : ['put a comma between two members'];
};
