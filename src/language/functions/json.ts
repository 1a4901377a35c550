import { type Node as JsonNode, parseTree } from 'jsonc-parser';
import type { Plain } from '../../model/data.ts';
import type { Value } from '../value.ts';
import { numberText, parseNumber } from '../values/number.ts';
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

/** Printable ASCII without quotes, backslashes and what is escaped: most texts stand in JSON as they are. */
const AS_IT_IS = /^[ !#-%'-;=?-[\]-~]*$/;

/** A text as a JSON string. */
export const quoted = (value: string): string =>
  AS_IT_IS.test(value)
    ? `"${value}"`
    : JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (one) => ESCAPES[one] ?? one);

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
      return `[${itemsJson(value.items)}]`;
    case 'map':
    case 'object':
      return `{${membersJson(value.entries)}}`;
    case 'unknown':
      throw new CallFailure('a value that is not known yet cannot be written as JSON');
  }
};

const itemsJson = (items: readonly Value[]): string => {
  let all = '';
  for (const item of items) all += `${all === '' ? '' : ','}${toJson(item)}`;
  return all;
};

const membersJson = (entries: ReadonlyMap<string, Value>): string => {
  let members = '';
  for (const [name, item] of entries) members += `${members === '' ? '' : ','}${quoted(name)}:${toJson(item)}`;
  return members;
};

const isList = (plain: Plain): plain is readonly Plain[] => Array.isArray(plain);

/** What walks a value calls itself for every level. */
const DEEPEST = 500;

/** A value from parsed JSON or YAML: lists become tuples, maps objects. */
const fromPlain = (plain: Plain, depth = 0): Value => {
  if (depth > DEEPEST) throw new CallFailure(`this is nested more than ${DEEPEST} levels deep`, { argument: 0 });
  if (plain === null) return nothing;
  if (typeof plain === 'string') return text(plain.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
  if (typeof plain === 'boolean') return truth(plain);
  if (typeof plain === 'number') return number(plain);
  if (isList(plain)) return tuple(plain.map((item) => fromPlain(item, depth + 1)));
  return object(Object.entries(plain).map(([name, item]) => [name, fromPlain(item, depth + 1)]));
};

/** A number that may have more digits than JavaScript keeps. */
const LONG_NUMBER = /\d[\d.]{15}|\d[eE]/;

/** The value that a JSON text stands for, numbers with all their digits. */
export const parseJsonText = (json: string): Value => {
  try {
    const plain: Plain = JSON.parse(json);
    const tree = LONG_NUMBER.test(json) ? parseTree(json) : undefined;
    const whole = fromPlain(plain);
    return tree === undefined ? whole : fromNode(tree, json);
  } catch (error) {
    if (error instanceof CallFailure) throw error;
    throw new CallFailure('this is not JSON, or nested too deeply', { argument: 0 });
  }
};

const fromNode = (node: JsonNode, json: string): Value => {
  const { type, children = [], value } = node;
  if (type === 'array') return tuple(children.map((child) => fromNode(child, json)));
  if (type === 'object') return object(children.flatMap((member) => memberOf(member, json)));
  const exact = type === 'number' ? parseNumber(json.slice(node.offset, node.offset + node.length)) : undefined;
  return exact === undefined ? fromPlain(value) : number(exact);
};

const memberOf = ({ children = [] }: JsonNode, json: string): (readonly [string, Value])[] => {
  const [key, value] = children;
  return key === undefined || value === undefined ? [] : [[String(key.value), fromNode(value, json)]];
};
