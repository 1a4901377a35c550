import type { Expression, For } from '../ast.ts';
import type { Value } from '../value.ts';
import { nullOf, number, object, text, tuple, unknown } from '../values/make.ts';
import { withMark } from '../values/mark.ts';
import { valueWords } from '../values/types.ts';
import { conditionOf } from './conditional.ts';
import { bind, type Environment, spend, wrong } from './environment.ts';
import { evaluateIn, keyFrom } from './evaluate.ts';

/** What a `for` walks over, of an expression or of a template. */
interface Loop {
  readonly keyName?: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
}

interface Rounds {
  /** An environment for each member, with its key and value bound. */
  readonly rounds: readonly Environment[];
  readonly sensitive: boolean;
}

/** A round for each member; nothing when the members are not known (or there are none to have, which is told). */
export const roundsOf = (
  environment: Environment,
  loop: Loop,
): Rounds | { readonly rounds: undefined; readonly sensitive: boolean } => {
  const collection = evaluateIn(environment, loop.collection);
  const { sensitive } = collection;
  const members = membersOf(environment, collection, loop);
  if (members === undefined || !spend(environment, loop.collection.span, { rounds: members.length })) {
    return { rounds: undefined, sensitive };
  }
  const rounds = members.map(([key, value]) => {
    const inner = bind(environment, loop.valueName, withMark(value, sensitive));
    return loop.keyName === undefined ? inner : bind(inner, loop.keyName, withMark(key, sensitive));
  });
  return { rounds, sensitive };
};

const membersOf = (
  environment: Environment,
  value: Value,
  { keyName, collection: { span: at } }: Loop,
): readonly (readonly [Value, Value])[] | undefined => {
  switch (value.kind) {
    case 'list':
    case 'tuple':
      // Numbers are not for nothing: they are made where somebody has a name for them.
      return value.items.map((item, index) => [keyName === undefined ? nullOf() : number(index), item]);
    case 'set':
      return value.items.map((item) => [item, item]);
    case 'map':
    case 'object':
      return [...value.entries].map(([name, member]) => [text(name), member]);
    case 'unknown':
      return undefined;
    case 'null':
      wrong(environment, at, { code: 'null-value', message: 'a for cannot walk over null' });
      return undefined;
    default:
      wrong(environment, at, {
        code: 'not-a-collection',
        message: `a for walks over a list or a map, and this is ${valueWords(value)}`,
      });
      return undefined;
  }
};

/** `[for …]` and `{for …}`. Stops at the first round with a mistake: the others would say the same. */
export const evaluateFor = (environment: Environment, expression: For): Value => {
  const { rounds, sensitive } = roundsOf(environment, expression);
  if (rounds === undefined) return unknown(undefined, sensitive);
  const made =
    expression.key === undefined
      ? makeList(environment, rounds, expression)
      : makeObject(environment, rounds, expression);
  return withMark(made, sensitive);
};

/** Whether a round counts; unknown when its condition is. */
const chosen = (round: Environment, { condition }: For): Value | undefined =>
  condition === undefined ? undefined : conditionOf(round, condition);

const makeList = (environment: Environment, rounds: readonly Environment[], expression: For): Value => {
  const before = environment.diagnostics.length;
  const items: Value[] = [];
  let sensitive = false;
  for (const round of rounds) {
    const choice = chosen(round, expression);
    sensitive ||= choice?.sensitive === true;
    if (choice !== undefined && choice.kind !== 'bool') return unknown(undefined, sensitive);
    if (choice === undefined || choice.value) items.push(evaluateIn(round, expression.value));
    if (environment.diagnostics.length > before) return unknown();
  }
  return withMark(tuple(items), sensitive);
};

const makeObject = (environment: Environment, rounds: readonly Environment[], expression: For): Value => {
  const before = environment.diagnostics.length;
  const made = new Map<string, Value[]>();
  let sensitive = false;
  for (const round of rounds) {
    const choice = chosen(round, expression);
    sensitive ||= choice?.sensitive === true;
    if (choice !== undefined && choice.kind !== 'bool') return unknown(undefined, sensitive);
    if (choice !== undefined && !choice.value) continue;
    const key = memberKey(round, expression);
    sensitive ||= key.sensitive;
    const value = evaluateIn(round, expression.value);
    if (environment.diagnostics.length > before || key.kind !== 'string') return unknown(undefined, sensitive);
    const here = made.get(key.value);
    if (here === undefined) made.set(key.value, [value]);
    else if (expression.grouping) here.push(value);
    else return refuseDuplicate(environment, expression, withMark(key, sensitive));
  }
  const entries = [...made].map(
    ([key, values]) => [key, expression.grouping ? tuple(values) : (values[0] ?? unknown())] as const,
  );
  return withMark(object(entries), sensitive);
};

const memberKey = (round: Environment, { key }: For): Value =>
  key === undefined ? unknown() : keyFrom(round, evaluateIn(round, key), key);

const refuseDuplicate = (environment: Environment, { key, span }: For, found: Value): Value => {
  const message =
    found.sensitive || found.kind !== 'string'
      ? 'two members have the same key'
      : `two members have the key ${JSON.stringify(found.value)}`;
  const help = ['put ... after the value to gather members with one key in a list'];
  return wrong(environment, key?.span ?? span, { code: 'duplicate-key', message, help });
};
