const WHITE = /\p{White_Space}/u;

const isWhite = (code: number): boolean =>
  code === 32 || (code >= 9 && code <= 13) || (code > 127 && WHITE.test(String.fromCharCode(code)));

/**
 * Without the white space at its end. White space is what Unicode calls so, as in Go: `trimEnd` of JavaScript leaves
 * U+0085 and takes U+FEFF away.
 */
export const trimEnd = (text: string): string => {
  let end = text.length;
  while (end > 0 && isWhite(text.charCodeAt(end - 1))) end--;
  return text.slice(0, end);
};

/** Without the white space at its beginning. */
export const trimStart = (text: string): string => {
  let start = 0;
  while (start < text.length && isWhite(text.charCodeAt(start))) start++;
  return text.slice(start);
};

export const trim = (text: string): string => trimStart(trimEnd(text));
