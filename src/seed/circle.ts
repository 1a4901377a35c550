/** More members than this are not read by anybody, and a circle may be as long as a seed. */
const SHOWN = 20;

/** The members of a circle that are told; with how many there are beside them. */
export const shownOf = <T>(circle: readonly T[]): { members: readonly T[]; hidden: number } => {
  const hidden = circle.length > SHOWN + 1 ? circle.length - SHOWN : 0;
  return { members: hidden === 0 ? circle : circle.slice(0, SHOWN), hidden };
};

/** `a → b → a`, the middle of a long circle left out. */
export const circleText = (names: readonly string[]): string => {
  const { members, hidden } = shownOf(names);
  const rest = hidden === 0 ? [] : [`… (${hidden} more) …`];
  return [...members, ...rest, ...members.slice(0, 1)].join(' → ');
};
