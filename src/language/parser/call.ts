import type { Expression } from '../ast.ts';
import { parseExpression } from './expression.ts';
import { accept, described, fail, fitted, nested, next, type Parsing, peek } from './parsing.ts';
import { failSeparator } from './separator.ts';

interface Arguments {
  readonly args: readonly Expression[];
  readonly spread: boolean;
  readonly end: number;
}

/** From `(` to `)`. Newlines do not count; a comma may follow the last argument, unless it is spread. */
export const parseArguments = (parsing: Parsing): Arguments => {
  next(parsing);
  return nested(parsing, true, () => {
    const args: Expression[] = [];
    while (peek(parsing).kind !== ')') {
      args.push(parseExpression(parsing));
      if (accept(parsing, '...') !== undefined) return closeSpread(parsing, args);
      if (accept(parsing, ',') === undefined && peek(parsing).kind !== ')') failSeparator(parsing, ')');
    }
    return { args: fitted(args), spread: false, end: next(parsing).end };
  });
};

const closeSpread = (parsing: Parsing, args: readonly Expression[]): Arguments => {
  if (peek(parsing).kind !== ')') {
    const message = `expected ")" after "...", found ${described(parsing, peek(parsing))}`;
    fail(parsing, {
      code: 'unexpected-token',
      message,
      help: ['only the last argument can be spread, and no comma follows it'],
    });
  }
  return { args: fitted(args), spread: true, end: next(parsing).end };
};
