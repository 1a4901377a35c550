import { lex } from './lexer/lexer.ts';

/** The comments of an HCL text without their marks, in their order, each with the offset that it begins at. */
export const commentsIn = (text: string): readonly { readonly start: number; readonly text: string }[] =>
  lex(text).tokens.flatMap(({ kind, start, end }) =>
    kind === 'comment' ? [{ start, text: withoutMarks(text.slice(start, end)) }] : [],
  );

const withoutMarks = (comment: string): string =>
  comment.startsWith('/*')
    ? comment
        .slice(2, -2)
        .split('\n')
        .map((line) => line.replace(/^\s*\*?/, '').trim())
        .join('\n')
        .trim()
    : comment.replace(/^(?:#|\/\/)/, '').trim();
