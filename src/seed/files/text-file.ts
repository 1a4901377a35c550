import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, extname, isAbsolute, relative, sep } from 'node:path';
import type { Code } from '../../model/diagnostic.ts';
import { suggest } from '../../model/suggest.ts';

/** How much is read before a file is refused. */
export interface Limits {
  /** Bytes of one file. */
  readonly fileSize: number;
  /** Objects of one seed. Blocks with for_each inside each other multiply. */
  readonly objects: number;
}

export const LIMITS: Limits = { fileSize: 5 * 1024 * 1024, objects: 200_000 };

/** What came of reading a file: its content, or the reason there is none, fit for a diagnostic. */
type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: Code; readonly message: string; readonly help?: readonly string[] };

interface ReadRequest {
  /** Where it is. */
  readonly path: string;
  /** What messages call it. */
  readonly shown: string;
  readonly limits: Pick<Limits, 'fileSize'>;
  /** The folders that symbolic links may not lead out of. */
  readonly inside?: readonly string[] | undefined;
}

/** The bytes of a regular file. Opened non-blocking, so that a pipe without a writer is refused and not waited for. */
export const readBytes = ({ path, shown, limits, inside }: ReadRequest): Read<Uint8Array> => {
  try {
    if (inside !== undefined && !isReallyInside(path, inside)) return leadsOut(shown, path);
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const { size, isFile, isFolder } = statOf(file);
      if (!isFile) {
        const help = isFolder ? { help: ['it is a folder: name a file in it'] } : {};
        return { ok: false, code: 'not-a-file', message: `${shown} is not a regular file`, ...help };
      }
      if (size > limits.fileSize) return tooLarge(shown, size, limits);
      return { ok: true, value: readFileSync(file) };
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    const refused = refusal(shown, cause);
    return refused.ok || refused.code !== 'file-missing'
      ? refused
      : { ...refused, help: nearFiles({ path, shown, inside }) };
  }
};

/** More files than that are no help. */
const SHOWN = 3;

/** What is there in the place of a file that is not: one that is called nearly so, or some of the same sort. */
const nearFiles = ({ path, shown, inside }: Omit<ReadRequest, 'limits'>): readonly string[] => {
  const folder = dirname(path);
  const names = filesIn(folder, inside);
  if (shown.startsWith('~')) return [];
  if (names?.includes(basename(path))) return ['it is a link to something that is not there'];
  const around = dirname(shown) === '.' ? '' : `${dirname(shown)}/`;
  if (names === undefined) return around === '' ? [] : [`there is no folder ${dirname(shown)}`];
  const near = suggest(basename(path), names);
  if (near !== undefined) return [`did you mean ${around}${near}?`];
  const same = names.filter((name) => extname(name) === extname(path) && extname(path) !== '').slice(0, SHOWN);
  return same.length === 0 ? [] : [`there is ${same.map((name) => `${around}${name}`).join(', ')}`];
};

/** The names in a folder, where those may be told. */
const filesIn = (folder: string, inside: ReadRequest['inside']): readonly string[] | undefined => {
  try {
    if (inside !== undefined && !isReallyInside(folder, inside)) return [];
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .sort();
  } catch {
    return undefined;
  }
};

const statOf = (file: number): { size: number; isFile: boolean; isFolder: boolean } => {
  const stats = fstatSync(file);
  return { size: stats.size, isFile: stats.isFile(), isFolder: stats.isDirectory() };
};

/** True when `path` is `folder` or below it; both absolute, without links. */
export const isInside = (path: string, folder: string): boolean => {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
};

/** The folder where a checkout keeps what logs in to its repository, among other things. */
export const isGit = (name: string): boolean => name.toLowerCase() === '.git';

const gitBelow = (path: string, folder: string): boolean =>
  isInside(path, folder) && relative(folder, path).split(sep).some(isGit);

/** True when what a path leads to, all symbolic links followed, is below one of the folders and not in their `.git`. @throws where nothing is. */
export const isReallyInside = (path: string, folders: readonly string[]): boolean => {
  const real = realpathSync(path);
  return folders.some((folder) => {
    const top = realpathSync(folder);
    return isInside(real, top) && !gitBelow(real, top) && !gitBelow(path, folder);
  });
};

/** Whether a path, as somebody has written it, begins in a folder: then no link may lead out. */
export const isNamedInside = (path: string, folder: string): boolean => {
  if (isInside(path, folder)) return true;
  try {
    return isInside(realpathSync(dirname(path)), realpathSync(folder));
  } catch {
    return false;
  }
};

const leadsToGit = (path: string): boolean => {
  try {
    return [path, realpathSync(path)].some((one) => one.split(sep).some(isGit));
  } catch {
    return false;
  }
};

/** Why a path is not read, and what to do; `at`: where that is. */
export const outside = (shown: string, at?: string) =>
  at !== undefined && leadsToGit(at)
    ? {
        message: `${shown} is in .git, which no seed reads`,
        help: ['what logs in to the repository may stand there'],
        mayAllow: false,
      }
    : {
        message: `${shown} leads out of the seed's folder`,
        help: ['copy the file into the folder: what a seed says should be in one place'],
        mayAllow: true,
      };

const leadsOut = (shown: string, at: string): Read<never> => {
  const { message, help } = outside(shown, at);
  return { ok: false, code: 'file-outside', message, help };
};

const tooLarge = (shown: string, size: number, limits: ReadRequest['limits']): Read<never> => ({
  ok: false,
  code: 'file-too-large',
  message: `${shown} has ${megabytes(size)} MB, and a file may have ${megabytes(limits.fileSize)} MB`,
  help: ['it was not read; split it, or move what is not part of the seed elsewhere'],
});

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '');

const REASONS: Readonly<Record<string, { code: Code; text: string }>> = {
  ENOENT: { code: 'file-missing', text: 'is not there' },
  ENOTDIR: { code: 'file-missing', text: 'is not there' },
  EISDIR: { code: 'not-a-file', text: 'is a folder, not a file' },
  ENXIO: { code: 'not-a-file', text: 'is not a regular file' },
  EACCES: { code: 'file-unreadable', text: 'may not be read by this user' },
  EPERM: { code: 'file-unreadable', text: 'may not be read by this user' },
  ELOOP: { code: 'file-unreadable', text: 'is a symbolic link that leads back to itself' },
  ENAMETOOLONG: { code: 'file-unreadable', text: 'has a name that is too long' },
};

const refusal = (shown: string, cause: unknown): Read<never> => {
  const errno = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const { code, text } = REASONS[errno] ?? {
    code: 'file-unreadable',
    text: `cannot be read (${errno || 'no reason'})`,
  };
  return { ok: false, code, message: `${shown} ${text}` };
};

/** Where a file stops being UTF-8: how many bytes are fine, and the line (from 1) they end in. */
interface BadBytes {
  readonly offset: number;
  readonly line: number;
}

/** The text of a file, without a byte order mark, or the reason it is none. */
export const readText = (request: ReadRequest): Read<string> => {
  const bytes = readBytes(request);
  return bytes.ok ? decode(bytes.value, request.shown) : bytes;
};

export const decode = (bytes: Uint8Array, shown: string): Read<string> => {
  if (startsLikeUtf16(bytes)) {
    return { ok: false, code: 'not-utf8', message: `${shown} is UTF-16`, help: ['save it as UTF-8'] };
  }
  if (bytes.includes(0))
    return {
      ok: false,
      code: 'not-text',
      message: `${shown} holds zero bytes: it is not a text file`,
      help: ['save it as plain text, in UTF-8'],
    };
  try {
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    const { offset, line } = firstBadByte(bytes);
    const message = `${shown} is not UTF-8: the byte at offset ${offset} (line ${line}) belongs to no character`;
    return { ok: false, code: 'not-utf8', message, help: ['save it as UTF-8'] };
  }
};

const startsLikeUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

/** Decoding as a stream does not mind a character cut off at the end, so prefixes are fine up to the bad byte: search. */
const firstBadByte = (bytes: Uint8Array): BadBytes => {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isPrefix(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  let line = 1;
  for (const byte of bytes.subarray(0, good)) if (byte === 10) line += 1;
  return { offset: good, line };
};

const isPrefix = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
};
