/** How many members of a cycle are shown: nobody reads more, and a cycle may be as long as a seed. */
const SHOWN = 20;

/** The members of a cycle to show, and how many are left out. */
export const shownOf = <T>(cycle: readonly T[]): { members: readonly T[]; hidden: number } => {
  const hidden = cycle.length > SHOWN + 1 ? cycle.length - SHOWN : 0;
  return { members: hidden === 0 ? cycle : cycle.slice(0, SHOWN), hidden };
};

/** `a → b → a`; of a long cycle the middle is left out. */
export const cycleText = (names: readonly string[]): string => {
  const { members, hidden } = shownOf(names);
  const rest = hidden === 0 ? [] : [`… (${hidden} more) …`];
  return [...members, ...rest, ...members.slice(0, 1)].join(' → ');
};
