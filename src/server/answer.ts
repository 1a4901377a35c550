import { visible } from '../model/clean.ts';
import type { Plain } from '../model/data.ts';
import type { Answer } from './client.ts';

/** Longer error texts are cut, in characters: some servers answer with a whole stack trace. */
const LONGEST_TEXT = 2000;

const LIST_HEAD = /^\s*\d+ errors? occurred:\s*\* /;

type PlainMap = { readonly [name: string]: Plain };

export const isPlainMap = (value: Plain | undefined): value is PlainMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A text of the server as one line: secrets masked, control characters escaped, and without the list form
 * "2 errors occurred:\n\t* a\n\t* b\n\n" in which the servers wrap even a single error.
 */
const oneLine = (text: string, scrub: (text: string) => string): string => {
  const clean = scrub(text);
  const items = LIST_HEAD.test(clean) ? clean.replace(LIST_HEAD, '').split(/\n\s*\* /) : [clean];
  const flat = items.map((item) => item.replace(/\s+/g, ' ').trim()).join('; ');
  return visible(flat.length > LONGEST_TEXT ? `${flat.slice(0, LONGEST_TEXT)}…` : flat);
};

const texts = (value: Plain | undefined, scrub: (text: string) => string): readonly string[] => {
  if (value === undefined || value === null) return [];
  const list = Array.isArray(value) ? value : [value];
  return list.map((entry) => oneLine(typeof entry === 'string' ? entry : JSON.stringify(entry), scrub));
};

/** An answer from a status and a parsed body. Its error texts are safe to show, those inside `data` too. */
export const answerFrom = (status: number, data: Plain | undefined, scrub: (text: string) => string): Answer => {
  if (!isPlainMap(data)) return { status, data, errors: [], warnings: [] };
  const errors = texts(data.errors, scrub);
  const warnings = texts(data.warnings, scrub);
  if (errors.length === 0 && warnings.length === 0) return { status, data, errors, warnings };
  const cleaned = { ...data, ...('errors' in data && { errors }), ...('warnings' in data && { warnings }) };
  return { status, data: cleaned, errors, warnings };
};
