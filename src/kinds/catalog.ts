import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Kind, Plugin } from '../model/kind.ts';
import { loadPlugin, type RawPlugin } from './plugin.ts';

/** All there is to declare. File names are known from the start; a file is read and parsed at its first use. */
export interface Catalog {
  /** The blocks that may stand at the top of a seed, such as those of `schemas/sys`. */
  topLevel(): readonly string[];
  top(block: string): Kind | undefined;
  /** A file by its folder and name. */
  plugin(id: string): Plugin | undefined;
  /** Every file, by folder and name, sorted. */
  plugins(): readonly string[];
  /** What may be declared inside a mount (or other parent) of this type. */
  children(parent: Kind, type: string): Plugin | undefined;
}

/** The folder whose files describe top-level blocks: a file is called like its block. */
const TOP = 'sys';
/** The folders of `schemas/` that hold kind files. */
const FOLDERS = [TOP, 'secrets', 'auth'];
const SUFFIX = '.json';

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** `schemas/` beside the package: two folders up from the source, one up from the bundle. */
const schemasFolder = (): string => {
  const here = dirname(fileURLToPath(import.meta.url));
  const found = ['../schemas', '../../schemas'].map((path) => join(here, path)).find(isFolder);
  if (found === undefined) throw new Error(`no folder schemas/ beside ${here}`);
  return found;
};

const filesIn = (folder: string): readonly string[] =>
  FOLDERS.filter((name) => isFolder(join(folder, name)))
    .flatMap((name) => readdirSync(join(folder, name)).map((file) => `${name}/${file}`))
    .filter((path) => path.endsWith(SUFFIX))
    .map((path) => path.slice(0, -SUFFIX.length))
    .sort();

/** The plugin of a file; one that says `$ref` has the kinds of the file it points at, under its own name. */
const read = (folder: string, id: string): Plugin => {
  const raw: RawPlugin = JSON.parse(readFileSync(join(folder, `${id}${SUFFIX}`), 'utf8'));
  if (raw.$ref === undefined) return loadPlugin(raw);
  const target = join(dirname(id), raw.$ref.slice(0, -SUFFIX.length));
  return { ...loadPlugin(raw), kinds: read(folder, target).kinds };
};

/** Opens the kind files of `folder`; left out: those that came with the program. */
export const openCatalog = (folder: string = schemasFolder()): Catalog => {
  const ids = filesIn(folder);
  const known = new Set(ids);
  const cache = new Map<string, Plugin>();
  const plugin = (id: string): Plugin | undefined => {
    if (!known.has(id)) return undefined;
    const plugin = cache.get(id) ?? read(folder, id);
    cache.set(id, plugin);
    return plugin;
  };
  return {
    plugins: () => ids,
    plugin,
    topLevel: () => ids.filter((id) => id.startsWith(`${TOP}/`)).map((id) => id.slice(TOP.length + 1)),
    top: (block) => plugin(`${TOP}/${block}`)?.kinds.find((kind) => kind.block === block),
    children: (parent, type) => (parent.children === undefined ? undefined : plugin(`${parent.children}/${type}`)),
  };
};
