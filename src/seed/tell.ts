import type { Diagnostic } from '../model/diagnostic.ts';
import { positionOf } from '../model/position.ts';
import type { Source, Span } from '../model/span.ts';

/** Reports a diagnostic and goes on: all mistakes of a seed are shown at once. */
export type Tell = (diagnostic: Diagnostic) => void;

/** A place in words, for a second place in a message: `team.seed.hcl:12:3`. */
export const placeOf = (span: Span): string => {
  const { line, column } = positionOf(span.source, span.start);
  return `${span.source.path}:${line}:${column}`;
};

/** `did you mean …?`, as help lines, when there is something to suggest. */
export const didYouMean = (word: string | undefined): readonly string[] =>
  word === undefined ? [] : [`did you mean ${word}?`];

/** Sorted by file, then by place, those without a place first; without repeats. */
export const inFileOrder = (diagnostics: readonly Diagnostic[], sources: readonly Source[]): readonly Diagnostic[] => {
  const rank = new Map(sources.map((source, index) => [source, index]));
  const fileOf = ({ at }: Diagnostic): number => (at === undefined ? -1 : (rank.get(at.source) ?? sources.length));
  const seen = new Set<string>();
  return diagnostics
    .filter((one) => {
      const key = JSON.stringify([one.code, one.message, fileOf(one), one.at?.start, one.at?.end]);
      return !seen.has(key) && seen.add(key);
    })
    .toSorted((a, b) => fileOf(a) - fileOf(b) || (a.at?.start ?? 0) - (b.at?.start ?? 0));
};
