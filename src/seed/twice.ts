import type { Expression } from '../language/index.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { positionOf } from '../model/position.ts';
import type { Span } from '../model/span.ts';
import { constant } from './split.ts';
import type { NestedBlock } from './written.ts';

const lineOf = ({ source, start }: Span): number => positionOf(source, start).line;

/** Keys that an object has twice, of which the first would be forgotten without a word. */
export const keysTwice = (expressions: Iterable<Expression>): readonly Diagnostic[] =>
  [...expressions].flatMap(twiceIn);

const twiceIn = (expression: Expression): readonly Diagnostic[] => {
  switch (expression.kind) {
    case 'parentheses':
      return twiceIn(expression.inner);
    case 'conditional':
      return keysTwice([expression.whenTrue, expression.whenFalse]);
    case 'tuple':
      return keysTwice(expression.items);
    case 'call':
      return keysTwice(expression.args);
    case 'object':
      return [...repeated(expression.items), ...keysTwice(expression.items.map(({ value }) => value))];
    default:
      return [];
  }
};

const repeated = (items: readonly { readonly key: Expression }[]): readonly Diagnostic[] => {
  const seen = new Map<string, Span>();
  return items.flatMap(({ key }): readonly Diagnostic[] => {
    const text = constant(key);
    if (text === undefined) return [];
    const first = seen.get(String(text));
    if (first === undefined) {
      seen.set(String(text), key.span);
      return [];
    }
    const help = [`it is set on line ${lineOf(first)} already: keep one of the two`];
    return [{ code: 'duplicate-key', message: `"${text}" is set twice in this object`, at: key.span, help }];
  });
};

/** Blocks of one type with the same labels: servers add them up, which is seldom what somebody meant. */
export const blocksTwice = (nested: readonly NestedBlock[]): readonly Diagnostic[] => {
  const seen = new Map<string, Span>();
  return nested.flatMap(({ block: { type, labels, head }, dynamic }): readonly Diagnostic[] => {
    if (dynamic !== undefined || labels.length === 0 || labels.some(({ template }) => template)) return [];
    const texts = labels.map(({ text }) => JSON.stringify(text)).join(' ');
    const first = seen.get(`${type} ${texts}`);
    if (first === undefined) {
      seen.set(`${type} ${texts}`, head);
      return [];
    }
    const help = [
      `the first is on line ${lineOf(first)}: what both say is added up, so one block says it more clearly`,
    ];
    return [{ code: 'advice', message: `${type} ${texts} stands here twice`, at: head, help }];
  });
};
