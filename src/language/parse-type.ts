import type { Diagnostic } from '../model/diagnostic.ts';
import { suggest } from '../model/suggest.ts';
import type { Call, Expression } from './ast.ts';
import { evaluate } from './evaluate/evaluate.ts';
import { literalText } from './literal.ts';
import { parseExpression } from './parser/parse.ts';
import { ANY, type AttributeType, BOOL, listOf, mapOf, NUMBER, STRING, setOf, type Type } from './type.ts';
import { converted, Mismatch } from './values/convert.ts';
import { typeText } from './values/types.ts';

const NAMES: Readonly<Record<string, Type>> = { any: ANY, string: STRING, number: NUMBER, bool: BOOL };
const COLLECTIONS: Readonly<Record<string, (element: Type) => Type>> = { list: listOf, set: setOf, map: mapOf };
const WORDS = ['string', 'number', 'bool', 'any', 'list', 'set', 'map', 'object', 'tuple', 'optional'];

/** What people write for a type in other languages. */
const OTHERS: Readonly<Record<string, string>> = {
  boolean: 'bool',
  int: 'number',
  integer: 'number',
  float: 'number',
  str: 'string',
  text: 'string',
  array: 'list(…)',
  dict: 'map(…)',
};

/** The type that an expression like `list(object({ name = string }))` declares; `any` where it is wrong. */
export const parseType = (expression: Expression): { type: Type; diagnostics: readonly Diagnostic[] } => {
  const diagnostics: Diagnostic[] = [];
  return { type: typeFrom(expression, diagnostics), diagnostics };
};

interface Refusal {
  readonly message: string;
  readonly help?: readonly string[];
}

const refuse = (diagnostics: Diagnostic[], { span }: Expression, { message, help = [] }: Refusal): Type => {
  diagnostics.push({ code: 'bad-type', message, help, at: span });
  return ANY;
};

const typeFrom = (expression: Expression, diagnostics: Diagnostic[]): Type => {
  switch (expression.kind) {
    case 'variable':
      return namedType(expression, expression.name, diagnostics);
    case 'call':
      return callType(expression, diagnostics);
    case 'template':
    case 'literal': {
      const text = literalText(expression);
      if (text !== undefined && isJson(expression)) return typeInText(text, expression, diagnostics);
      const help = text === undefined ? [] : [`write the type without quotes: ${text}`];
      return refuse(diagnostics, expression, { message: 'this is not a type', help });
    }
    case 'invalid':
      return ANY;
    default:
      return refuse(diagnostics, expression, {
        message: 'this is not a type',
        help: ['a type is like string, list(string) or object({ name = string })'],
      });
  }
};

/** JSON has no bare words: there a type stands in quotes. */
const isJson = ({ span }: Expression): boolean => /\.json$/i.test(span.source.path);

/** A type that stands in a text. What is wrong with it is told of the whole text. */
const typeInText = (text: string, { span }: Expression, diagnostics: Diagnostic[]): Type => {
  const parsed = parseExpression({ path: 'type', text });
  const found: Diagnostic[] = [...parsed.diagnostics];
  const type = typeFrom(parsed.expression, found);
  diagnostics.push(...found.map((diagnostic) => ({ ...diagnostic, at: span })));
  return type;
};

const namedType = (expression: Expression, name: string, diagnostics: Diagnostic[]): Type => {
  const found = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  if (found !== undefined) return found;
  if (Object.hasOwn(COLLECTIONS, name)) {
    return refuse(diagnostics, expression, {
      message: `${name} needs the type of its members`,
      help: [`write ${name}(string), or ${name}(any)`],
    });
  }
  if (name === 'object' || name === 'tuple') {
    const example = name === 'object' ? 'object({ name = string })' : 'tuple([string, number])';
    return refuse(diagnostics, expression, {
      message: `${name} needs the types of its members`,
      help: [`write ${example}`],
    });
  }
  const near = (Object.hasOwn(OTHERS, name) ? OTHERS[name] : undefined) ?? suggest(name, WORDS);
  return refuse(diagnostics, expression, {
    message: `there is no type "${name}"`,
    help: near === undefined ? [] : [`did you mean ${near}?`],
  });
};

const callType = (call: Call, diagnostics: Diagnostic[]): Type => {
  const [argument, ...others] = call.args;
  const collection = Object.hasOwn(COLLECTIONS, call.name) ? COLLECTIONS[call.name] : undefined;
  if (call.name === 'optional') {
    return refuse(diagnostics, call, {
      message: 'optional() is for the members of an object',
      help: ['a variable is optional when it has a default'],
    });
  }
  if (collection === undefined && call.name !== 'object' && call.name !== 'tuple') {
    return namedCall(call, diagnostics);
  }
  if (argument === undefined || others.length > 0)
    return refuse(diagnostics, call, { message: `${call.name}() takes one argument` });
  if (collection !== undefined) return collection(typeFrom(argument, diagnostics));
  return call.name === 'object' ? objectFrom(argument, diagnostics) : tupleFrom(argument, diagnostics);
};

const namedCall = (call: Call, diagnostics: Diagnostic[]): Type => {
  const plain = Object.hasOwn(NAMES, call.name) ? [`write ${call.name}`] : [];
  const near = (Object.hasOwn(OTHERS, call.name) ? OTHERS[call.name] : undefined) ?? suggest(call.name, WORDS);
  const help = plain.length > 0 || near === undefined ? plain : [`did you mean ${near}?`];
  return refuse(diagnostics, call, { message: `there is no type "${call.name}(…)"`, help });
};

const tupleFrom = (argument: Expression, diagnostics: Diagnostic[]): Type => {
  if (argument.kind !== 'tuple')
    return refuse(diagnostics, argument, {
      message: 'tuple() takes a list of types',
      help: ['write tuple([string, number])'],
    });
  return { kind: 'tuple', elements: argument.items.map((item) => typeFrom(item, diagnostics)) };
};

const objectFrom = (argument: Expression, diagnostics: Diagnostic[]): Type => {
  if (argument.kind !== 'object') {
    return refuse(diagnostics, argument, {
      message: 'object() takes types by name',
      help: ['write object({ name = string })'],
    });
  }
  const attributes = new Map<string, AttributeType>();
  for (const { key, value } of argument.items) {
    const name = literalText(key);
    if (name === undefined) refuse(diagnostics, key, { message: 'the name of a member must be plain' });
    else attributes.set(name, attributeFrom(value, diagnostics));
  }
  return { kind: 'object', attributes };
};

const attributeFrom = (expression: Expression, diagnostics: Diagnostic[]): AttributeType => {
  if (expression.kind !== 'call' || expression.name !== 'optional') {
    return { type: typeFrom(expression, diagnostics), optional: false };
  }
  const [argument, standard, ...others] = expression.args;
  if (argument === undefined || others.length > 0) {
    const help = ['write optional(string), or optional(string, "default")'];
    return {
      type: refuse(diagnostics, expression, { message: 'optional() takes a type and a default', help }),
      optional: true,
    };
  }
  const type = typeFrom(argument, diagnostics);
  return standard === undefined
    ? { type, optional: true }
    : { type, optional: true, default: defaultFrom(standard, type, diagnostics) };
};

/** A default is a constant: it may use operators, but no names and no functions. */
const defaultFrom = (expression: Expression, type: Type, diagnostics: Diagnostic[]): AttributeType['default'] => {
  const { value, diagnostics: found } = evaluate(expression, { variables: new Map(), functions: new Map() });
  diagnostics.push(...found);
  if (found.length > 0) return undefined;
  try {
    return converted(value, type);
  } catch (thrown) {
    if (!(thrown instanceof Mismatch)) throw thrown;
    refuse(diagnostics, expression, {
      message: `the default ${thrown.message}`,
      help: [`the type is ${typeText(type)}`],
    });
    return undefined;
  }
};
