import type { Span } from '../../model/span.ts';
import { suggest } from '../../model/suggest.ts';
import type { Expression } from '../ast.ts';
import { NUMBER, STRING, type Type } from '../type.ts';
import type { Value } from '../value.ts';
import { converted, Mismatch } from '../values/convert.ts';
import { unknown } from '../values/make.ts';
import { withMark } from '../values/mark.ts';
import { hasElement, valueWords } from '../values/types.ts';
import { type Environment, wrong } from './environment.ts';
import { evaluateIn } from './evaluate.ts';

interface IndexStep {
  readonly key: Expression;
  readonly span: Span;
}

/** `value[key]`. A secret key makes a secret of what it chooses. */
export const evaluateIndex = (environment: Environment, value: Value, step: IndexStep): Value => {
  const key = evaluateIn(environment, step.key);
  return withMark(indexed(environment, value, { ...step, given: key }), key.sensitive);
};

type Given = IndexStep & { readonly given: Value };

const indexed = (environment: Environment, value: Value, step: Given): Value => {
  const { span, given } = step;
  if (given.kind === 'null')
    return wrong(environment, step.key.span, { code: 'null-value', message: 'an index cannot be null' });
  switch (value.kind) {
    case 'list':
    case 'tuple':
      return itemAt(environment, value, step);
    case 'map':
    case 'object':
      return entryAt(environment, value, step);
    case 'unknown':
      return unknown(memberType(value.type));
    case 'set': {
      const help = ['a set has no order: tolist() gives it one', 'contains() asks whether something is in it'];
      return wrong(environment, span, { code: 'bad-index', message: 'a set takes no index', help });
    }
    case 'null':
      return wrong(environment, span, { code: 'null-value', message: 'null takes no index' });
    default:
      return wrong(environment, span, { code: 'bad-index', message: `${valueWords(value)} takes no index` });
  }
};

const memberType = (type: Type): Type => (hasElement(type) ? type.element : { kind: 'any' });

const keyAs = (environment: Environment, { key, given }: Given, type: Type): Value | undefined => {
  try {
    return converted(given, type);
  } catch (thrown) {
    if (!(thrown instanceof Mismatch)) throw thrown;
    const what = type.kind === 'number' ? 'a list is asked by a number' : 'a map is asked by a string';
    wrong(environment, key.span, { code: 'bad-index', message: `${what}, and this is ${valueWords(given)}` });
    return undefined;
  }
};

const itemAt = (environment: Environment, value: Extract<Value, { kind: 'list' | 'tuple' }>, step: Given): Value => {
  const key = keyAs(environment, step, NUMBER);
  if (key?.kind !== 'number') return unknown(value.kind === 'list' ? value.element : undefined);
  const found = key.value.isInteger() && !key.value.isNegative() ? value.items[key.value.toNumber()] : undefined;
  if (found !== undefined) return found;
  const { length } = value.items;
  const help = [length === 0 ? 'the list is empty' : `it goes from 0 to ${length - 1}`];
  const shown = key.sensitive || value.sensitive ? 'such' : `${key.value.toFixed()}`;
  return wrong(environment, step.span, {
    code: 'bad-index',
    message: shown === 'such' ? 'the list has no such member' : `the list has no member ${shown}`,
    help: value.sensitive ? [] : help,
  });
};

const entryAt = (environment: Environment, value: Extract<Value, { entries: unknown }>, step: Given): Value => {
  const key = keyAs(environment, step, STRING);
  if (key?.kind !== 'string') return unknown(value.kind === 'map' ? value.element : undefined);
  const found = value.entries.get(key.value);
  if (found !== undefined) return found;
  const secret = key.sensitive || value.sensitive;
  const near = secret ? undefined : suggest(key.value, value.entries.keys());
  const help = near === undefined ? [] : [`did you mean "${near}"?`];
  const message = secret ? 'there is no such key' : `there is no key ${JSON.stringify(key.value)}`;
  return wrong(environment, step.span, { code: 'bad-index', message, help });
};
