import type { Binary, BinaryOperator, Expression } from '../ast.ts';
import { accept, deeper, described, endOfPrevious, fail, next, type Parsing, peek, spanFrom } from './parsing.ts';
import { parseSteps } from './steps.ts';
import { parseTerm } from './term.ts';

/** Loosest first. Operators of one level are applied from the left. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

const OPERATORS = new Set(LEVELS.flat());
const isOperator = (kind: string): kind is BinaryOperator => OPERATORS.has(kind);

/** An expression: a conditional, or anything that binds tighter. */
export const parseExpression = (parsing: Parsing): Expression => deeper(parsing, parseConditional);

const parseConditional = (parsing: Parsing): Expression => {
  const condition = parseOperation(parsing);
  if (accept(parsing, '?') === undefined) return condition;
  const whenTrue = parseExpression(parsing);
  if (accept(parsing, ':') === undefined) {
    const help = ['a conditional is: condition ? value if true : value if false', ...acrossLines(parsing)];
    fail(parsing, {
      code: 'unexpected-token',
      message: `expected ":", found ${described(parsing, peek(parsing))}`,
      help,
    });
  }
  const whenFalse = parseExpression(parsing);
  return {
    kind: 'conditional',
    condition,
    whenTrue,
    whenFalse,
    span: spanFrom(parsing, condition.span),
  };
};

/** When a newline stands where the expression should go on. */
export const acrossLines = (parsing: Parsing): readonly string[] =>
  peek(parsing).kind === 'newline' ? ['put ( ) around an expression that goes over several lines'] : [];

interface Lead {
  readonly operand: Expression;
  readonly start: number;
}

/** Most expressions have no operator: their levels are walked only where there is one. */
const parseOperation = (parsing: Parsing): Expression => {
  const { start } = peek(parsing);
  const operand = parseUnary(parsing);
  return isOperator(peek(parsing).kind) ? parseLevel(parsing, 0, { operand, start }) : operand;
};

/** `lead` is the first operand, where it has been read already. */
const parseLevel = (parsing: Parsing, level: number, lead?: Lead): Expression => {
  const operators = LEVELS[level];
  if (operators === undefined) return lead?.operand ?? parseUnary(parsing);
  const start = lead?.start ?? peek(parsing).start;
  const first = parseLevel(parsing, level + 1, lead);
  const rest: Binary['rest'][number][] = [];
  for (let token = peek(parsing); isOperator(token.kind) && operators.includes(token.kind); token = peek(parsing)) {
    const operator = token.kind;
    next(parsing);
    const operand = parseLevel(parsing, level + 1);
    rest.push({ operator, operand, span: parsing.spanOf(token.start, token.end) });
  }
  if (rest.length === 0) return first;
  return { kind: 'binary', first, rest, span: parsing.spanOf(start, endOfPrevious(parsing)) };
};

const parseUnary = (parsing: Parsing): Expression => {
  const token = peek(parsing);
  if (token.kind !== '-' && token.kind !== '!') return parseSteps(parsing, parseTerm(parsing));
  const operator = token.kind;
  next(parsing);
  const operand = deeper(parsing, parseUnary);
  return { kind: 'unary', operator, operand, span: parsing.spanOf(token.start, endOfPrevious(parsing)) };
};
