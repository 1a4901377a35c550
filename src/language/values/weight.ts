import type { Value } from '../value.ts';

/** What a value may weigh: a hundred times what people write, and still far from what a machine cannot hold. */
const HEAVIEST = 32 * 1024 * 1024;
/** What every part costs besides its text. */
const PART = 8;

/** How deep lists may stand in lists: what walks a value calls itself for every level. */
const DEEPEST = 1000;

interface Measure {
  readonly weight: number;
  readonly depth: number;
}

/** What weighs less is measured again sooner than remembered: a seed makes a great many small values. */
const LIGHT = 1000;

/** By the members themselves: a value that is marked or renamed is still the same members. */
const known = new WeakMap<object, Measure>();

/**
 * How large a value is when it is written out, about in characters, and how deep. A list that holds another one twice is no
 * larger in memory for it, but everything that walks it is slower: ten lists within each other, each ten times the one
 * before, have ten thousand million parts.
 */
const measureOf = (value: Value): Measure => {
  switch (value.kind) {
    case 'string':
      return { weight: PART + value.value.length, depth: 0 };
    case 'list':
    case 'set':
    case 'tuple':
      return remembered(value.items, () => value.items);
    case 'map':
    case 'object':
      return remembered(value.entries, () => value.entries.values(), value.entries.keys());
    default:
      return LEAF;
  }
};

const LEAF: Measure = { weight: PART, depth: 0 };

const remembered = (key: object, members: () => Iterable<Value>, names: Iterable<string> = []): Measure => {
  const found = known.get(key);
  if (found !== undefined) return found;
  let { weight, depth } = total(members());
  for (const name of names) weight += name.length;
  const measure = { weight: weight + PART, depth: ++depth };
  if (measure.weight > LIGHT) known.set(key, measure);
  return measure;
};

const total = (values: Iterable<Value>): Measure => {
  let weight = 0;
  let depth = 0;
  for (const value of values) {
    const one = measureOf(value);
    weight += one.weight;
    depth = Math.max(depth, one.depth);
  }
  return { weight, depth };
};

/** True when these values together are more than anything should be made of, or deeper. */
export const tooHeavy = (values: Iterable<Value>): boolean => {
  const { weight, depth } = total(values);
  return weight > HEAVIEST || depth > DEEPEST;
};
