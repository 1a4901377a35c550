import { graphemes } from './layout.ts';

/** Shorter texts are shown whole: cutting them would only make them harder to read. */
const SHORT = 32;
/** Characters kept on both sides of what changed. */
const AROUND = 8;

const commonStart = (a: readonly string[], b: readonly string[]): number => {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
};

/** Two long texts that differ in one place, cut down to that place and a few characters around it. */
export const changedPart = (before: string, after: string, ellipsis: string): { before: string; after: string } => {
  if (Math.max(before.length, after.length) <= SHORT) return { before, after };
  const [a, b] = [graphemes(before), graphemes(after)];
  const start = commonStart(a, b);
  const end = Math.min(commonStart([...a].reverse(), [...b].reverse()), a.length - start, b.length - start);
  const cut = (text: readonly string[]): string => {
    const from = start > AROUND + 1 ? start - AROUND : 0;
    const to = end > AROUND + 1 ? text.length - end + AROUND : text.length;
    return (from > 0 ? ellipsis : '') + text.slice(from, to).join('') + (to < text.length ? ellipsis : '');
  };
  return { before: cut(a), after: cut(b) };
};
