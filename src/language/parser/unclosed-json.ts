interface Opener {
  readonly at: number;
  readonly indent: number;
}

/**
 * Where the brace or bracket stands that was forgotten to be closed: the innermost one that is open where a later line begins
 * no further to the right than its own. Absent in a text that is not indented.
 */
export const unclosedIn = (text: string): number | undefined => {
  const open: Opener[] = [];
  let indent = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\n') {
      indent = indentAfter(text, at);
      const next = text.charAt(at + 1 + indent);
      const top = open.at(-1);
      if (top === undefined || next === '' || next === '\n' || next === '\r') continue;
      if (closes(next) ? indent >= top.indent : indent > top.indent) continue;
      const lastOfLine = text.slice(top.at + 1, at).trim() === '';
      return lastOfLine && !closes(next) ? undefined : top.at;
    } else if (char === '"') at = stringEnd(text, at);
    else if (char === '{' || char === '[') open.push({ at, indent });
    else if (closes(char)) open.pop();
  }
  // All that is indented fits: then it is what is open at the end.
  return text.trimEnd().includes('\n') ? open.at(-1)?.at : undefined;
};

/** Where the brace or bracket stands that the closer at an offset is not one for: it is never closed. */
export const otherCloser = (text: string, offset: number): number | undefined => {
  const closer = text.charAt(offset);
  if (!closes(closer)) return undefined;
  const open: number[] = [];
  for (let at = 0; at < offset; at++) {
    const char = text.charAt(at);
    if (char === '"') at = stringEnd(text, at);
    else if (char === '{' || char === '[') open.push(at);
    else if (closes(char)) open.pop();
  }
  const last = open.at(-1);
  return last !== undefined && (text.charAt(last) === '{') !== (closer === '}') ? last : undefined;
};

const closes = (char: string): boolean => char === '}' || char === ']';

const indentAfter = (text: string, newline: number): number => {
  let at = newline + 1;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at++;
  return at - newline - 1;
};

/** The offset of the quote that ends a string, or of the newline that does. */
export const stringEnd = (text: string, start: number): number => {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === '"' || char === '\n') return at;
  }
  return text.length;
};
