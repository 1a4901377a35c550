import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { FileAccess, FileAnswer } from '../language/index.ts';
import type { Source } from '../model/span.ts';
import { isInside, type Limits, outside, readBytes } from './text-file.ts';

interface Confinement {
  /** The folder that nothing may lead out of, as typed. */
  readonly folder: string;
  readonly cwd: string;
  readonly limits: Limits;
  readonly home?: string | undefined;
}

/** How deep and how much `fileset` looks. */
const MOST_FILES = 10_000;

/** Lets expressions read files below the seed's folder, and nothing else: symbolic links are followed and judged. */
export const confinedFiles = ({ folder, cwd, limits, home }: Confinement): FileAccess => {
  const root = resolve(cwd, folder);
  const place = (path: string, from: Source): string => resolve(cwd, dirname(from.path), path);
  return {
    home,
    read: (path, from) => {
      const at = place(path, from);
      if (!isInside(at, root)) return outside(path);
      return readBytes({ path: at, shown: path, limits, inside: root });
    },
    exists: (path, from) => {
      const at = place(path, from);
      if (!isInside(at, root)) return outside(path);
      if (statSync(at, { throwIfNoEntry: false })?.isFile() !== true) return { ok: true, value: false };
      return isInside(realpathSync(at), realpathSync(root)) ? { ok: true, value: true } : outside(path);
    },
    list: (path, from) => {
      const at = place(path, from);
      return isInside(at, root) ? listed(at, path, root) : outside(path);
    },
  };
};

/** A file, or a link to one below the root, as a mounted config map has them. Links to folders are not followed. */
const isFileInside = (entry: Dirent, path: string, root: string): boolean => {
  if (!entry.isSymbolicLink()) return entry.isFile();
  return (
    statSync(path, { throwIfNoEntry: false })?.isFile() === true && isInside(realpathSync(path), realpathSync(root))
  );
};

const listed = (folder: string, shown: string, root: string): FileAnswer<readonly string[]> => {
  const found: string[] = [];
  const open = [folder];
  for (let at = open.pop(); at !== undefined && found.length <= MOST_FILES; at = open.pop()) {
    try {
      for (const entry of readdirSync(at, { withFileTypes: true })) {
        const path = join(at, entry.name);
        if (entry.isDirectory()) open.push(path);
        else if (isFileInside(entry, path, root)) found.push(relative(folder, path).split(sep).join('/'));
      }
    } catch {
      return { ok: false, code: 'file-unreadable', message: `the folder ${shown} cannot be read` };
    }
  }
  if (found.length <= MOST_FILES) return { ok: true, value: found };
  return { ok: false, code: 'file-unreadable', message: `the folder ${shown} holds more than ${MOST_FILES} files` };
};
