import type { Diagnostic } from '../../model/diagnostic.ts';

export const QUOTES = ['a text is written in quotes: name = "…"', 'a text of several lines is a heredoc: <<-EOT'];

/**
 * Redacts a syntax error in a variable file. The text there may be a password without its quotes, or a line of a key: only
 * names in front of values, function names, operators and words of the language are repeated.
 */
export const aboutValues = ({ code, message, help, at }: Diagnostic): Diagnostic => {
  if (code === 'missing-operator') return { code, message: APART, at, help: QUOTES };
  if (code === 'missing-comma')
    return {
      code,
      message: 'expected a comma before this',
      at,
      // Behind a word without quotes stands the rest of its text.
      help: [...(isBehindWord(at) ? [] : ['put a comma between two members']), ...QUOTES.slice(0, 1)],
    };
  if (code === 'bad-item' || code === 'bad-label') return { code, message: LINES, at, help: helpFor(at) };
  if (NAMING.has(code)) return { code, message, help, at };
  return { code, message: message.replaceAll(QUOTED, told('this')), help: help?.map(discreetly), at };
};

const isBehindWord = (at: Diagnostic['at']): boolean =>
  at !== undefined &&
  /[=[,]\s*(?!(?:true|false|null)\b)[\p{L}_][\p{L}\p{N}_-]*[ \t]*$/u.test(
    at.source.text.slice(Math.max(0, at.start - 200), at.start),
  );

const APART = 'the value ends here, and the line goes on';

const LINES = 'a variable file holds lines such as name = value';

/** Mistakes that are about names: none of them quotes a value. */
const NAMING: ReadonlySet<string> = new Set([
  'duplicate-attribute',
  'duplicate-key',
  'unknown-function',
  'env-unset',
  'env-withheld',
]);

const QUOTED = /"([^"]*)"/g;

/** Signs, and words that mean something in the language itself. */
const HARMLESS = /^(?:[^\p{L}\p{Nd}]*|in|if|for|else|endif|endfor|…|NAME)$/u;

const told =
  (instead: string) =>
  (whole: string, inner: string): string =>
    HARMLESS.test(inner) ? whole : instead;

const discreetly = (line: string): string => line.replaceAll(QUOTED, told('"…"'));

/** What the line looks like, that holds no value. */
const helpFor = (at: Diagnostic['at']): readonly string[] => {
  if (at === undefined) return QUOTES;
  const { text } = at.source;
  const line = text.slice(text.lastIndexOf('\n', at.start - 1) + 1, at.start);
  const rest = text.slice(at.start, at.start + 2);
  // Up to the sign: what stands behind it is a value.
  const whole = text.slice(text.lastIndexOf('\n', at.start - 1) + 1).split(/[=\n]/, 1)[0] ?? '';
  const [, prefix = '', shell] = /^\s*export\s+(SEED_VAR_|TF_VAR_)?(\w+)\s*$/.exec(whole) ?? [];
  if (shell !== undefined)
    return [`without export${prefix === '' ? ', which is' : ` and ${prefix}, which are`} for shells: ${shell} = "…"`];
  if (/^\s*export\b/.test(line)) return ['without export, which is for shells: name = "…"'];
  if (rest === '==') return ['one = gives a value: name = …'];
  if (rest.startsWith('{') && line.trim() === '') return ['values in JSON stand in a file that ends in .json'];
  return QUOTES;
};
