import type { AccessStep, Expression } from '../ast.ts';
import type { Token } from '../lexer/token.ts';
import { parseExpression } from './expression.ts';
import { numberOf } from './number.ts';
import {
  accept,
  deeper,
  described,
  fail,
  fitted,
  nameOf,
  nested,
  next,
  type Parsing,
  peek,
  peekSecond,
  previous,
  spanFrom,
  textOf,
} from './parsing.ts';

/** What follows a term: `.name`, `.0`, `[index]`, `.*`, `[*]`, as often as they come. */
export const parseSteps = (parsing: Parsing, base: Expression): Expression => {
  const { kind } = peek(parsing);
  if (kind !== '.' && kind !== '[') return base;
  const steps = parseStepList(parsing);
  if (peek(parsing).kind === '(' && peek(parsing).start === previous(parsing).end) refuseMethod(parsing, base, steps);
  return { kind: 'access', base, steps, span: spanFrom(parsing, base.span) };
};

/** `value.upper()`, as other languages call what is a function here. */
const refuseMethod = (parsing: Parsing, base: Expression, steps: readonly AccessStep[]): void => {
  const last = steps.at(-1);
  if (last?.kind !== 'name') return;
  const { source, start } = last.span;
  const named = base.kind === 'variable' && base.span.source === source && start - base.span.start < 100;
  const value = named ? source.text.slice(base.span.start, start) : 'VALUE';
  const more = peekSecond(parsing).kind === ')' ? '' : ', …';
  fail(parsing, {
    code: 'missing-operator',
    message: 'values have no methods: what is done with one is a function around it',
    help: [`write ${last.name}(${value}${more})`],
    at: last.span,
  });
};

const parseStepList = (parsing: Parsing): readonly AccessStep[] => {
  const steps: AccessStep[] = [];
  for (;;) {
    const { kind } = peek(parsing);
    if (kind === '.') steps.push(peekSecond(parsing).kind === '*' ? parseAttributeSplat(parsing) : parseName(parsing));
    else if (kind === '[') steps.push(parseIndex(parsing));
    else return fitted(steps);
  }
};

const parseName = (parsing: Parsing): AccessStep => {
  const dot = next(parsing);
  const token = peek(parsing);
  if (token.kind === 'identifier') {
    next(parsing);
    return { kind: 'name', name: nameOf(parsing, token), span: parsing.spanOf(dot.start, token.end) };
  }
  if (token.kind === 'number' && !textOf(parsing, token).includes('.')) {
    next(parsing);
    const after = peek(parsing);
    if (after.kind === 'identifier' && after.start === token.end) refuseNoWord(parsing, dot);
    const key = numberOf(parsing, token);
    return { kind: 'index', key, span: parsing.spanOf(dot.start, token.end) };
  }
  refuseNoWord(parsing, dot);
  const help =
    token.kind === 'number' || token.kind === 'quote-open'
      ? ['write an index in brackets: list[0][1], object["a key"]']
      : token.kind === '['
        ? ['no point stands before a bracket: NAME["key"]']
        : [];
  const message = `expected a name after ".", found ${described(parsing, token)}`;
  return fail(parsing, { code: 'unexpected-token', message, help });
};

/** Behind the point: a label that is no word, and what objects are asked for; anything else may be part of a secret. */
const NO_WORD = /^("[^"\n]{1,80}"|\d[\p{L}\p{N}_-]{0,80})(\.(?:name|path)\b)/u;

/** `policy.1st.name`, `mount."a b".path`. */
const refuseNoWord = (parsing: Parsing, { start, end }: Token): void => {
  const { text } = parsing;
  const [written, label = '', rest = ''] = NO_WORD.exec(text.slice(end, end + 100)) ?? [];
  const [base] = /[\p{L}_][\p{L}\p{N}_.-]*$/u.exec(text.slice(Math.max(0, start - 100), start)) ?? [];
  if (written === undefined || base === undefined) return;
  const quoted = label.startsWith('"') ? label : `"${label}"`;
  fail(parsing, {
    code: 'unexpected-token',
    message: 'behind a point stands a word; what is none stands in brackets and quotes',
    help: [`write ${base}[${quoted}]${rest}`],
    at: { start: start - base.length, end: end + written.length },
  });
};

const parseIndex = (parsing: Parsing): AccessStep => {
  const open = next(parsing);
  const splat = parseFullSplat(parsing, open.start);
  if (splat !== undefined) return { ...splat, steps: deeper(parsing, parseStepList) };
  return nested(parsing, true, () => {
    const key = parseExpression(parsing);
    if (peek(parsing).kind !== ']') {
      fail(parsing, { code: 'unexpected-token', message: `expected "]", found ${described(parsing, peek(parsing))}` });
    }
    const close = next(parsing);
    return { kind: 'index', key, span: parsing.spanOf(open.start, close.end) };
  });
};

/** `[*]`: everything that follows is applied to each member. Unlike an index it does not go over lines by itself. */
const parseFullSplat = (parsing: Parsing, start: number): Extract<AccessStep, { kind: 'splat' }> | undefined => {
  if (peek(parsing).kind !== '*') return undefined;
  next(parsing);
  if (peek(parsing).kind !== ']') {
    fail(parsing, { code: 'unexpected-token', message: `expected "]", found ${described(parsing, peek(parsing))}` });
  }
  return { kind: 'splat', steps: [], span: parsing.spanOf(start, next(parsing).end) };
};

/** `.*`: only the names and numbers that follow directly are applied to each member. */
const parseAttributeSplat = (parsing: Parsing): AccessStep => {
  const dot = next(parsing);
  const star = next(parsing);
  const steps: AccessStep[] = [];
  while (peek(parsing).kind === '.' && peekSecond(parsing).kind !== '*') steps.push(parseName(parsing));
  if (peek(parsing).kind === '.' && accept(parsing, '.') !== undefined) {
    fail(parsing, {
      code: 'unexpected-token',
      message: '".*" cannot follow ".*"',
      help: ['use [*] for lists within lists'],
    });
  }
  return { kind: 'splat', steps, span: parsing.spanOf(dot.start, star.end) };
};
