import type { Expression } from '../../language/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { positionOf } from '../../model/position.ts';
import type { Span } from '../../model/span.ts';
import type { Tell } from '../tell.ts';
import { constant } from './split.ts';
import type { NestedBlock } from './written.ts';

const lineOf = ({ source, start }: Span): number => positionOf(source, start).line;

/** Errors for keys that an object has twice: the second would silently replace the first. */
export const keysTwice = (expression: Expression, tell: Tell): void => {
  switch (expression.kind) {
    case 'parentheses':
      keysTwice(expression.inner, tell);
      break;
    case 'conditional':
      keysTwice(expression.whenTrue, tell);
      keysTwice(expression.whenFalse, tell);
      break;
    case 'tuple':
      for (const item of expression.items) keysTwice(item, tell);
      break;
    case 'call':
      for (const argument of expression.args) keysTwice(argument, tell);
      break;
    case 'object':
      repeated(expression.items, tell);
      for (const { value } of expression.items) keysTwice(value, tell);
  }
};

/** Up to this many keys are compared pairwise: most objects have no more, and need no set. */
const FEW = 8;

const mayRepeat = (items: readonly { readonly key: Expression }[]): boolean => {
  const texts: string[] = [];
  for (const { key } of items) {
    const text = String(constant(key));
    if (texts.includes(text)) return true;
    texts.push(text);
  }
  return false;
};

const repeated = (items: readonly { readonly key: Expression }[], tell: Tell): void => {
  if (items.length < 2 || (items.length <= FEW && !mayRepeat(items))) return;
  const seen = new Map<string, Span>();
  for (const { key } of items) {
    const text = constant(key);
    if (text === undefined) continue;
    const first = seen.get(String(text));
    if (first === undefined) {
      seen.set(String(text), key.span);
      continue;
    }
    const help = [`it is set on line ${lineOf(first)} already: keep one of the two`];
    tell({ code: 'duplicate-key', message: `"${text}" is set twice in this object`, at: key.span, help });
  }
};

/** Blocks of one type with the same labels: servers add them up, which is seldom what somebody meant. */
export const blocksTwice = (nested: readonly NestedBlock[]): readonly Diagnostic[] => {
  if (nested.length < 2) return [];
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
