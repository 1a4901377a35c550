import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { FileAccess, FileAnswer } from '../../language/index.ts';
import type { Source } from '../../model/span.ts';
import type { Tell } from '../tell.ts';
import { isGit, isInside, isReallyInside, type Limits, outside, readBytes } from './text-file.ts';

interface Confinement {
  /** The folder that nothing may lead out of, as typed. */
  readonly folder: string;
  /** Further folders that may be read, as typed. */
  readonly allowed?: readonly string[] | undefined;
  readonly cwd: string;
  readonly limits: Limits;
  readonly home?: string | undefined;
}

/** Limits of `fileset`. */
const MOST_FILES = 10_000;

/**
 * Lets expressions read files below the seed's folder and those that somebody allowed, and nothing else: symbolic links
 * are followed and judged by where they lead.
 */
export const confinedFiles = ({ folder, allowed = [], cwd, limits, home }: Confinement): FileAccess => {
  const inside = [folder, ...allowed].map((one) => resolve(cwd, one));
  // A path is checked as written first, since what does not exist cannot be followed. An allowed folder may be a link.
  const said = [...inside, ...allowed.map((one) => realpathSync(resolve(cwd, one)))];
  const place = (path: string, from: Source): string | undefined => {
    const at = resolve(cwd, dirname(from.path), path);
    return said.some((one) => isInside(at, one)) ? at : undefined;
  };
  /** A whole path, such as `path.module` gives, as somebody in the working folder would type it. */
  const typed = (path: string): string => (isAbsolute(path) && isInside(path, cwd) ? relative(cwd, path) || '.' : path);
  return {
    home,
    read: (path, from) => {
      const at = place(path, from);
      if (at === undefined) return leadsOut(path);
      const read = readBytes({ path: at, shown: typed(path), limits, inside });
      if (read.ok) return read;
      if (read.code === 'file-outside') return leadsOut(path, at);
      return read.code === 'file-missing'
        ? { ...read, help: [...(read.help ?? []), ...whereLooked(path, relative(cwd, at))] }
        : read;
    },
    exists: (path, from) => {
      const at = place(path, from);
      if (at === undefined) return leadsOut(path);
      if (!isFile(at)) return { ok: true, value: false };
      return isReallyInside(at, inside) ? { ok: true, value: true } : leadsOut(path, at);
    },
    list: (path, from) => {
      const at = place(path, from);
      if (at === undefined || (isFolder(at) && !isReallyInside(at, inside))) return leadsOut(path, at);
      return listed(at, typed(path), inside);
    },
  };
};

/** What helps to find a file that is not there: where it was looked for, from the working folder. */
const whereLooked = (path: string, at: string): readonly string[] => [
  ...(isAbsolute(path) || at === path ? [] : [`it was looked for at ${at}: a path begins at the folder of its file`]),
  ...(/^~(?:\/|$)/.test(path) ? [`the home folder is written file(pathexpand("${path}"))`] : []),
];

const leadsOut = (shown: string, at?: string): FileAnswer<never> => {
  const { message, help, mayAllow } = outside(shown, at);
  const allow = mayAllow ? ['or let functions read another folder as well: --allow-files FOLDER'] : [];
  return { ok: false, code: 'file-outside', message, help: [...help, ...allow] };
};

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** A link that leads back to itself is no file. */
const isFile = (path: string): boolean => {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return false;
  }
};

/** The allowed folders that exist; the others are errors, since files in them could not be read. */
export const allowedFolders = (folders: readonly string[], cwd: string, tell: Tell): readonly string[] =>
  folders.filter((folder) => {
    const why = folder === '' ? NO_FOLDER : whyNoFolder(resolve(cwd, folder));
    if (why === undefined) return true;
    const help = ['name a folder that is there: --allow-files FOLDER'];
    tell({ code: 'allowed-folder', message: `--allow-files ${folder}: ${why}`, help });
    return false;
  });

const NO_FOLDER = 'there is no such folder';

const whyNoFolder = (path: string): string | undefined => {
  try {
    return isFolder(realpathSync(path)) ? undefined : 'it is a file, and folders are allowed';
  } catch {
    return NO_FOLDER;
  }
};

/** A file, or a link to one that may be read, as a mounted config map has them. Links to folders are not followed. */
const isFileInside = (entry: Dirent, path: string, inside: readonly string[]): boolean =>
  entry.isSymbolicLink() ? isFile(path) && isReallyInside(path, inside) : entry.isFile();

const listed = (folder: string, shown: string, inside: readonly string[]): FileAnswer<readonly string[]> => {
  const found: string[] = [];
  const open = [folder];
  for (let at = open.pop(); at !== undefined && found.length <= MOST_FILES; at = open.pop()) {
    try {
      for (const entry of readdirSync(at, { withFileTypes: true })) {
        if (isGit(entry.name)) continue;
        const path = join(at, entry.name);
        if (entry.isDirectory()) open.push(path);
        else if (isFileInside(entry, path, inside)) found.push(relative(folder, path).split(sep).join('/'));
      }
    } catch {
      return { ok: false, code: 'file-unreadable', message: `the folder ${shown} cannot be read` };
    }
  }
  if (found.length <= MOST_FILES) return { ok: true, value: found };
  return { ok: false, code: 'file-unreadable', message: `the folder ${shown} holds more than ${MOST_FILES} files` };
};
