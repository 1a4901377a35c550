import type { Diagnostic } from '../../model/diagnostic.ts';

/** What is missing in an object of JSON is there in the wrong shape, where that has been told of something inside of it. */
export const isToldInside = ({ code, at }: Diagnostic, _: number, all: readonly Diagnostic[]): boolean => {
  if (code !== 'missing-field' || at === undefined || !at.source.path.endsWith('.json')) return false;
  const shapes = all.filter((one) => one.code === 'block-as-attribute' && one.at?.source === at.source);
  if (shapes.length === 0) return false;
  const end = valueEnd(at.source.text, at.end);
  return shapes.some((one) => one.at !== undefined && at.end <= one.at.start && one.at.end <= end);
};

const PIECE = /"(?:[^"\\]|\\.)*"|[{}[\]]/gs;

/** The end of the object or list behind a key. */
const valueEnd = (text: string, from: number): number => {
  let depth = 0;
  PIECE.lastIndex = from;
  for (let found = PIECE.exec(text); found !== null; found = PIECE.exec(text)) {
    if (found[0] === '{' || found[0] === '[') depth++;
    if ((found[0] === '}' || found[0] === ']') && --depth <= 0) return found.index;
  }
  return text.length;
};
