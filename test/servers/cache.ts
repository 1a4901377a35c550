import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Tells people what takes so long. */
export type Say = (line: string) => void;

export interface Recipe {
  /** Name of the entry, with everything in it that makes two entries differ (version, platform, …). */
  readonly name: string;
  /** Why it cannot be made on this machine; asked only when there is something to make. */
  readonly obstacle: () => Promise<string | undefined>;
  /** Fills an empty folder. May take minutes and should say so. */
  readonly make: (folder: string, say: Say) => Promise<void>;
  /** True when the folder holds what `make` left there, whole. Run at each use, so it must be quick. */
  readonly good: (folder: string) => Promise<boolean>;
}

export type Entry = { readonly folder: string } | { readonly folder?: never; readonly why: string };

/** Where downloads and builds stay between runs; outside the tree, so that a fresh clone finds them. */
export const cacheFolder = (): string =>
  process.env.VAULTSEED_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'vaultseed');

/**
 * The folder of a recipe's result, made if it is not there or no longer good.
 * It is made in a folder beside it and renamed: two runs at once both work, and one of the results is kept.
 */
export const cached = async (recipe: Recipe, say: Say): Promise<Entry> => {
  const folder = join(cacheFolder(), recipe.name);
  if (existsSync(folder)) {
    if (await recipe.good(folder)) return { folder };
    say(`${recipe.name}: the copy in the cache is broken and is made again`);
  }
  const why = await recipe.obstacle();
  if (why !== undefined) return { why };
  await mkdir(cacheFolder(), { recursive: true });
  const making = await mkdtemp(join(cacheFolder(), '.making-'));
  try {
    await recipe.make(making, say);
    if (!(await recipe.good(making))) throw new Error(`${recipe.name}: what was made does not work`);
    await moveIntoPlace(making, folder, recipe);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  return { folder };
};

const renamed = (from: string, to: string): Promise<boolean> =>
  rename(from, to).then(
    () => true,
    () => false,
  );

const moveIntoPlace = async (made: string, folder: string, recipe: Recipe): Promise<void> => {
  if (await renamed(made, folder)) return;
  if (await recipe.good(folder)) return; // another run was faster
  const broken = await mkdtemp(join(cacheFolder(), '.broken-'));
  await renamed(folder, join(broken, 'entry'));
  const done = await renamed(made, folder);
  await rm(broken, { recursive: true, force: true });
  if (!done && !(await recipe.good(folder))) throw new Error(`${recipe.name}: ${folder} cannot be replaced`);
};
