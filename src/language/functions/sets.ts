import type { FunctionRow } from '../scope.ts';
import { ANY, listOf, setOf, type Type } from '../type.ts';
import type { Value } from '../value.ts';
import { converted } from '../values/convert.ts';
import { holdsSensitive, withMark } from '../values/mark.ts';
import { typeOf } from '../values/types.ts';
import { unify } from '../values/unify.ts';
import { CallFailure } from './failure.ts';
import { elementOf, itemsOf, keyOf, list, set, tuple } from './give.ts';
import { moving, openParam, param, row } from './row.ts';

const SET = setOf(ANY);

type Members = ReadonlyMap<string, Value>;

/** The sets with members of one type, so that 1 and "1" are the same where both occur. */
const alike = (args: readonly Value[]): readonly Value[] => {
  const type = unify(args.map(typeOf));
  if (type === undefined) throw new CallFailure('the members of these sets have no type in common');
  return args.map((arg) => converted(arg, type));
};

const membersOf = (value: Value | undefined, argument: number): Members =>
  new Map(itemsOf(value, argument).map((item) => [keyOf(item), item]));

const folded = (name: string, work: (a: Members, b: Members) => Iterable<Value>): FunctionRow =>
  row(name, { params: [param('first', SET)], rest: param('others', SET), returns: SET }, (args) => {
    const [first, ...others] = alike(args);
    const members = others.reduce<Members>(
      (found, next, index) => new Map([...work(found, membersOf(next, index + 1))].map((item) => [keyOf(item), item])),
      membersOf(first, 0),
    );
    return set(first === undefined ? ANY : elementOf(first), [...members.values()]);
  });

const without = (a: Members, b: Members): Value[] => [...a].flatMap(([key, item]) => (b.has(key) ? [] : [item]));

/** A tuple as a list, its members in one type. */
const alikeItems = (value: Value, argument: number): Value => {
  if (value.kind !== 'tuple') return value;
  const element = unify(value.items.map(typeOf));
  if (element === undefined) throw new CallFailure('the members of this list have no type in common', { argument });
  return converted(value, listOf(element));
};

const PRODUCT_LIMIT = 100_000;

const product = (args: readonly Value[]): Value => {
  if (args.length < 2) throw new CallFailure('setproduct needs at least two collections');
  const collections = args.map((arg, index) => alikeItems(arg, index));
  const all = collections.map((one, index) => itemsOf(one, index));
  const size = all.reduce((total, items) => total * items.length, 1);
  if (size > PRODUCT_LIMIT) throw new CallFailure(`setproduct would make ${size} members`, { code: 'too-large' });
  const rows = all.reduce<Value[][]>(
    (found, items) => found.flatMap((row) => items.map((item) => [...row, item])),
    [[]],
  );
  const tuples = rows.map((row) => tuple(row));
  const type: Type = { kind: 'tuple', elements: collections.map(elementOf) };
  if (!args.some(({ kind }) => kind === 'set')) return list(type, tuples);
  return withMark(set(type, tuples), args.some(holdsSensitive));
};

export const setFunctions: readonly FunctionRow[] = [
  folded('setunion', (a, b) => [...a.values(), ...b.values()]),
  folded('setintersection', (a, b) => [...a].flatMap(([key, item]) => (b.has(key) ? [item] : []))),
  row('setsubtract', { params: [param('first', SET), param('second', SET)], returns: SET }, (args) => {
    const [first, second] = alike(args);
    return set(first === undefined ? ANY : elementOf(first), without(membersOf(first, 0), membersOf(second, 1)));
  }),
  row('setsymmetricdifference', { params: [param('first', SET), param('second', SET)], returns: SET }, (args) => {
    const [first, second] = alike(args);
    const [a, b] = [membersOf(first, 0), membersOf(second, 1)];
    return set(first === undefined ? ANY : elementOf(first), [...without(a, b), ...without(b, a)]);
  }),
  moving('setproduct', { params: [], rest: openParam('collections'), returns: ANY }, product),
];
