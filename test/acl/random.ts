import { randomFrom } from '../fuzz/random.ts';

/** Choices that a seed decides. */
export interface Random {
  readonly upTo: (limit: number) => number;
  /** True for this share of the time, of 1. */
  readonly chance: (share: number) => boolean;
  readonly one: <T>(list: readonly T[]) => T;
  readonly some: <T>(list: readonly T[]) => T[];
  readonly times: <T>(count: number, make: () => T) => T[];
}

export const picker = (seed: number): Random => {
  const { below } = randomFrom(seed);
  const chance = (share: number): boolean => below(1000) < share * 1000;
  const one = <T>(list: readonly T[]): T => {
    const chosen = list[below(list.length)];
    if (chosen === undefined) throw new Error('nothing to choose from');
    return chosen;
  };
  const some = <T>(list: readonly T[]): T[] => list.filter(() => chance(0.35));
  const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
  return { upTo: below, chance, one, some, times };
};
