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
  itemsOf,
  keyOf,
  list,
  listLike,
  marked,
  nothing,
  number,
  truth,
  tuple,
  unknown,
} from './give.ts';
import { moving, nullableParam, openParam, openParamOf, param, row } from './row.ts';

/** Lists only: where the order of members counts, a set has none to offer. */
const orderedOf = (value: Value | undefined, argument: number): readonly Value[] => {
  if (value?.kind !== 'set') return itemsOf(value, argument);
  throw new CallFailure('takes a list here, and a set has no order: tolist() gives it one', { argument });
};

/** The values in the type that all of them can have. */
const alike = (args: readonly Value[], refusal: string): readonly Value[] => {
  const type = unify(args.map(typeOf));
  if (type === undefined) throw new CallFailure(refusal);
  return args.map((one) => converted(one, type));
};

const concatenated = (args: readonly Value[]): Value => {
  const lists = args.map((one, index) => orderedOf(one, index));
  const type = args.every(({ kind }) => kind === 'list') ? unify(args.map(typeOf)) : undefined;
  if (type?.kind !== 'list') return tuple(lists.flat());
  return list(
    type.element,
    args.flatMap((one) => itemsOf(converted(one, type), 0)),
  );
};

/** The index may be larger than the list, and negative, as in later versions of Terraform. */
const elementAt = ([from, index]: readonly Value[]): Value => {
  const items = orderedOf(from, 0);
  const at = countOf(index, 1);
  const found = items.length === 0 ? undefined : items.at(at % items.length);
  if (found === undefined) throw new CallFailure('element cannot take from an empty list', { argument: 0 });
  return marked(found, index === undefined ? [] : [index]);
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
  for (const given of alike(args, 'the arguments of coalesce have no type in common')) {
    if (given.kind === 'unknown') return given;
    if (given.kind !== 'null' && !isEmptyText(given)) return given;
  }
  throw new CallFailure('coalesce found nothing: every argument is null or empty');
};

const firstFilled = (args: readonly Value[]): Value => {
  const found = args.find((one, index) => orderedOf(one, index).length > 0);
  if (found === undefined) throw new CallFailure('coalescelist found nothing: every list is empty');
  return marked(
    found,
    args.flatMap((one, index) => anySensitive(itemsOf(one, index))),
  );
};

const sliced = ([from, start, end]: readonly Value[]): Value => {
  const items = orderedOf(from, 0);
  const [low, high] = [countOf(start, 1), countOf(end, 2)];
  if (low < 0 || high > items.length || low > high) {
    throw new CallFailure(`slice cannot take ${low} to ${high} of ${items.length}`, { argument: 1 });
  }
  return listLike(from, items.slice(low, high));
};

const chunked = ([from, size]: readonly Value[]): Value => {
  const items = itemsOf(from, 0);
  const length = countOf(size, 1);
  if (length < 0) throw new CallFailure('chunklist takes a size of 0 (all in one) or more', { argument: 1 });
  const step = length === 0 ? Math.max(1, items.length) : length;
  const element = from === undefined ? ANY : elementOf(from);
  const chunks = Array.from({ length: Math.ceil(items.length / step) }, (_, at) =>
    list(element, items.slice(at * step, (at + 1) * step)),
  );
  return list(listOf(element), chunks);
};

const matched = ([values, keys, search]: readonly Value[]): Value => {
  const [names, sought] = alike([keys ?? nothing, search ?? nothing], 'keys and searchset have no type in common').map(
    (one, index) => itemsOf(one, index + 1),
  );
  const wanted = new Set(sought?.map(keyOf));
  const items = itemsOf(values, 0);
  if (names?.length !== items.length) throw new CallFailure('matchkeys needs as many keys as values', { argument: 1 });
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
  return first ?? { kind: 'null', type: value === undefined ? ANY : elementOf(value), sensitive: false };
};

const distinctItems = (items: readonly Value[]): Value[] => {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = keyOf(item);
    return item.kind === 'unknown' || (!seen.has(key) && seen.add(key) !== undefined);
  });
};

const isEmptyText = (value: Value): boolean => value.kind === 'string' && value.value === '';

/** Which members are left says something of those that are not: one secret member makes the whole secret. */
const selected = (from: Value | undefined, choose: (items: readonly Value[]) => Value[]): Value => {
  const items = itemsOf(from, 0);
  return marked(listLike(from, choose(items)), anySensitive(items));
};

const positionOf = ([from, wanted]: readonly Value[]): Value => {
  const key = keyOf(wanted ?? unknown());
  const at = orderedOf(from, 0).findIndex((item) => keyOf(item) === key);
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

const LIST = listOf(ANY);
const lists = { params: [openParam('list')], rest: openParam('lists'), returns: ANY };

export const listFunctions: readonly FunctionRow[] = [
  moving('concat', lists, concatenated),
  moving('element', { params: [openParam('list'), openParamOf('index', NUMBER)] }, elementAt),
  moving('slice', { params: [openParam('list'), openParamOf('start', NUMBER), openParamOf('end', NUMBER)] }, sliced),
  moving('reverse', { params: [openParam('list')] }, ([from]) => listLike(from, [...itemsOf(from, 0)].reverse())),
  moving('flatten', { params: [openParam('list')] }, ([from]) => tuple(flattened(itemsOf(from, 0)))),
  moving('distinct', { params: [openParamOf('list', LIST)], returns: LIST }, ([from]) => selected(from, distinctItems)),
  moving('compact', { params: [openParamOf('list', listOf(STRING))], returns: listOf(STRING) }, ([from]) =>
    selected(from, (items) => items.filter((item) => item.kind !== 'null' && !isEmptyText(item))),
  ),
  moving('one', { params: [openParam('list')] }, ([from]) => single(from)),
  moving('chunklist', { params: [openParamOf('list', LIST), openParamOf('size', NUMBER)] }, chunked),
  moving('contains', { params: [openParam('list'), openParam('value')], returns: BOOL }, isMember),
  moving('coalescelist', lists, firstFilled),
  row('coalesce', { params: [nullableParam('value')], rest: nullableParam('values') }, (args) =>
    marked(firstGiven(args), args),
  ),
  row(
    'index',
    {
      params: [
        { name: 'list', type: ANY },
        { name: 'value', type: ANY },
      ],
      returns: NUMBER,
    },
    positionOf,
  ),
  row('matchkeys', { params: [param('values', LIST), param('keys', LIST), param('search', LIST)] }, matched),
];
