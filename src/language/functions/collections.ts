import type { FunctionRow } from '../scope.ts';
import { ANY, BOOL, listOf, NUMBER, STRING } from '../type.ts';
import type { Value } from '../value.ts';
import { converted } from '../values/convert.ts';
import { typeOf } from '../values/types.ts';
import { unify } from '../values/unify.ts';
import { CallFailure } from './failure.ts';
import {
  countOf,
  elementOf,
  entriesOf,
  itemsOf,
  keyOf,
  list,
  map,
  marked,
  number,
  object,
  text,
  textOf,
  truth,
  tuple,
  unknown,
} from './give.ts';
import { anyParam, moving, nullableParam, openParam, row } from './row.ts';
import { graphemes } from './strings.ts';

/** A list of the same sort as `like`: a tuple stays one, everything else becomes a list of its element type. */
const listLike = (like: Value | undefined, items: readonly Value[]): Value =>
  like === undefined || like.kind === 'tuple' ? tuple(items) : list(elementOf(like), items);

const mapLike = (like: Value | undefined, entries: Iterable<readonly [string, Value]>): Value =>
  like?.kind === 'map' ? map(like.element, entries) : object(entries);

const lengthOf = (value: Value | undefined): number => {
  if (value?.kind === 'string') return graphemes(value.value).length;
  if (value?.kind === 'map' || value?.kind === 'object') return value.entries.size;
  return itemsOf(value, 0).length;
};

const merged = (args: readonly Value[]): Value => {
  const given = args.filter(({ kind }) => kind !== 'null');
  const entries = given.flatMap((one, index) => [...entriesOf(one, index)]);
  const allMaps = given.length > 0 && given.every(({ kind }) => kind === 'map');
  return allMaps ? mapLike(given[0], entries) : object(entries);
};

const concatenated = (args: readonly Value[]): Value => {
  const items = args.flatMap((one, index) => itemsOf(one, index));
  return args.every(({ kind }) => kind === 'list') ? listLike(args[0], items) : tuple(items);
};

const lookedUp = ([from, key, otherwise]: readonly Value[]): Value => {
  const name = textOf(key, 1);
  const found = entriesOf(from, 0).get(name) ?? otherwise;
  if (found === undefined) {
    throw new CallFailure('the map has no such key, and lookup was given no default', { argument: 1 });
  }
  return from?.kind === 'map' ? converted(found, from.element) : found;
};

const elementAt = ([from, index]: readonly Value[]): Value => {
  const items = itemsOf(from, 0);
  const at = countOf(index, 1);
  const found = items.length === 0 ? undefined : items.at(at % items.length);
  if (found === undefined) throw new CallFailure('element cannot take from an empty list', { argument: 0 });
  return found;
};

// Members that are not known yet make a question about members unanswerable.
const hasUnknown = (items: readonly Value[]): boolean => items.some(({ kind }) => kind === 'unknown');
const anySensitive = (items: readonly Value[]): readonly Value[] => items.filter(({ sensitive }) => sensitive);

const flattened = (items: readonly Value[]): Value[] =>
  items.flatMap((item) =>
    item.kind === 'list' || item.kind === 'set' || item.kind === 'tuple'
      ? flattened(item.items).map((inner) => marked(inner, [item]))
      : [item],
  );

const firstGiven = (args: readonly Value[]): Value => {
  const type = unify(args.map(typeOf));
  if (type === undefined) throw new CallFailure('the arguments of coalesce have no type in common');
  for (const one of args) {
    const given = converted(one, type);
    if (given.kind === 'unknown') return given;
    if (given.kind !== 'null' && !(given.kind === 'string' && given.value === '')) return given;
  }
  throw new CallFailure('coalesce found nothing: every argument is null or empty');
};

const firstFilled = (args: readonly Value[]): Value => {
  const found = args.find((one, index) => itemsOf(one, index).length > 0);
  if (found === undefined) throw new CallFailure('coalescelist found nothing: every list is empty');
  return found;
};

const sliced = ([from, start, end]: readonly Value[]): Value => {
  const items = itemsOf(from, 0);
  const [low, high] = [countOf(start, 1), countOf(end, 2)];
  if (low < 0 || high > items.length || low > high) {
    throw new CallFailure(`slice cannot take ${low} to ${high} of ${items.length}`, { argument: 1 });
  }
  return listLike(from, items.slice(low, high));
};

const zipped = ([keys, values]: readonly Value[]): Value => {
  const named = itemsOf(keys, 0);
  const names = named.map((key) => textOf(key, 0));
  const items = itemsOf(values, 1);
  if (names.length !== items.length) throw new CallFailure('zipmap needs as many values as keys', { argument: 1 });
  // A secret that becomes a name makes a secret of what has the name.
  return marked(object(names.map((name, at) => [name, items[at] ?? unknown()])), named);
};

const chunked = ([from, size]: readonly Value[]): Value => {
  const items = itemsOf(from, 0);
  const length = countOf(size, 1);
  if (length < 0) throw new CallFailure('chunklist takes a size of 0 (all in one) or more', { argument: 1 });
  const step = length === 0 ? Math.max(1, items.length) : length;
  const chunks = Array.from({ length: Math.ceil(items.length / step) }, (_, at) =>
    items.slice(at * step, (at + 1) * step),
  );
  return list(
    ANY,
    chunks.map((chunk) => listLike(from, chunk)),
  );
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

const matched = ([values, keys, search]: readonly Value[]): Value => {
  const wanted = new Set(itemsOf(search, 2).map(keyOf));
  const names = itemsOf(keys, 1);
  const items = itemsOf(values, 0);
  if (names.length !== items.length) throw new CallFailure('matchkeys needs as many keys as values', { argument: 1 });
  return listLike(
    values,
    items.filter((_, at) => wanted.has(keyOf(names[at] ?? unknown()))),
  );
};

const single = (value: Value | undefined): Value => {
  const items = itemsOf(value, 0);
  const [first, second] = items;
  if (second !== undefined)
    throw new CallFailure(`one takes a list of at most one member, this has ${items.length}`, { argument: 0 });
  return first ?? { kind: 'null', type: ANY, sensitive: false };
};

const distinctItems = (items: readonly Value[]): Value[] => {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = keyOf(item);
    return item.kind === 'unknown' || (!seen.has(key) && seen.add(key) !== undefined);
  });
};

const positionOf = ([from, wanted]: readonly Value[]): Value => {
  const key = keyOf(wanted ?? unknown());
  const at = itemsOf(from, 0).findIndex((item) => keyOf(item) === key);
  if (at === -1) throw new CallFailure('the list has no such member', { argument: 1 });
  return number(at);
};

const isMember = ([from, wanted]: readonly Value[]): Value => {
  const items = itemsOf(from, 0);
  const key = keyOf(wanted ?? unknown());
  const found = items.some((item) => keyOf(item) === key);
  if (!found && (hasUnknown(items) || wanted?.kind === 'unknown')) return unknown(BOOL);
  return marked(truth(found), anySensitive(items));
};

const lists = { params: [], rest: openParam('lists'), returns: ANY };

export const collectionFunctions: readonly FunctionRow[] = [
  moving('length', { params: [openParam('value')], returns: NUMBER }, ([value]) => number(lengthOf(value))),
  moving('concat', lists, concatenated),
  moving('merge', { params: [], rest: nullableParam('maps'), returns: ANY }, merged),
  moving('lookup', { params: [openParam('map'), openParam('key'), nullableParam('default')], optional: 1 }, lookedUp),
  moving('keys', { params: [openParam('map')], returns: listOf(STRING) }, ([from]) =>
    (from?.kind === 'object' ? tuple : (items: Value[]) => list(STRING, items))(
      [...entriesOf(from, 0).keys()].map(text),
    ),
  ),
  moving('values', { params: [openParam('map')] }, ([from]) => {
    const items = [...entriesOf(from, 0).values()];
    return from?.kind === 'map' ? list(from.element, items) : tuple(items);
  }),
  moving('element', { params: [openParam('list'), openParam('index')] }, elementAt),
  moving('slice', { params: [openParam('list'), openParam('start'), openParam('end')] }, sliced),
  moving('reverse', { params: [openParam('list')] }, ([from]) => listLike(from, [...itemsOf(from, 0)].reverse())),
  moving('flatten', { params: [openParam('list')] }, ([from]) => tuple(flattened(itemsOf(from, 0)))),
  moving('distinct', { params: [openParam('list')] }, ([from]) => listLike(from, distinctItems(itemsOf(from, 0)))),
  moving('compact', { params: [openParam('list')], returns: listOf(STRING) }, ([from]) =>
    list(
      STRING,
      itemsOf(from, 0).filter((item) => item.kind !== 'null' && !(item.kind === 'string' && item.value === '')),
    ),
  ),
  moving('one', { params: [openParam('list')] }, ([from]) => single(from)),
  moving('zipmap', { params: [openParam('keys'), openParam('values')] }, zipped),
  moving('chunklist', { params: [openParam('list'), openParam('size')] }, chunked),
  moving('contains', { params: [openParam('list'), openParam('value')], returns: BOOL }, isMember),
  moving('coalescelist', lists, firstFilled),
  row('coalesce', { params: [], rest: nullableParam('values') }, (args) => marked(firstGiven(args), args)),
  row('index', { params: [anyParam('list'), anyParam('value')], returns: NUMBER }, positionOf),
  row('matchkeys', { params: [anyParam('values'), anyParam('keys'), anyParam('search')] }, matched),
  row('transpose', { params: [anyParam('map')] }, ([value]) => transposed(value)),
];
