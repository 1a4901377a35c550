import { abandonHeredoc, complainUnclosed, likelyEnd } from './heredoc.ts';
import { type Frame, type HeredocFrame, type Lexing, lineEnd, type Mark } from './lexing.ts';
import { scanMain } from './main.ts';
import { closeAllAt, closeAtNewline, scanTemplate } from './template.ts';
import type { Problem, Token } from './token.ts';

interface Lexed {
  /** In order, without gaps but for spaces and tabs; the last one is `end`. */
  readonly tokens: readonly Token[];
  /** The same without comments. */
  readonly significant: Token[];
  readonly problems: readonly Problem[];
}

/** How often a text is read again because something in it never ends: keeps hostile input linear. */
const secondLooks = (text: string): number => (text.length > 200_000 ? 2 : 16);

/** Splits a text into tokens: a file of items or an expression, or (`template`) a text that is a template itself. */
export const lex = (text: string, mode: 'main' | 'template' = 'main'): Lexed => {
  const lexing = startLexing(text, mode);
  for (let looks = 0; ; looks++) {
    while (lexing.at < text.length) scanOne(lexing);
    if (!goBack(lexing, looks)) break;
  }
  lexing.tokens.push({ kind: 'end', start: text.length, end: text.length });
  const { tokens, problems } = lexing;
  return { tokens, significant: withoutComments(tokens), problems };
};

/** So many tokens are made at a time. */
const PIECE = 4096;

/**
 * The tokens of a file, some more with each call, without comments. Nothing at all where something is wrong with the file,
 * which only `lex` can tell well.
 */
export const lexInPieces = (text: string): (() => readonly Token[] | undefined) => {
  const lexing = startLexing(text, 'main');
  const { tokens, problems, frames } = lexing;
  return () => {
    while (lexing.at < text.length && (tokens.length < PIECE || frames.length > 0)) scanOne(lexing);
    if (problems.length + frames.length > 0) return undefined;
    if (lexing.at >= text.length) tokens.push({ kind: 'end', start: text.length, end: text.length });
    return withoutComments(tokens.splice(0));
  };
};

/** Leaves the list as it is where there are none: it may be long. */
const withoutComments = (tokens: Token[]): Token[] =>
  tokens.some(({ kind }) => kind === 'comment') ? tokens.filter(({ kind }) => kind !== 'comment') : tokens;

const startLexing = (text: string, mode: 'main' | 'template'): Lexing => ({
  text,
  returns: text.includes('\r'),
  at: mode === 'main' && text.startsWith('\uFEFF') ? 1 : 0,
  tokens: [],
  problems: [],
  frames: mode === 'main' ? [] : [{ mode: 'bare', start: 0 }],
  endings: { newlines: new Set(), heredocs: new Map(), lastComment: text.lastIndexOf('*/') },
});

/** A text as far as it goes: what is still open at its end stays open, and nobody is told. */
export const lexBeginning = (text: string): Readonly<Lexing> => {
  const lexing = startLexing(text, 'main');
  while (lexing.at < text.length) scanOne(lexing);
  return lexing;
};

const scanOne = (lexing: Lexing): void => {
  const frame = lexing.frames.at(-1);
  if (frame === undefined || frame.mode === 'sequence') scanMain(lexing, frame);
  else scanTemplate(lexing, frame);
};

/** What became of something that was still open at the end of the text. */
type Ending = 'gone back' | 'closed' | 'nothing open';

/**
 * At the end of the text with something still open: where a likely end is found, goes back to the opener (true); else
 * closes what is open.
 */
const goBack = (lexing: Lexing, looks: number): boolean => {
  let ending = settle(lexing, looks);
  while (ending === 'closed') ending = settle(lexing, Number.POSITIVE_INFINITY);
  return ending === 'gone back';
};

const settle = (lexing: Lexing, looks: number): Ending => {
  while (lexing.frames.at(-1)?.mode === 'quoted') closeAtNewline(lexing);
  const outer = lexing.frames.find((frame) => frame.mode !== 'bare');
  if (outer === undefined) return 'nothing open';
  const sequence = lexing.frames.find((frame) => frame.mode === 'sequence');
  if (sequence !== undefined) return settleSequence(lexing, { outer, start: sequence.start, looks });
  return outer.mode === 'heredoc' ? settleHeredoc(lexing, outer, looks) : 'nothing open';
};

interface Unclosed {
  readonly outer: Frame;
  /** Where the outermost `${` or `%{` begins: it is taken to end with its line. */
  readonly start: number;
  readonly looks: number;
}

const settleSequence = (lexing: Lexing, { outer, start, looks }: Unclosed): Ending => {
  const { newlines } = lexing.endings;
  const newline = lineEnd(lexing.text, start);
  const before = outer.mode === 'quoted' || outer.mode === 'heredoc' ? outer.before : undefined;
  const hopeless = newlines.has(newline) || newline >= lexing.text.length || looks >= secondLooks(lexing.text);
  if (before === undefined || hopeless) {
    closeAllAt(lexing);
    return 'closed';
  }
  newlines.add(newline);
  return rewind(lexing, outer, before);
};

const settleHeredoc = (lexing: Lexing, frame: HeredocFrame, looks: number): Ending => {
  const meant = looks < secondLooks(lexing.text) ? likelyEnd(lexing.text, frame) : undefined;
  const known = lexing.endings.heredocs.has(frame.start);
  if (meant === undefined || known) {
    lexing.problems.length = Math.min(lexing.problems.length, frame.before.problems);
    complainUnclosed(lexing, frame, meant);
    while (lexing.frames.length > 0 && lexing.frames.at(-1)?.mode !== 'bare') abandonHeredoc(lexing);
    return 'closed';
  }
  lexing.endings.heredocs.set(frame.start, meant);
  rewind(lexing, frame, frame.before);
  complainUnclosed(lexing, frame, meant);
  return 'gone back';
};

const rewind = (lexing: Lexing, frame: Frame, before: Mark): Ending => {
  lexing.tokens.length = before.tokens;
  lexing.problems.length = Math.min(lexing.problems.length, before.problems);
  lexing.frames.length = lexing.frames.indexOf(frame);
  lexing.at = frame.start;
  return 'gone back';
};
