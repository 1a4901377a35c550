import type { Literal } from '../ast.ts';
import type { Token } from '../lexer/token.ts';
import { LARGEST_EXPONENT, parseNumber } from '../values/number.ts';
import { fail, next, type Parsing, peek, textOf } from './parsing.ts';

/** The next token, a number, with a word for what people write instead of one: `24h`, `1_000`, `1.2.3`. */
export const parseNumberToken = (parsing: Parsing): Literal => {
  const token = next(parsing);
  const after = peek(parsing);
  // `[for n in list : 1if n > 2]` is legal.
  if (after.kind === 'identifier' && after.start === token.end && textOf(parsing, after) !== 'if') {
    const written = textOf(parsing, token) + textOf(parsing, after);
    const help =
      written.includes('_') && /^[\d_]+$/.test(written)
        ? ['digits are not grouped: write it without "_"']
        : [`put it in quotes: "${written}"`];
    fail(parsing, {
      code: 'bad-number',
      message: `"${written}" is not a number`,
      help,
      at: { start: token.start, end: after.end },
    });
  }
  return numberOf(parsing, token);
};

export const numberOf = (parsing: Parsing, token: Token): Literal => {
  const text = textOf(parsing, token);
  const value = parseNumber(text);
  if (value !== undefined) return { kind: 'literal', value, span: parsing.spanOf(token.start, token.end) };
  if (/^\d+\.?\d*(?:[eE][+-]?\d+)?$/.test(text)) {
    const message = `a number has at most ${LARGEST_EXPONENT} digits`;
    return fail(parsing, { code: 'too-large', message, help: ['put in quotes what is no quantity'], at: token });
  }
  const help = /^\d+(\.\d+){2,}$/.test(text)
    ? ['put a version or an address in quotes']
    : ['write digits, one point, one exponent at most'];
  return fail(parsing, { code: 'bad-number', message: `"${text.slice(0, 40)}" is not a number`, help, at: token });
};
