import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Diagnostic } from '../src/model/diagnostic.ts';
import { isReallyInside } from '../src/seed/files/text-file.ts';

/** What is laid out, and what can be translated to one of the syntaxes. */
const ENDINGS = {
  layout: /\.(seed\.hcl|seedvars)$/,
  json: /\.(seed\.hcl|seedvars)$/,
  hcl: /\.(seed|seedvars)\.json$/,
} as const;

/** Files of editors, and what is hidden. */
const IGNORED = /^\.|~$|^#.*#$/;

interface Found {
  /** As the user would type them, folder by folder, by name. */
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Where {
  readonly cwd: string;
  readonly recursive: boolean;
  readonly purpose: keyof typeof ENDINGS;
}

/** The files to format below some paths: a folder stands for its own files, with `recursive` for all below it. */
export const findFormattable = (paths: readonly string[], where: Where): Found => {
  const { cwd } = where;
  const found = paths.map((path): Found => {
    const shown = relative(cwd, resolve(cwd, path));
    const stats = statSync(resolve(cwd, path), { throwIfNoEntry: false });
    if (stats === undefined) return refuse('file-missing', `${path} is not there`);
    if (stats.isDirectory()) return withinFolder(shown, filesOf(shown, where), where);
    return ENDINGS[where.purpose].test(path) ? { files: [shown], diagnostics: [] } : refuseFile(path, where);
  });
  return { files: found.flatMap(({ files }) => files), diagnostics: found.flatMap(({ diagnostics }) => diagnostics) };
};

/** Without the links that lead out of a folder: no seed is read through them, and nobody named what is behind them. */
const withinFolder = (folder: string, files: readonly string[], { cwd }: Where): Found => {
  const leadsOut = (file: string): boolean => {
    const path = resolve(cwd, file);
    return existsSync(path) && !isReallyInside(path, [resolve(cwd, folder)]);
  };
  const out = files.filter(leadsOut);
  return {
    files: files.filter((file) => !out.includes(file)),
    diagnostics: out.map((file) => ({
      code: 'file-outside',
      message: `${file} is a link that leads out of the folder`,
      help: ['copy the file into the folder, or name the link itself'],
    })),
  };
};

const filesOf = (folder: string, where: Where): readonly string[] =>
  readdirSync(resolve(where.cwd, folder), { withFileTypes: true })
    .filter(({ name }) => !IGNORED.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return where.recursive ? filesOf(path, where) : [];
      return ENDINGS[where.purpose].test(entry.name) ? [path] : [];
    });

const refuseFile = (path: string, { purpose }: Where): Found => {
  if (purpose === 'json')
    return refuse('not-formatted', `${path} is no seed in HCL`, 'fmt --to json takes *.seed.hcl and *.seedvars');
  if (purpose === 'hcl')
    return refuse('not-formatted', `${path} is no seed in JSON`, 'fmt --to hcl takes *.seed.json and *.seedvars.json');
  return path.endsWith('.json')
    ? refuse('not-formatted', `${path} is JSON`, 'fmt lays out HCL; fmt --to hcl translates a seed into it')
    : refuse('not-formatted', `${path} is no seed`, 'fmt lays out *.seed.hcl and *.seedvars');
};

const refuse = (code: 'file-missing' | 'not-formatted', message: string, ...help: readonly string[]): Found => ({
  files: [],
  diagnostics: [{ code, message, help }],
});
