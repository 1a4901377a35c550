/**
 * Memoises a function of one object, such as a kind, which a seed uses thousands of times. A result is kept as long as its
 * object lives.
 */
export const perObject = <K extends object, V>(work: (object: K) => V): ((object: K) => V) => {
  const known = new WeakMap<K, V>();
  return (object) => {
    const before = known.get(object);
    if (before !== undefined) return before;
    const found = work(object);
    known.set(object, found);
    return found;
  };
};
