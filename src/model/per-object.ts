/**
 * Work that is done once for each object it is asked about, such as a kind of which a seed has thousands of objects. What was
 * found is kept as long as that object is there.
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
