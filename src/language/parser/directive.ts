import { suggest } from '../../model/suggest.ts';
import type { Expression } from '../ast.ts';
import type { Token } from '../lexer/token.ts';
import { parseExpression } from './expression.ts';
import { type ForIntro, parseForIntro } from './for.ts';
import { described, fail, next, type Parsing, peek, textOf } from './parsing.ts';

export type Directive =
  | { readonly kind: 'if'; readonly condition: Expression }
  | ({ readonly kind: 'for' } & ForIntro)
  | { readonly kind: 'else' }
  | { readonly kind: 'endif' }
  | { readonly kind: 'endfor' };

const WORDS = ['if', 'else', 'endif', 'for', 'endfor'] as const;

/** What stands between `%{` and `}`. */
export const parseDirective = (parsing: Parsing, open: Token): Directive => {
  const token = peek(parsing);
  const word = WORDS.find((each) => token.kind === 'identifier' && textOf(parsing, token) === each);
  if (word === undefined) return failWord(parsing, open, token);
  if (word === 'for') return { kind: 'for', ...parseForIntro(parsing) };
  next(parsing);
  return word === 'if' ? { kind: 'if', condition: parseExpression(parsing) } : { kind: word };
};

const failWord = (parsing: Parsing, open: Token, token: Token): never => {
  const near = suggest(textOf(parsing, token), WORDS);
  const help =
    near === undefined
      ? ['after %{ comes if, else, endif, for or endfor', 'write %%{ for the characters themselves']
      : [`did you mean ${near}?`];
  const at = token.kind === 'template-close' ? { start: open.start, end: token.end } : token;
  return fail(parsing, {
    code: 'bad-directive',
    message: `there is no template directive ${described(parsing, token)}`,
    help,
    at,
  });
};
