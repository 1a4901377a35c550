import type { Value } from '../value.ts';

/** What a value may weigh: a hundred times what people write, and still far from what a machine cannot hold. */
const HEAVIEST = 32 * 1024 * 1024;
/** What every part costs besides its text. */
const PART = 8;

/** How deep lists may stand in lists: what walks a value calls itself for every level. */
const DEEPEST = 1000;

interface Measure {
  weight: number;
  depth: number;
}

/** What weighs less is measured again sooner than remembered: a seed makes a great many small values. */
const LIGHT = 1000;

/** By the members themselves: a value that is marked or renamed is still the same members. */
const known = new WeakMap<object, Measure>();

/**
 * How large a value is when it is written out, about in characters, and how deep, added to a sum. A list that holds another
 * one twice is no larger in memory for it, but everything that walks it is slower: ten lists within each other, each ten
 * times the one before, have ten thousand million parts.
 */
const add = (sum: Measure, value: Value): void => {
  switch (value.kind) {
    case 'string':
      sum.weight += PART + value.value.length;
      return;
    case 'list':
    case 'set':
    case 'tuple':
      addMembers(sum, value.items, addItems);
      return;
    case 'map':
    case 'object':
      addMembers(sum, value.entries, addEntries);
      return;
    default:
      sum.weight += PART;
  }
};

const addMembers = <T extends object>(sum: Measure, members: T, addAll: (own: Measure, members: T) => void): void => {
  let measure = known.get(members);
  if (measure === undefined) {
    measure = { weight: PART, depth: 0 };
    addAll(measure, members);
    measure.depth++;
    if (measure.weight > LIGHT) known.set(members, measure);
  }
  sum.weight += measure.weight;
  if (measure.depth > sum.depth) sum.depth = measure.depth;
};

// Every value of a seed comes through here, so nothing is made on the way, not even an iterator.
const addItems = (own: Measure, items: readonly Value[]): void => {
  for (let at = 0; at < items.length; at++) {
    const item = items[at];
    if (item !== undefined) add(own, item);
  }
};

const addEntries = (own: Measure, entries: ReadonlyMap<string, Value>): void => {
  entries.forEach((member, name) => {
    own.weight += name.length;
    add(own, member);
  });
};

/** True when these values together are more than anything should be made of, or deeper. */
export const tooHeavy = (values: readonly Value[]): boolean => {
  const sum: Measure = { weight: 0, depth: 0 };
  addItems(sum, values);
  return isTooMuch(sum);
};

/** The same of a single value. */
export const isTooHeavy = (value: Value): boolean => {
  if (!('items' in value || 'entries' in value)) return value.kind === 'string' && PART + value.value.length > HEAVIEST;
  const sum: Measure = { weight: 0, depth: 0 };
  add(sum, value);
  return isTooMuch(sum);
};

const isTooMuch = ({ weight, depth }: Measure): boolean => weight > HEAVIEST || depth > DEEPEST;
