import type { Code, Diagnostic } from '../../model/diagnostic.ts';
import type { Span } from '../../model/span.ts';
import { composed } from '../compose.ts';

import type { Problem, Token, TokenKind } from '../lexer/token.ts';

/** The state of one parse. */
export interface Parsing {
  readonly text: string;
  /** Without comments; brackets are balanced; the last one is `end`, unless there are more pieces. */
  readonly tokens: Token[];
  /** More tokens, where a text is read piece by piece: its first mistake ends that. */
  readonly piece?: (() => readonly Token[]) | undefined;
  readonly spanOf: (start: number, end: number) => Span;
  readonly diagnostics: Diagnostic[];
  /** Names as they are written, and in normal form. */
  readonly names: Map<string, string>;
  /** Mistakes of the lexer, by place: where one is, the parser does not add what follows from it. */
  readonly problems: readonly Problem[];
  at: number;
  /** Inside `( )`, `[ ]`, `${ }` and `for` a newline is only white space. */
  skipNewlines: boolean;
  depth: number;
  /** The offset at which the current item begins; one mistake is shown for each item. */
  itemStart: number;
  reported: boolean;
}

/** Thrown to leave the current item after its mistake was reported; caught by the loop over items, never outside. */
export class Abort extends Error {}

/** One for all: a file of a million mistakes would spend its time on stack traces. */
const ABORT = new Abort();

export const abort = (): never => {
  throw ABORT;
};

/** Deeper nesting than this is refused: nobody writes it, and walkers are recursive. */
const DEEPEST = 300;

/**
 * Thrown at the first mistake in a text that is read piece by piece: mistakes are told from all of a text, so it is read
 * again as a whole.
 */
export class Mistaken extends Error {}

export const MISTAKEN = new Mistaken();

// One line more says so: that makes a hundred, which is what is shown at once.
const ENOUGH = 99;

const MANY = 4096;

/** Between two items: nobody comes back to the tokens before. */
export const forget = (parsing: Parsing): void => {
  if (parsing.piece === undefined || parsing.at < MANY) return;
  parsing.tokens.splice(0, parsing.at - 1);
  parsing.at = 1;
};

/** The token with this index; reads on where it is not there yet. */
const tokenAt = (parsing: Parsing, index: number): Token | undefined => {
  const { tokens, piece } = parsing;
  while (piece !== undefined && tokens.length <= index && tokens.at(-1)?.kind !== 'end') {
    for (const token of piece()) tokens.push(token);
  }
  return tokens[index];
};

/** Everything that is wrong with the text, in its order. */
export const allDiagnostics = (parsing: Parsing): readonly Diagnostic[] => {
  const found = parsing.problems.map(
    ({ code, message, help, start, end }): Diagnostic => ({ code, message, help, at: parsing.spanOf(start, end) }),
  );
  const all = [...found, ...parsing.diagnostics].sort((a, b) => (a.at?.start ?? 0) - (b.at?.start ?? 0));
  const last = all[ENOUGH];
  if (last === undefined) return all;
  const message = `there are more than ${ENOUGH} mistakes in this file: these are the first`;
  return [...all.slice(0, ENOUGH), { code: 'too-many-mistakes', message, at: last.at }];
};

const END: Token = { kind: 'end', start: 0, end: 0 };

/** The next token; where newlines are white space, the next one that is not a newline. */
export const peek = (parsing: Parsing): Token => {
  if (parsing.skipNewlines) while (tokenAt(parsing, parsing.at)?.kind === 'newline') parsing.at++;
  return tokenAt(parsing, parsing.at) ?? parsing.tokens.at(-1) ?? END;
};

/** The token after the next one. */
export const peekSecond = (parsing: Parsing): Token => {
  peek(parsing);
  let at = parsing.at + 1;
  if (parsing.skipNewlines) while (tokenAt(parsing, at)?.kind === 'newline') at++;
  return tokenAt(parsing, at) ?? parsing.tokens.at(-1) ?? END;
};

export const next = (parsing: Parsing): Token => {
  const token = peek(parsing);
  if (token.kind !== 'end') parsing.at++;
  return token;
};

/** Takes the next token if it is of this kind. */
export const accept = (parsing: Parsing, kind: TokenKind): Token | undefined =>
  peek(parsing).kind === kind ? next(parsing) : undefined;

export const textOf = (parsing: Parsing, token: Token): string => parsing.text.slice(token.start, token.end);

/** A name in normal form. It is one string however often it is written: names are looked up and compared a great deal. */
export const nameOf = (parsing: Parsing, token: Token): string => {
  const written = textOf(parsing, token);
  const known = parsing.names.get(written);
  if (known !== undefined) return known;
  const name = composed(written);
  parsing.names.set(written, name);
  return name;
};

/** The last token that was taken. */
export const previous = (parsing: Parsing): Token => parsing.tokens[parsing.at - 1] ?? END;

/** Where the last token that is not a newline ended: the end of what was understood. */
export const endOfPrevious = (parsing: Parsing): number => {
  let at = parsing.at - 1;
  while (parsing.tokens[at]?.kind === 'newline') at--;
  return parsing.tokens[at]?.end ?? 0;
};

/** From where `first` begins to the end of what was read last. Spans have their place in the file already, tokens have not. */
export const spanFrom = (parsing: Parsing, first: Span): Span => {
  const end = endOfPrevious(parsing);
  return { ...first, end: parsing.spanOf(end, end).end };
};

export interface Mistake {
  readonly code: Code;
  readonly message: string;
  readonly help?: readonly string[];
  /** A stretch of the text that is parsed, or a span of the file. Left out: the next token. */
  readonly at?: Span | { readonly start: number; readonly end: number };
}

/** Reports a mistake, unless this item has one already or the lexer found one in it. */
export const report = (parsing: Parsing, { code, message, help, at }: Mistake): void => {
  if (parsing.piece !== undefined) throw MISTAKEN;
  const place = at ?? peek(parsing);
  if (parsing.reported || hasProblem(parsing.problems, parsing.itemStart, place.end)) return;
  parsing.reported = true;
  if (parsing.diagnostics.length > ENOUGH) return;
  parsing.diagnostics.push({ code, message, help, at: isSpan(place) ? place : markOf(parsing, place) });
};

const isSpan = (place: NonNullable<Mistake['at']>): place is Span => 'source' in place;

/** Something is marked also where nothing is: the character after it, unless that is the end of the line. */
const markOf = ({ text, spanOf }: Parsing, { start, end }: { start: number; end: number }): Span => {
  if (text.charAt(start) === '\n') return spanOf(start, start);
  return spanOf(start, end > start || start >= text.length ? end : start + 1);
};

/** Reports a mistake after which the rest of the item makes no sense. */
export const fail = (parsing: Parsing, mistake: Mistake): never => {
  report(parsing, mistake);
  return abort();
};

const hasProblem = (problems: readonly Problem[], from: number, to: number): boolean => {
  let low = 0;
  let high = problems.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((problems[middle]?.start ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  const first = problems[low];
  return first !== undefined && first.start <= to;
};

/** The same list without room for more, which one that has grown has: a tree keeps a great many short lists. */
export const fitted = <T>(list: readonly T[]): readonly T[] => list.slice();

/** Runs a parser one level deeper, with newlines counting or not, and restores both afterwards. */
export const nested = <T>(parsing: Parsing, skipNewlines: boolean, parse: (parsing: Parsing) => T): T => {
  const before = parsing.skipNewlines;
  parsing.skipNewlines = skipNewlines;
  const result = deeper(parsing, parse);
  parsing.skipNewlines = before;
  return result;
};

export const deeper = <T>(parsing: Parsing, parse: (parsing: Parsing) => T): T => {
  if (parsing.depth >= DEEPEST) {
    fail(parsing, {
      code: 'too-deep',
      message: `nested more than ${DEEPEST} levels deep`,
      help: ['give parts of it names in locals'],
    });
  }
  parsing.depth++;
  const result = parse(parsing);
  parsing.depth--;
  return result;
};

const WORDS: Partial<Record<TokenKind, string>> = {
  newline: 'the end of the line',
  end: 'the end of the text',
  'quote-open': 'a string',
  'quote-close': 'the end of a string',
  'heredoc-open': 'a heredoc',
  'template-close': '"}"',
  'bad-string': 'a string',
};

/** A token as a message names it. */
export const described = (parsing: Parsing, token: Token): string => {
  const word = WORDS[token.kind];
  if (word !== undefined) return word;
  const text = textOf(parsing, token);
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
};
