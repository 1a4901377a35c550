import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** What was typed at the console, in this session and before. */
export interface History {
  /** Newest first. */
  readonly lines: readonly string[];
  /** Keeps lines for the next session. A history that cannot be kept is no reason to stop anybody. */
  readonly keep: (lines: readonly string[]) => void;
}

/** Lines. */
export const MOST_KEPT = 1000;
/** Longer lines were pasted, and nobody looks for them. */
const LONGEST = 4000;

export const NO_HISTORY: History = { lines: [], keep: () => undefined };

interface Where {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** A relative XDG_STATE_HOME is to be ignored, says its specification. */
const folderFor = ({ env, home }: Where): string => {
  const { XDG_STATE_HOME: told = '' } = env;
  return join(isAbsolute(told) ? told : join(home, '.local', 'state'), 'vaultseed');
};

/** The user's history, in a file that nobody else can read. Symbolic links in its place are not followed. */
export const openHistory = (where: Where): History => {
  const folder = folderFor(where);
  const path = join(folder, 'console-history');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const lines = readLines(path);
    if (lines.length > MOST_KEPT) replace(path, lines.slice(-MOST_KEPT));
    return { lines: lines.slice(-MOST_KEPT).toReversed(), keep: (more) => append(path, more) };
  } catch {
    return NO_HISTORY;
  }
};

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_RDWR } = constants;

const withFile = <T>(path: string, work: (file: number) => T): T => {
  const file = openSync(path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    if (!fstatSync(file).isFile()) throw new Error('no regular file');
    fchmodSync(file, 0o600);
    return work(file);
  } finally {
    closeSync(file);
  }
};

const readLines = (path: string): readonly string[] =>
  withFile(path, (file) => readFileSync(file, 'utf8').split('\n').filter(isLine));

/** Control characters would do something to the terminal that a line is fetched back to. */
const isLine = (line: string): boolean => line.trim() !== '' && line.length <= LONGEST && !/(?!\t)\p{Cc}/u.test(line);

/** Appended, so that several consoles at once keep what each was told. */
const append = (path: string, lines: readonly string[]): void => {
  const kept = lines.filter(isLine);
  try {
    withFile(path, (file) => writeSync(file, kept.map((line) => `${line}\n`).join('')));
  } catch {
    // The folder may have gone, or the disk be full.
  }
};

const replace = (path: string, lines: readonly string[]): void => {
  const next = `${path}.${process.pid}`;
  writeFileSync(next, lines.map((line) => `${line}\n`).join(''), { mode: 0o600, flag: 'wx' });
  renameSync(next, path);
};
