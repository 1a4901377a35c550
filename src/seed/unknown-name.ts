import type { Diagnostic } from '../model/diagnostic.ts';
import type { Span } from '../model/span.ts';
import { suggest } from '../model/suggest.ts';
import { didYouMean } from './tell.ts';
import type { Use } from './uses.ts';

export interface Spelling {
  readonly word: string;
  readonly candidates: Iterable<string>;
  readonly prefix?: string;
}

/** A name that leads nowhere, with what it most likely stands for. */
export const unknown = (
  use: Pick<Use, 'span'>,
  message: string,
  { word, candidates, prefix = '' }: Spelling,
): Diagnostic => {
  const near = suggest(word, candidates);
  return {
    code: 'unknown-reference',
    message,
    at: use.span,
    help: didYouMean(near === undefined ? undefined : `${prefix}${near}`),
  };
};

/** A reference that leads somewhere and cannot be used. */
export const notAllowed = (at: Span, message: string, help: readonly string[] = []): Diagnostic => ({
  code: 'reference-not-allowed',
  message,
  at,
  help,
});
