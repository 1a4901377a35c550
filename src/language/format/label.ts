import type { Piece } from './piece.ts';

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };

/** A character that has a shape of its own; of the white space only the space. */
const VISIBLE = /[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u;

const escapeOf = (char: string): string => {
  const known = ESCAPES[char];
  if (known !== undefined) return known;
  if (VISIBLE.test(char)) return char;
  const code = (char.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
};

/** A text as it stands between quotes. */
export const quotedText = (text: string): string =>
  Array.from(text, escapeOf)
    .join('')
    .replaceAll(/([$%])(?=\{)/g, '$1$1');

/** The pieces of a label in quotes. */
export const quotedLabel = (text: string, start: number): readonly Piece[] => [
  { kind: 'quote-open', text: '"', spaces: 0, start },
  ...(text === '' ? [] : [{ kind: 'text', text: quotedText(text), spaces: 0, start } as const]),
  { kind: 'quote-close', text: '"', spaces: 0, start },
];
