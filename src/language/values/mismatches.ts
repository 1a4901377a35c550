import type { Type } from '../type.ts';
import type { Value } from '../value.ts';
import { converted, Mismatch } from './convert.ts';

type Path = Mismatch['path'];

/** Everything in a value that does not fit its type, the innermost parts rather than what they are in. */
export const mismatchesIn = (value: Value, type: Type, path: Path = []): readonly Mismatch[] => {
  try {
    converted(value, type, path);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof Mismatch)) throw thrown;
    const inner = partsOf(value, type).flatMap(([step, part, of]) => mismatchesIn(part, of, [...path, step]));
    const found = [...lacking(value, type, path), ...inner];
    return found.length > 0 ? found : [new Mismatch(path, thrown.message, type)];
  }
};

/** The members of a value that have a type of their own to fit. */
const partsOf = (value: Value, type: Type): readonly (readonly [string | number, Value, Type])[] => {
  if ((type.kind === 'list' || type.kind === 'set') && type.element.kind !== 'any') {
    return itemsOf(value).map((item, index) => [index, item, type.element]);
  }
  if (type.kind === 'tuple') {
    const items = itemsOf(value);
    return items.length !== type.elements.length
      ? []
      : type.elements.flatMap((element, index) => {
          const item = items[index];
          return item === undefined ? [] : [[index, item, element] as const];
        });
  }
  if (value.kind !== 'map' && value.kind !== 'object') return [];
  if (type.kind === 'map' && type.element.kind !== 'any') {
    return [...value.entries].map(([name, member]) => [name, member, type.element]);
  }
  if (type.kind !== 'object') return [];
  return [...type.attributes].flatMap(([name, attribute]) => {
    const given = value.entries.get(name);
    return given === undefined || given.kind === 'null' ? [] : [[name, given, attribute.type] as const];
  });
};

const itemsOf = (value: Value): readonly Value[] =>
  value.kind === 'list' || value.kind === 'set' || value.kind === 'tuple' ? value.items : [];

const lacking = (value: Value, type: Type, path: Path): readonly Mismatch[] => {
  if (type.kind !== 'object' || (value.kind !== 'map' && value.kind !== 'object')) return [];
  return [...type.attributes]
    .filter(([name, attribute]) => !attribute.optional && !value.entries.has(name))
    .map(([name]) => new Mismatch(path, `lacks "${name}"`, type));
};
