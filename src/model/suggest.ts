/**
 * The candidate that a misspelt word most likely stands for, or nothing when none is near.
 * Case, `-` and `_` count for little; two swapped letters count as one mistake.
 */
export const suggest = (word: string, candidates: Iterable<string>): string | undefined => {
  let best: { candidate: string; distance: number } | undefined;
  const given = folded(word);
  for (const candidate of candidates) {
    const allowed = allowance(word, candidate);
    // Every letter that one has and the other lacks is a mistake: most candidates need no closer look.
    const other = folded(candidate);
    if (Math.abs(given.length - other.length) > allowed) continue;
    const distance = distanceBetween(given, other);
    if (distance <= allowed && (best === undefined || distance < best.distance)) {
      best = { candidate, distance };
    }
  }
  return best?.candidate;
};

const folded = (word: string): string => word.toLowerCase().replaceAll('-', '_');

/** One mistake in three letters, but never more than four, and none in a single letter. */
const allowance = (word: string, candidate: string): number => {
  const shorter = Math.min(word.length, candidate.length);
  return Math.min(4, Math.max(shorter > 1 ? 1 : 0, Math.floor(shorter / 3)));
};

/** Edits between two words: insert, delete, replace, swap two neighbours. Words over 100 letters never match. */
const distanceBetween = (a: string, b: string): number => {
  if (a.length > 100 || b.length > 100) return Number.POSITIVE_INFINITY;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const edits = [(row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1)];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) edits.push((beforeLast[j - 2] ?? 0) + 1);
      row.push(Math.min(...edits));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? Number.POSITIVE_INFINITY;
};
