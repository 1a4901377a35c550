import { ANY, listOf, mapOf, STRING, setOf, type Type } from '../type.ts';
import { hasElement, objectType, sameType } from './types.ts';

/**
 * The type that values of all these types can be converted to, as cty finds it: text wins over numbers and truth
 * values, lists over tuples, maps over objects; objects with the same names and tuples of the same length stay what they
 * are. `any` says nothing. Nothing when there is no such type.
 */
export const unify = (types: readonly Type[]): Type | undefined => {
  const said = types.filter(({ kind }) => kind !== 'any');
  const [first, ...others] = said;
  if (first === undefined) return ANY;
  if (others.every((type) => sameType(first, type))) return first;
  if (said.every(isPrimitive)) return said.some(({ kind }) => kind === 'string') ? STRING : undefined;
  return unifyTuples(said) ?? unifyObjects(said) ?? unifySets(said) ?? unifyLists(said) ?? unifyMaps(said);
};

const isPrimitive = ({ kind }: Type): boolean => kind === 'string' || kind === 'number' || kind === 'bool';

const unifyTuples = (types: readonly Type[]): Type | undefined => {
  const tuples = types.filter((type) => type.kind === 'tuple');
  const length = tuples[0]?.elements.length ?? 0;
  if (tuples.length < types.length || tuples.some(({ elements }) => elements.length !== length)) return undefined;
  const elements = Array.from({ length }, (_, at) => unify(tuples.map((tuple) => tuple.elements[at] ?? ANY)));
  return elements.every((type) => type !== undefined) ? { kind: 'tuple', elements } : undefined;
};

const unifyObjects = (types: readonly Type[]): Type | undefined => {
  const objects = types.filter((type) => type.kind === 'object');
  const names = [...(objects[0]?.attributes.keys() ?? [])];
  const alike = objects.every(
    ({ attributes }) => attributes.size === names.length && names.every((name) => attributes.has(name)),
  );
  if (objects.length < types.length || !alike) return undefined;
  const attributes = names.flatMap((name) => {
    const type = unify(objects.map((object) => object.attributes.get(name)?.type ?? ANY));
    return type === undefined ? [] : [[name, type] as const];
  });
  return attributes.length === names.length ? objectType(attributes) : undefined;
};

const unifyLists = (types: readonly Type[]): Type | undefined => {
  const lists = types.filter((type) => type.kind === 'list' || type.kind === 'set' || type.kind === 'tuple');
  if (lists.length < types.length) return undefined;
  const element = unify(lists.flatMap((type) => (type.kind === 'tuple' ? type.elements : [type.element])));
  if (element === undefined) return undefined;
  return lists.every(({ kind }) => kind === 'set') ? { kind: 'set', element } : listOf(element);
};

/** Tuples become sets where there are sets and no lists. */
const unifySets = (types: readonly Type[]): Type | undefined => {
  const sets = types.filter((type) => type.kind === 'set');
  const tuples = types.filter((type) => type.kind === 'tuple');
  if (sets.length === 0 || tuples.length === 0 || sets.length + tuples.length < types.length) return undefined;
  const element = unify(sets.map((type) => type.element));
  const fits = (type: Type): boolean => element !== undefined && canBecome(type, element);
  return element !== undefined && tuples.every(({ elements }) => elements.every(fits)) ? setOf(element) : undefined;
};

/** Whether some value of the one type can be converted to the other. */
const canBecome = (from: Type, to: Type): boolean => {
  if (to.kind === 'any' || from.kind === 'any' || sameType(from, to)) return true;
  if (isPrimitive(from) && isPrimitive(to)) return from.kind === 'string' || to.kind === 'string';
  return unify([from, to]) !== undefined;
};

const unifyMaps = (types: readonly Type[]): Type | undefined => {
  const maps = types.filter((type) => type.kind === 'map' || type.kind === 'object');
  if (maps.length < types.length) return undefined;
  const element = unify(
    maps.flatMap((type) => (hasElement(type) ? [type.element] : [...type.attributes.values()].map((one) => one.type))),
  );
  return element === undefined ? undefined : mapOf(element);
};
