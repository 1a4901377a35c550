import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Kind, Plugin } from '../model/kind.ts';
import { withParts } from './part.ts';
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
  /** The kind with this id (`secrets/toy#role`). */
  byId(id: string): Kind | undefined;
}

/** The folder whose files describe top-level blocks: a file is called like its block. */
const TOP = 'sys';
/** The folders of `schemas/` that hold kind files. */
const FOLDERS = [TOP, 'secrets', 'auth'];
const SUFFIX = '.json';
/** What the name of a part starts with: it is no plugin, kinds of other files include it. */
const PART = '/_';

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
    .filter((path) => path.endsWith(SUFFIX) && !path.includes(PART))
    .map((path) => path.slice(0, -SUFFIX.length))
    .sort();

const parsed = <T>(folder: string, id: string): T => JSON.parse(readFileSync(join(folder, `${id}${SUFFIX}`), 'utf8'));

/** The file with the kinds that it declares, or those of the file that its `$ref` points at, under its own name. */
const read = (folder: string, id: string): RawPlugin => {
  const raw: RawPlugin = parsed(folder, id);
  if (raw.$ref === undefined) return withParts(raw, (name) => parsed(folder, join(dirname(id), name)));
  const target = read(folder, join(dirname(id), raw.$ref.slice(0, -SUFFIX.length)));
  return { ...target, ...raw };
};

let own: Catalog | undefined;

/** Opens the kind files of `folder`; left out: those that came with the program, once. */
export const openCatalog = (folder?: string): Catalog => {
  if (folder !== undefined) return opened(folder);
  own ??= opened(schemasFolder());
  return own;
};

const opened = (folder: string): Catalog => {
  const ids = filesIn(folder);
  const known = new Set(ids);
  const cache = new Map<string, Plugin>();
  const topLevel = ids.filter((id) => id.startsWith(`${TOP}/`)).map((id) => id.slice(TOP.length + 1));
  const load = (id: string): Plugin => loadPlugin(read(folder, id), parentOf(id));
  const plugin = (id: string): Plugin | undefined => {
    if (!known.has(id)) return undefined;
    const plugin = cache.get(id) ?? load(id);
    cache.set(id, plugin);
    return plugin;
  };
  const top = (block: string): Kind | undefined =>
    plugin(`${TOP}/${block}`)?.kinds.find((kind) => kind.block === block);
  const parentOf = (id: string): string | undefined =>
    id.startsWith(`${TOP}/`) ? undefined : topLevel.find((block) => top(block)?.children === dirname(id));
  return {
    plugins: () => ids,
    plugin,
    topLevel: () => topLevel,
    top,
    byId: (id) => plugin(id.replace(/#.*$/, ''))?.kinds.find((kind) => kind.id === id),
    children: (parent, type) => (parent.children === undefined ? undefined : plugin(`${parent.children}/${type}`)),
  };
};
