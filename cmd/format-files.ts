import { lstatSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { formatSource } from '../src/language/index.ts';
import { type Checked, refused } from '../src/model/checked.ts';
import type { Source } from '../src/model/span.ts';
import { decode, LIMITS, readBytes } from '../src/seed/files/text-file.ts';
import { aboutValues } from '../src/seed/variables/value-messages.ts';
import { rewrite, writeWhole } from './whole-file.ts';

/** A text before and after. */
export interface Formatted {
  /** What people call it. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** Makes another text of one. */
export type Change = (source: Source) => Checked<string>;

/** What becomes of a file, which stays as it is. `path` is relative to `cwd`. */
export const changeFile = (path: string, cwd: string, change: Change): Checked<Formatted> => {
  const read = readBytes({ path: resolve(cwd, path), shown: path, limits: LIMITS });
  return read.ok ? changeBytes(path, read.value, change) : refused(read);
};

/** The same for what came from somewhere else. */
export const changeBytes = (path: string, bytes: Uint8Array, change: Change): Checked<Formatted> => {
  const decoded = decode(bytes, path);
  if (!decoded.ok) return refused(decoded);
  // A byte order mark is part of what changes.
  const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const values = VALUES.test(path);
  const changed = change({ path, text: before, values });
  const diagnostics = values ? changed.diagnostics.map(aboutValues) : changed.diagnostics;
  return changed.ok
    ? { ok: true, value: { path, before, after: changed.value }, diagnostics }
    : { ok: false, diagnostics };
};

/** A file of values: what is in it is not shown. */
const VALUES = /\.seedvars(\.json)?$/;

export type Syntax = 'json' | 'hcl';

/** What `--to` asks for, or nothing but the layout. */
export const changeFor = async (to: Syntax | undefined): Promise<Change> => {
  if (to === undefined) return formatSource;
  const { toHcl, toJson } = await import('../src/convert/index.ts');
  if (to === 'json') return toJson;
  const { openCatalog } = await import('../src/kinds/index.ts');
  const catalog = openCatalog();
  return (source) => toHcl(source, catalog);
};

/** A file of values in HCL has no ending that says so. */
const translatedName = (path: string, to: Syntax): string =>
  VALUES.test(path) ? path.replace(/\.json$/, '') + (to === 'json' ? '.json' : '') : path.replace(/(hcl|json)$/, to);

/** Puts a translation in the place of its file: under its own name, which nobody may have. @returns that name. */
export const replaceFile = ({ path, after }: Formatted, cwd: string, to: Syntax): Checked<string> => {
  const target = translatedName(path, to);
  // A link that leads to nothing is there as well: a write would go where it leads.
  if (lstatSync(resolve(cwd, target), { throwIfNoEntry: false }) !== undefined) {
    const help = [`${path} was not translated`, 'delete one of the two, or move it elsewhere'];
    return refused({ code: 'translation-exists', message: `${target} is there already`, help });
  }
  writeWhole(resolve(cwd, target), after, statSync(resolve(cwd, path)).mode & 0o777);
  rmSync(resolve(cwd, path));
  return { ok: true, value: target, diagnostics: [] };
};

export const writeFormatted = ({ path, after }: Formatted, cwd: string): void => rewrite(resolve(cwd, path), after);

/** What changed, as `diff -u` shows it. */
export const diffOf = async ({ path, before, after }: Formatted): Promise<string> => {
  const { createTwoFilesPatch } = await import('diff');
  const patch = createTwoFilesPatch(`old/${path}`, `new/${path}`, before, after, undefined, undefined, { context: 3 });
  // As GNU diff writes it: without a title, and a hunk of one line without its length.
  return patch.slice(patch.indexOf('---')).replaceAll(/^@@ .* @@$/gm, (hunk) => hunk.replaceAll(',1 ', ' '));
};
