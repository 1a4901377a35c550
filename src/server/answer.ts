import { isDeepStrictEqual } from 'node:util';
import { visible } from '../model/clean.ts';
import type { Plain } from '../model/data.ts';
import { Secret } from '../model/secret.ts';
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

const unscrubbed = (text: string): string => text;

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
  const words = texts(data.errors, unscrubbed);
  const unmasked = isDeepStrictEqual(words, errors) ? undefined : new Secret([...words]);
  return { status, data: cleaned, errors, warnings, ...(unmasked && { unmasked }) };
};

/**
 * Whether one of the errors says this, in the server's own words. What is done must not depend on what is shown: a mask may
 * hide the very words that matter, even by chance (four letters of a token that stand in an error).
 */
export const says = ({ errors, unmasked }: Answer, wanted: string | RegExp): boolean => {
  const found = (text: string): boolean => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text));
  return unmasked === undefined
    ? errors.some(found)
    : unmasked.is((words) => Array.isArray(words) && words.some((text) => found(String(text))));
};

/**
 * True when the server says that there is nothing: a 404 whose body is `{"errors":[]}` and no more, or one of its usual answers without an
 * error, as of a secret that is deleted (Vault 1.21.1, OpenBao 2.6.2 and 2.7.2). A 404 without that is somebody's else on the way: of a
 * proxy without a route, or a load balancer.
 */
export const isNothing = ({ status, data, errors, warnings }: Answer): boolean => {
  if (status !== 404 || errors.length > 0 || warnings.length > 0 || !isPlainMap(data)) return false;
  return 'request_id' in data || (Array.isArray(data.errors) && Object.keys(data).length === 1);
};

/** True when nothing is mounted at the path. Only a token that may read there hears so (Vault 1.21.1, OpenBao 2.6.2 and 2.7.2). */
export const isUnrouted = (answer: Answer): boolean => answer.status === 404 && says(answer, /^no handler for route/);
