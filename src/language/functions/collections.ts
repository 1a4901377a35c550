import type { FunctionRow } from '../scope.ts';
import { ANY, listOf, mapOf, NUMBER, STRING } from '../type.ts';
import type { Value } from '../value.ts';
import { converted, Mismatch } from '../values/convert.ts';
import { sameType } from '../values/types.ts';
import { CallFailure } from './failure.ts';
import { entriesOf, itemsOf, list, map, marked, number, object, text, textOf, tuple, unknown } from './give.ts';
import { moving, nullableParam, openParam, openParamOf, param, row } from './row.ts';
import { graphemes } from './strings.ts';

const lengthOf = (value: Value | undefined): number => {
  if (value?.kind === 'string') return graphemes(value.value).length;
  if (value?.kind === 'map' || value?.kind === 'object') return value.entries.size;
  return itemsOf(value, 0).length;
};

/** Maps of one type stay a map. */
const merged = (args: readonly Value[]): Value => {
  const given = args.filter(({ kind }) => kind !== 'null');
  const entries = given.flatMap((one, index) => [...entriesOf(one, index)]);
  const [first] = given;
  if (first?.kind !== 'map') return object(entries);
  const alike = given.every((one) => one.kind === 'map' && sameType(one.element, first.element));
  return alike ? map(first.element, entries) : object(entries);
};

const lookedUp = ([from, key, otherwise]: readonly Value[]): Value => {
  const name = textOf(key, 1);
  const found = entriesOf(from, 0).get(name);
  if (found === undefined && otherwise === undefined) {
    throw new CallFailure('the map has no such key, and lookup was given no default', { argument: 1 });
  }
  if (from?.kind !== 'map') return found ?? otherwise ?? unknown();
  try {
    const standard = otherwise === undefined ? undefined : converted(otherwise, from.element);
    return found ?? standard ?? unknown();
  } catch (thrown) {
    if (!(thrown instanceof Mismatch)) throw thrown;
    throw new CallFailure(`the default is not like the members of the map: it ${thrown.message}`, { argument: 2 });
  }
};

/** An object; a map where the values have one type by being in a list. */
const zipped = ([keys, values]: readonly Value[]): Value => {
  const names = itemsOf(keys, 0).map((key) => textOf(key, 0));
  const items = itemsOf(values, 1);
  if (names.length !== items.length) throw new CallFailure('zipmap needs as many values as keys', { argument: 1 });
  const entries = names.map((name, at) => [name, items[at] ?? unknown()] as const);
  const made = values?.kind === 'list' ? map(values.element, entries) : object(entries);
  return marked(made, itemsOf(keys, 0));
};

const transposed = (value: Value | undefined): Value => {
  const turned = new Map<string, string[]>();
  for (const [name, members] of entriesOf(value, 0)) {
    for (const member of itemsOf(members, 0)) {
      const key = textOf(member, 0);
      turned.set(key, [...(turned.get(key) ?? []), name]);
    }
  }
  return map(
    listOf(STRING),
    [...turned].map(([key, names]) => [key, list(STRING, names.sort().map(text))]),
  );
};

export const collectionFunctions: readonly FunctionRow[] = [
  moving('length', { params: [openParam('value')], returns: NUMBER }, ([value]) => number(lengthOf(value))),
  moving('merge', { params: [], rest: nullableParam('maps'), returns: ANY }, merged),
  moving(
    'lookup',
    { params: [openParam('map'), openParamOf('key', STRING), nullableParam('default')], optional: 1 },
    lookedUp,
  ),
  moving('keys', { params: [openParam('map')], returns: listOf(STRING) }, ([from]) =>
    (from?.kind === 'object' ? tuple : (items: Value[]) => list(STRING, items))(
      [...entriesOf(from, 0).keys()].map(text),
    ),
  ),
  moving('values', { params: [openParam('map')] }, ([from]) => {
    const items = [...entriesOf(from, 0).values()];
    return from?.kind === 'map' ? list(from.element, items) : tuple(items);
  }),
  moving('zipmap', { params: [openParamOf('keys', listOf(STRING)), openParam('values')] }, zipped),
  row('transpose', { params: [param('map', mapOf(listOf(STRING)))] }, ([value]) => transposed(value)),
];
