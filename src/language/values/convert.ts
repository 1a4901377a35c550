import type { AttributeType, Type } from '../type.ts';
import type { Value } from '../value.ts';
import { list, map, nullOf, number, object, set, text, truth, tuple, unknown } from './make.ts';
import { holdsSensitive, isWhollyKnown, withMark } from './mark.ts';
import { numberText, parseNumber } from './number.ts';
import { typeOf, typeWords, valueWords } from './types.ts';
import { unify } from './unify.ts';

/** Where a value does not fit, and how. Thrown inside this folder and by conversions; never leaves the language. */
export class Mismatch extends Error {
  /** Steps into the value: `"rules"`, `2`. */
  readonly path: readonly (string | number)[];
  /** The type that is wanted there. */
  readonly wanted: Type | undefined;

  constructor(path: readonly (string | number)[], message: string, wanted?: Type) {
    super(message);
    this.path = path;
    this.wanted = wanted;
  }
}

type Path = readonly (string | number)[];

/** The value as a value of this type. Throws `Mismatch`; its message holds nothing of a sensitive value. */
export const converted = (value: Value, type: Type, path: Path = []): Value =>
  withMark(convertPlain(value, type, path), value.sensitive);

const convertPlain = (value: Value, type: Type, path: Path): Value => {
  if (type.kind === 'any') return value;
  if (value.kind === 'null') return nullOf(type);
  if (value.kind === 'unknown') return convertUnknown(value, type, path);
  switch (type.kind) {
    case 'string':
      return value.kind === 'string' ? value : text(textFrom(value, path));
    case 'number':
      return number(numberFrom(value, path));
    case 'bool':
      return truth(boolFrom(value, path));
    case 'list':
    case 'set':
      return convertItems(value, type, path);
    case 'tuple':
      return convertTuple(value, type.elements, path);
    case 'map':
      return convertMap(value, type.element, path);
    case 'object':
      return convertObject(value, type.attributes, path);
  }
};

const mismatch = (value: Value, type: Type, path: Path): never => {
  throw new Mismatch(path, `must be ${typeWords(type)}, and is ${valueWords(value)}`);
};

/** Types that no value of the one can be turned into a value of the other of. */
const convertUnknown = (value: Extract<Value, { kind: 'unknown' }>, type: Type, path: Path): Value => {
  const from = shapeOf(value.type);
  const to = shapeOf(type);
  const fits = from === 'any' || from === to || type.kind === value.type.kind;
  if (!fits) mismatch(value, type, path);
  return unknown(type);
};

const shapeOf = ({ kind }: Type): 'any' | 'one' | 'items' | 'entries' => {
  if (kind === 'any') return 'any';
  if (kind === 'list' || kind === 'set' || kind === 'tuple') return 'items';
  return kind === 'map' || kind === 'object' ? 'entries' : 'one';
};

const textFrom = (value: Value, path: Path): string => {
  if (value.kind === 'string') return value.value;
  if (value.kind === 'number') return numberText(value.value);
  return value.kind === 'bool' ? String(value.value) : mismatch(value, { kind: 'string' }, path);
};

const numberFrom = (value: Value, path: Path) => {
  if (value.kind === 'number') return value.value;
  const found = value.kind === 'string' ? parseNumber(value.value) : undefined;
  return found ?? mismatch(value, { kind: 'number' }, path);
};

const TRUTH: Readonly<Record<string, boolean>> = { true: true, false: false, 1: true, 0: false };

const boolFrom = (value: Value, path: Path): boolean => {
  if (value.kind === 'bool') return value.value;
  const found = value.kind === 'string' && Object.hasOwn(TRUTH, value.value) ? TRUTH[value.value] : undefined;
  return found ?? mismatch(value, { kind: 'bool' }, path);
};

const convertItems = (value: Value, type: Extract<Type, { kind: 'list' | 'set' }>, path: Path): Value => {
  if (value.kind !== 'list' && value.kind !== 'set' && value.kind !== 'tuple') return mismatch(value, type, path);
  const element = type.element.kind === 'any' ? common(value.items, path) : type.element;
  const items = value.items.map((item, index) => converted(item, element, [...path, index]));
  if (type.kind === 'list') return list(element, items);
  const made = items.every(isWhollyKnown) ? set(element, items) : unknown({ kind: 'set', element });
  // Which members a set has can be read from their order: one secret member makes it secret as a whole.
  return withMark(made, items.some(holdsSensitive));
};

/** The type that all members of a collection can have. */
const common = (items: readonly Value[], path: Path): Type => {
  const found = unify(items.map(typeOf));
  if (found !== undefined) return found;
  throw new Mismatch(path, 'has members of types that cannot be made one');
};

const convertTuple = (value: Value, elements: readonly Type[], path: Path): Value => {
  if (value.kind !== 'tuple' && value.kind !== 'list') return mismatch(value, { kind: 'tuple', elements }, path);
  if (value.items.length !== elements.length) {
    throw new Mismatch(path, `must have ${elements.length} members, and has ${value.items.length}`);
  }
  return tuple(elements.map((type, index) => converted(value.items[index] ?? nullOf(), type, [...path, index])));
};

const convertMap = (value: Value, element: Type, path: Path): Value => {
  if (value.kind !== 'map' && value.kind !== 'object') return mismatch(value, { kind: 'map', element }, path);
  const type = element.kind === 'any' ? common([...value.entries.values()], path) : element;
  return map(
    type,
    [...value.entries].map(([name, member]) => [name, converted(member, type, [...path, name])]),
  );
};

const convertObject = (value: Value, attributes: ReadonlyMap<string, AttributeType>, path: Path): Value => {
  if (value.kind !== 'map' && value.kind !== 'object') return mismatch(value, { kind: 'object', attributes }, path);
  const members = [...attributes].map(([name, attribute]) => {
    const given = value.entries.get(name);
    if (given === undefined && !attribute.optional) throw new Mismatch(path, `lacks "${name}"`);
    return [name, convertAttribute(given, attribute, [...path, name])] as const;
  });
  return object(members);
};

const convertAttribute = (given: Value | undefined, { type, default: standard }: AttributeType, path: Path): Value => {
  const absent = given === undefined || given.kind === 'null';
  if (absent && standard !== undefined) return converted(standard, type, path);
  return given === undefined ? nullOf(type) : converted(given, type, path);
};
