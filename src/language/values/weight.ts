import type { Value } from '../value.ts';

/** What a value may weigh: a hundred times what people write, and still far from what a machine cannot hold. */
const HEAVIEST = 32 * 1024 * 1024;
/** What every part costs besides its text. */
const PART = 8;

/** By the members themselves: a value that is marked or renamed is still the same members. */
const known = new WeakMap<object, number>();

/**
 * How large a value is when it is written out, about in characters. A list that holds another one twice is no larger in
 * memory for it, but everything that walks it is slower: ten lists within each other, each ten times the one before, have
 * ten thousand million parts.
 */
const weightOf = (value: Value): number => {
  switch (value.kind) {
    case 'string':
      return PART + value.value.length;
    case 'list':
    case 'set':
    case 'tuple':
      return remembered(value.items, () => total(value.items));
    case 'map':
    case 'object':
      return remembered(value.entries, () => {
        let names = 0;
        for (const name of value.entries.keys()) names += name.length;
        return names + total(value.entries.values());
      });
    default:
      return PART;
  }
};

const remembered = (members: object, weigh: () => number): number => {
  const found = known.get(members);
  if (found !== undefined) return found;
  const weight = PART + weigh();
  known.set(members, weight);
  return weight;
};

const total = (values: Iterable<Value>): number => {
  let sum = 0;
  for (const value of values) sum += weightOf(value);
  return sum;
};

/** True when these values together are more than anything should be made of. */
export const tooHeavy = (values: Iterable<Value>): boolean => total(values) > HEAVIEST;
