import type { Source, Span } from '../../model/span.ts';
import { balance, closesInOrder, type OpenerKind } from '../lexer/balance.ts';
import { lex, lexInPieces } from '../lexer/lexer.ts';
import { lineEnd } from '../lexer/lexing.ts';
import type { Problem, Token } from '../lexer/token.ts';
import { MISTAKEN, type Parsing } from './parsing.ts';

export interface Text {
  readonly source: Source;
  readonly text: string;
  readonly mode: 'main' | 'template';
  readonly spanOf: (start: number, end: number) => Span;
}

export const wholeText = (source: Source, mode: Text['mode']): Text => ({
  source,
  text: source.text,
  mode,
  spanOf: (start, end) => ({ source, start, end }),
});

const START = { at: 0, skipNewlines: false, depth: 0, itemStart: 0, reported: false };

export const startParsing = ({ text, mode, spanOf }: Text): Parsing => {
  const lexed = lex(text, mode);
  const balanced = balance(text, lexed.significant);
  const unclosed = balanced.problems.filter((problem) => !isSameLine(text, lexed.problems, problem));
  const problems = [...lexed.problems, ...unclosed].sort((a, b) => a.start - b.start);
  return { text, spanOf, problems, tokens: balanced.tokens, names: new Map(), diagnostics: [], ...START };
};

/**
 * Reads a file piece by piece: its tokens would take more room than its tree, and a token that is taken is forgotten.
 * Whoever reads on throws `Mistaken` where something is wrong.
 */
export const startInPieces = ({ text, spanOf }: Text): Parsing => {
  const lexed = lexInPieces(text);
  const open: OpenerKind[] = [];
  const piece = (): readonly Token[] => {
    const tokens = lexed();
    if (tokens === undefined || !closesInOrder(tokens, open)) throw MISTAKEN;
    if (tokens.at(-1)?.kind === 'end' && open.length > 0) throw MISTAKEN;
    return tokens;
  };
  return { text, spanOf, piece, problems: [], tokens: [], names: new Map(), diagnostics: [], ...START };
};

/** What never ends swallows the closers behind it. */
const SWALLOWS: ReadonlySet<string> = new Set(['unclosed-comment', 'unclosed-heredoc']);

/** A string without its end swallows the brackets behind it: then they are not the mistake. */
const isSameLine = (text: string, problems: readonly Problem[], { start }: Problem): boolean => {
  const line = { start: text.lastIndexOf('\n', start) + 1, end: lineEnd(text, start) };
  return problems.some(
    ({ code, start: at }) => (at >= line.start && at < line.end) || (at > start && SWALLOWS.has(code)),
  );
};
