import { engine } from './engine.ts';
import { groupsOf } from './groups.ts';
import { Pattern } from './pattern.ts';
import { wordsFor } from './wording.ts';

export type { Match, Pattern } from './pattern.ts';

type Compiled = { readonly pattern: Pattern } | { readonly problem: string };

/** One pattern is often used for thousands of texts. */
const MOST = 64;
const known = new Map<string, Compiled>();

/** A pattern in the syntax of RE2, or what is wrong with it. */
export const compile = (source: string): Compiled => {
  const found = known.get(source) ?? compiled(source);
  if (known.size >= MOST) known.clear();
  known.set(source, found);
  return found;
};

/** After a match was cut off, what the engine remembers of the pattern may be half done. */
export const forget = (): void => known.clear();

const compiled = (source: string): Compiled => {
  const { RE2JS, RE2JSSyntaxException } = engine();
  const { source: renamed, names } = groupsOf(source);
  try {
    return { pattern: new Pattern(RE2JS.compile(renamed), names) };
  } catch (thrown) {
    if (!(thrown instanceof RE2JSSyntaxException)) throw thrown;
    return { problem: wordsFor({ description: thrown.getDescription(), piece: thrown.getPattern() ?? undefined }) };
  }
};
