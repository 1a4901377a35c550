import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Source, Span } from '../../model/span.ts';
import { suggest } from '../../model/suggest.ts';
import { didYouMean } from '../tell.ts';
import type { Use } from './uses.ts';

interface Spelling {
  readonly word: string;
  readonly candidates: Iterable<string>;
  readonly prefix?: string;
}

/** The most guesses for one file: each compares with every name there is. */
const GUESSES = 100;

const guesses = new WeakMap<Source, number>();

const guess = ({ word, candidates, prefix = '' }: Spelling, source: Source): readonly string[] => {
  const made = guesses.get(source) ?? 0;
  guesses.set(source, made + 1);
  const near = made < GUESSES ? suggest(word, candidates) : undefined;
  return didYouMean(near === undefined ? undefined : `${prefix}${near}`);
};

/** A name that leads nowhere, with what it most likely stands for. */
export const unknown = ({ span }: Pick<Use, 'span'>, message: string, spelling: Spelling): Diagnostic => ({
  code: 'unknown-reference',
  message,
  at: span,
  help: guess(spelling, span.source),
});

/** A reference that leads somewhere and cannot be used. */
export const notAllowed = (at: Span, message: string, help: readonly string[] = []): Diagnostic => ({
  code: 'reference-not-allowed',
  message,
  at,
  help,
});
