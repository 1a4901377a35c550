import { readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Diagnostic } from '../src/model/diagnostic.ts';

const FORMATTED = /\.(seed\.hcl|seedvars)$/;

/** Files of editors, and what is hidden. */
const IGNORED = /^\.|~$|^#.*#$/;

export interface Found {
  /** As the user would type them, folder by folder, by name. */
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The files to format below some paths: a folder stands for its own files, with `recursive` for all below it. */
export const findFormattable = (
  paths: readonly string[],
  { cwd, recursive }: { readonly cwd: string; readonly recursive: boolean },
): Found => {
  const found = paths.map((path): Found => {
    const shown = relative(cwd, resolve(cwd, path));
    const stats = statSync(resolve(cwd, path), { throwIfNoEntry: false });
    if (stats === undefined) return refuse('file-missing', `${path} is not there`);
    if (stats.isDirectory()) return { files: filesOf(shown, { cwd, recursive }), diagnostics: [] };
    return FORMATTED.test(path) ? { files: [shown], diagnostics: [] } : refuseFile(path);
  });
  return { files: found.flatMap(({ files }) => files), diagnostics: found.flatMap(({ diagnostics }) => diagnostics) };
};

const filesOf = (folder: string, where: { readonly cwd: string; readonly recursive: boolean }): readonly string[] =>
  readdirSync(resolve(where.cwd, folder), { withFileTypes: true })
    .filter(({ name }) => !IGNORED.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return where.recursive ? filesOf(path, where) : [];
      return FORMATTED.test(entry.name) ? [path] : [];
    });

const refuseFile = (path: string): Found =>
  path.endsWith('.json')
    ? refuse('not-formatted', `${path} is JSON`, 'fmt lays out HCL; for JSON there are many other programs')
    : refuse('not-formatted', `${path} is no seed`, 'fmt lays out *.seed.hcl and *.seedvars');

const refuse = (code: 'file-missing' | 'not-formatted', message: string, ...help: readonly string[]): Found => ({
  files: [],
  diagnostics: [{ code, message, help }],
});
