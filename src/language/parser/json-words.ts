import type { ParseError } from 'jsonc-parser';

/** What a word without quotes was meant as. */
export const symbolHelp = (text: string, { offset, length }: ParseError): string | undefined => {
  const word = text.slice(offset, offset + length);
  const before = text.charAt(offset - 1);
  if (before === '"') return 'a quote inside of a text is written \\"';
  if (isKey(text, offset, word)) return `write "${word}", in quotes`;
  const duration = /^(?:ms|[smhd])$/.test(word)
    ? /\d{1,9}$/.exec(text.slice(Math.max(0, offset - 9), offset))?.[0]
    : undefined;
  if (duration !== undefined) return `write "${duration}${word}", in quotes`;
  if (/^(true|false)$/i.test(word)) return `write ${word.toLowerCase()}`;
  if (/^(yes|no)$/i.test(word)) return `write ${/^y/i.test(word) ? 'true' : 'false'}, or "${word}" for the text`;
  if (/^[“”„«»‘’]/.test(word)) return 'write straight double quotes: "…"';
  if (/^(none|nil|null|undefined)$/i.test(word)) return 'write null';
  if (/^(?:var|local|each|module)(?:\.[\w-]+)+$/.test(word)) return `write "\${${word}}"`;
  if (/^[a-z_]+(?:\.[\w-]+)+$/.test(word)) return 'a reference is written "${…}", a text "…"';
  if (text.slice(0, offset).trim() === '' && /^\w/.test(word)) return 'this is HCL: name the file *.seed.hcl';
  return undefined;
};

/** The name of a member, in front of its colon; in a list, or where a value belongs, there is none. */
const isKey = (text: string, offset: number, word: string): boolean =>
  /^[\w-]{1,80}$/.test(word) &&
  /[{,]\s{0,200}$/.test(text.slice(Math.max(0, offset - 200), offset)) &&
  /^\s{0,20}:/.test(text.slice(offset + word.length, offset + word.length + 21));
