import type { TemplatePart } from '../ast.ts';
import { fail, fitted, type Parsing } from './parsing.ts';
import type { Piece } from './text.ts';

type DirectivePiece = Extract<Piece, { kind: 'if' | 'for' }>;

interface Level {
  /** The directive that opened it; none for the template itself. */
  readonly opener?: DirectivePiece;
  readonly whenTrue: TemplatePart[];
  /** Present after `%{ else }`. */
  whenFalse?: TemplatePart[];
}

const DEEPEST = 300;

/** Puts what stands between a directive and its end inside the directive, and joins neighbouring texts. */
export const nest = (parsing: Parsing, pieces: readonly Piece[]): readonly TemplatePart[] => {
  const root: Level = { whenTrue: [] };
  const levels: Level[] = [root];
  for (const piece of pieces) {
    const top = levels.at(-1) ?? root;
    if (piece.kind === 'text' || piece.kind === 'interpolation') add(top, piece);
    else if (piece.kind === 'if' || piece.kind === 'for') levels.push(open(parsing, piece, levels.length));
    else if (piece.kind === 'else') beginElse(parsing, top, piece);
    else close(parsing, levels, piece);
  }
  const opener = levels.at(-1)?.opener;
  if (opener === undefined) return fitted(root.whenTrue);
  const message = `this %{ ${opener.kind} } has no %{ end${opener.kind} }`;
  return fail(parsing, {
    code: 'bad-directive',
    message,
    help: [`end it with %{ end${opener.kind} }`],
    at: opener.span,
  });
};

const add = (level: Level, part: TemplatePart): void => {
  const parts = level.whenFalse ?? level.whenTrue;
  const last = parts.at(-1);
  if (part.kind === 'text' && part.text === '') return;
  if (part.kind !== 'text' || last?.kind !== 'text') {
    parts.push(part);
    return;
  }
  parts[parts.length - 1] = { kind: 'text', text: last.text + part.text };
};

const open = (parsing: Parsing, opener: DirectivePiece, depth: number): Level => {
  if (depth > DEEPEST)
    fail(parsing, { code: 'too-deep', message: `nested more than ${DEEPEST} levels deep`, at: opener.span });
  return { opener, whenTrue: [] };
};

const beginElse = (parsing: Parsing, level: Level, piece: Extract<Piece, { kind: 'else' }>): void => {
  if (level.opener?.kind !== 'if' || level.whenFalse !== undefined) {
    const message = level.whenFalse === undefined ? 'this %{ else } belongs to no %{ if }' : 'a second %{ else }';
    fail(parsing, { code: 'bad-directive', message, at: piece.span });
  }
  level.whenFalse = [];
};

const close = (parsing: Parsing, levels: Level[], piece: Extract<Piece, { kind: 'endif' | 'endfor' }>): void => {
  const level = levels.at(-1);
  const opener = level?.opener;
  if (level === undefined || opener === undefined || piece.kind !== `end${opener.kind}`) {
    const message = `this %{ ${piece.kind} } belongs to no %{ ${piece.kind.slice(3)} }`;
    const help = opener === undefined ? [] : [`the innermost directive that is open is a %{ ${opener.kind} }`];
    fail(parsing, { code: 'bad-directive', message, help, at: piece.span });
    return;
  }
  levels.pop();
  const below = levels.at(-1);
  if (below !== undefined) add(below, closed(opener, level, piece.span.end));
};

const closed = (opener: DirectivePiece, level: Level, end: number): TemplatePart => {
  const span = { ...opener.span, end };
  if (opener.kind === 'if') {
    return {
      kind: 'if',
      condition: opener.condition,
      whenTrue: level.whenTrue,
      whenFalse: level.whenFalse ?? [],
      span,
    };
  }
  const { keyName, valueName, collection } = opener;
  return { kind: 'for', keyName, valueName, collection, body: level.whenTrue, span };
};
