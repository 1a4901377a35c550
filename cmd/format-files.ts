import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { formatSource } from '../src/language/index.ts';
import { type Checked, refused } from '../src/model/checked.ts';
import { decode, LIMITS, readBytes } from '../src/seed/text-file.ts';

/** A text before and after. */
export interface Formatted {
  /** What people call it. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** Formats a file, which stays as it is. `path` is relative to `cwd`. */
export const formatFile = (path: string, cwd: string): Checked<Formatted> => {
  const read = readBytes({ path: resolve(cwd, path), shown: path, limits: LIMITS });
  return read.ok ? formatBytes(path, read.value) : refused(read);
};

/** Formats what came from somewhere else. */
export const formatBytes = (path: string, bytes: Uint8Array): Checked<Formatted> => {
  const decoded = decode(bytes, path);
  if (!decoded.ok) return refused(decoded);
  // A byte order mark is part of what changes.
  const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const formatted = formatSource({ path, text: before });
  return formatted.ok ? { ...formatted, value: { path, before, after: formatted.value } } : formatted;
};

export const writeFormatted = ({ path, after }: Formatted, cwd: string): void =>
  writeFileSync(resolve(cwd, path), after);

/** What changed, as `diff -u` shows it. */
export const diffOf = async ({ path, before, after }: Formatted): Promise<string> => {
  const { createTwoFilesPatch } = await import('diff');
  const patch = createTwoFilesPatch(`old/${path}`, `new/${path}`, before, after, undefined, undefined, { context: 3 });
  // As GNU diff writes it: without a title, and a hunk of one line without its length.
  return patch.slice(patch.indexOf('---')).replaceAll(/^@@ .* @@$/gm, (hunk) => hunk.replaceAll(',1 ', ' '));
};
