import { asHeredoc } from './bad.ts';
import { complain, type Lexing, lineBefore, lineEnd, take } from './lexing.ts';

/** `name = "word "path` in front of a `/*`: a text with quotes in it, the second of which ends it. */
const BEHIND_QUOTE = /=\s*"[^"]*"[^\s"]+$/;

/** Is the comment that begins here, and never ends, the rest of a text with quotes in it? */
export const isBehindQuote = ({ text, at, frames }: Lexing): boolean =>
  frames.length === 0 && BEHIND_QUOTE.test(lineBefore(text, at, 1000));

/** At most so many lines are taken for one text. */
const LONGEST = 40;

/** All of such a text is one mistake. */
export const scanUnescaped = (lexing: Lexing): void => {
  const { text, at } = lexing;
  const quote = text.lastIndexOf('"', at);
  const open = text.lastIndexOf('"', quote - 1);
  complain(lexing, {
    code: 'unclosed-string',
    message: 'this quote ends the text, which goes on',
    help: ['a quote inside a string is written \\"', ...asHeredoc(lexing, open)],
    start: quote,
    end: quote + 1,
  });
  take(lexing, 'bad-string', endOf(text, at));
};

/** Behind the quote of the first line that has one without its partner. */
const endOf = (text: string, at: number): number => {
  const first = lineEnd(text, at);
  let [from, end] = [at, first];
  for (let count = 0; count < LONGEST; count++) {
    const line = text.slice(from, Math.min(end, from + 1000));
    // The first line begins inside of the text, behind a quote that ended it.
    const quotes = line.split('"').length - 1 + (count === 0 ? 1 : 0);
    // Where the first line has no more quotes, all of it is the text.
    if (quotes % 2 === 1) return line.includes('"') ? from + line.lastIndexOf('"') + 1 : end;
    if (end >= text.length) break;
    from = end + 1;
    end = lineEnd(text, from);
  }
  return first;
};
