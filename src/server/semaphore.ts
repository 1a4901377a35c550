/** A semaphore: at most `width` tasks run at once; the others wait in the order in which they came. */
export const semaphore = (width: number) => {
  const waiting: (() => void)[] = [];
  let free = width;
  const leave = () => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      leave();
    }
  };
};
