import type { Plain } from '../../model/data.ts';
import type { Value } from '../value.ts';
import { numberText } from '../values/number.ts';
import { CallFailure } from './failure.ts';
import { nothing, number, object, text, truth, tuple } from './give.ts';

/** What JSON writers of Go escape so that the text may stand in a web page. */
const ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

const quoted = (value: string): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (one) => ESCAPES[one] ?? one);

/** A value as compact JSON: keys sorted, numbers in full, `<`, `>` and `&` escaped. */
export const toJson = (value: Value): string => {
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'bool':
      return String(value.value);
    case 'number':
      return numberText(value.value);
    case 'string':
      return quoted(value.value);
    case 'list':
    case 'set':
    case 'tuple':
      return `[${value.items.map(toJson).join(',')}]`;
    case 'map':
    case 'object':
      return `{${[...value.entries].map(([name, item]) => `${quoted(name)}:${toJson(item)}`).join(',')}}`;
    case 'unknown':
      throw new CallFailure('a value that is not known yet cannot be written as JSON');
  }
};

/** A value from parsed JSON or YAML: lists become tuples, maps objects. */
export const fromPlain = (plain: Plain): Value => {
  if (plain === null) return nothing;
  if (typeof plain === 'string') return text(plain);
  if (typeof plain === 'boolean') return truth(plain);
  if (typeof plain === 'number') return number(plain);
  if (Array.isArray(plain)) return tuple(plain.map((item) => fromPlain(item)));
  return object(Object.entries(plain).map(([name, item]) => [name, fromPlain(item as Plain)]));
};
