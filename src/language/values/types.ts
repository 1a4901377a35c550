import { BOOL, listOf, mapOf, NUMBER, STRING, setOf, type Type } from '../type.ts';
import type { Value } from '../value.ts';

/** The type of a value; `any` where nothing is known of it. */
export const typeOf = (value: Value): Type => {
  switch (value.kind) {
    case 'null':
    case 'unknown':
      return value.type;
    case 'bool':
      return BOOL;
    case 'number':
      return NUMBER;
    case 'string':
      return STRING;
    case 'list':
      return listOf(value.element);
    case 'set':
      return setOf(value.element);
    case 'map':
      return mapOf(value.element);
    case 'tuple':
      return { kind: 'tuple', elements: value.items.map(typeOf) };
    case 'object':
      return objectType([...value.entries].map(([name, member]) => [name, typeOf(member)]));
  }
};

export const objectType = (attributes: readonly (readonly [string, Type])[]): Type => ({
  kind: 'object',
  attributes: new Map(attributes.map(([name, type]) => [name, { type, optional: false }])),
});

export const sameType = (a: Type, b: Type): boolean => {
  if (a.kind === 'tuple' && b.kind === 'tuple') {
    return (
      a.elements.length === b.elements.length && a.elements.every((type, index) => sameAs(type, b.elements[index]))
    );
  }
  if (a.kind === 'object' && b.kind === 'object') {
    if (a.attributes.size !== b.attributes.size) return false;
    return [...a.attributes].every(([name, { type }]) => sameAs(type, b.attributes.get(name)?.type));
  }
  if (hasElement(a) && hasElement(b)) return a.kind === b.kind && sameType(a.element, b.element);
  return a.kind === b.kind;
};

const sameAs = (a: Type, b: Type | undefined): boolean => b !== undefined && sameType(a, b);

type Collection = Extract<Type, { element: Type }>;

export const hasElement = (type: Type): type is Collection =>
  type.kind === 'list' || type.kind === 'set' || type.kind === 'map';

/** A type as one writes it in a seed. */
export const typeText = (type: Type): string => {
  if (hasElement(type)) return `${type.kind}(${typeText(type.element)})`;
  if (type.kind === 'tuple') return `tuple([${type.elements.map(typeText).join(', ')}])`;
  if (type.kind !== 'object') return type.kind;
  const members = [...type.attributes].map(([name, { type: each, optional }]) => {
    const text = typeText(each);
    return `${name} = ${optional ? `optional(${text})` : text}`;
  });
  return `object({ ${members.join(', ')} })`;
};

const SHORT: Readonly<Record<Type['kind'], string>> = {
  any: 'any value',
  string: 'a string',
  number: 'a number',
  bool: 'true or false',
  list: 'a list',
  set: 'a set',
  tuple: 'a list',
  map: 'a map',
  object: 'an object',
};

/** A type in a sentence: "a string", "a list of numbers". */
export const typeWords = (type: Type): string => {
  if (!hasElement(type) || (type.element.kind !== 'string' && type.element.kind !== 'number')) return SHORT[type.kind];
  return `${SHORT[type.kind]} of ${type.element.kind}s`;
};

/** What a value is, in a sentence. Says nothing of its content. */
export const valueWords = (value: Value): string => {
  if (value.kind === 'null') return 'null';
  return value.kind === 'unknown' ? `${typeWords(value.type)} that is not known yet` : SHORT[value.kind];
};
