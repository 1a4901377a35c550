import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

const OWN = 0o600;

const written = (path: string, text: string, mode: number): void => {
  const file = openSync(path, 'wx', mode);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/** Writes a file that is there as a whole or not at all; one that nobody else may read, unless told otherwise. */
export const writeWhole = (target: string, text: string, mode = OWN): void => {
  const half = join(dirname(target), `.${basename(target)}.${process.pid}.part`);
  try {
    written(half, text, mode);
    // What the process takes away from the rights of new files, it was not to take from this one.
    if (mode !== OWN) chmodSync(half, mode);
    renameSync(half, target);
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
};

/**
 * Gives a file that is there another text: as a whole, and with the rights that it has. Where a link leads to it the link stays.
 * One that has another owner, or a second name, would lose that: it is written in its place.
 */
export const rewrite = (path: string, text: string): void => {
  const target = realpathSync(path);
  const { mode, uid, nlink } = statSync(target);
  if (nlink > 1 || uid !== process.getuid?.()) writeFileSync(target, text);
  else writeWhole(target, text, mode & 0o777);
};
