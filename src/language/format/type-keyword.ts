import type { Piece } from './piece.ts';

/** What a type without its parameter stands for. */
const BARE: Readonly<Record<string, string>> = { list: 'any', map: 'any', set: 'any' };

/** Types in quotes are older than `any`: their elements are strings. */
const QUOTED: Readonly<Record<string, string>> = { string: '', list: 'string', map: 'string' };

/** The type of a variable with its parameter, where it is written in a way that only old versions knew. */
export const modernType = (type: readonly Piece[]): readonly Piece[] => {
  const [first, text, last] = type;
  if (type.length === 1 && first?.kind === 'identifier' && Object.hasOwn(BARE, first.text)) {
    return typeOf(first, first.text, BARE[first.text]);
  }
  const isQuoted = type.length === 3 && first?.kind === 'quote-open' && last?.kind === 'quote-close';
  if (isQuoted && text?.kind === 'text' && Object.hasOwn(QUOTED, text.text)) {
    return typeOf(first, text.text, QUOTED[text.text]);
  }
  return type;
};

const typeOf = ({ start }: Piece, name: string, element = ''): readonly Piece[] => {
  const keyword: Piece = { kind: 'identifier', text: name, spaces: 0, start };
  if (element === '') return [keyword];
  return [
    keyword,
    { kind: '(', text: '(', spaces: 0, start },
    { kind: 'identifier', text: element, spaces: 0, start },
    { kind: ')', text: ')', spaces: 0, start },
  ];
};
