import type { KeyObject } from 'node:crypto';
import { Fault } from '../model/fault.ts';
import type { Entry } from '../model/ledger.ts';
import { type Document, listDocuments, readDocument, type Shelf, Unallowed } from './document.ts';
import { type Fingerprints, fingerprintsWith, keyFrom } from './fingerprint.ts';
import { deleted, orphaned, spoilt, undeletion } from './mend.ts';
import { judgeMount } from './mount.ts';
import { unpacked } from './shards.ts';

/** Counted up when an older program would misread a ledger. */
export const FORMAT = 1;
/** No ledger has so many: a number beyond it is none of ours. */
const MOST_SHARDS = 10_000;

/** How a seed's ledger is stored: versions of its documents, 0 for those that are not there. */
export interface Layout {
  readonly index: number;
  readonly generation: number;
  /** Version of each shard of this generation. */
  readonly shards: readonly number[];
  /** Which key each of them was written with. */
  readonly writtenWith: readonly string[];
  readonly key: number;
}

/** What the ledger of one seed says. */
export interface Book extends Shelf {
  readonly seed: string;
  /** The mount is there. Where it is not, the first apply makes it. */
  readonly mounted: boolean;
  /** By their keys. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** Absent where there is no key yet, or where the token may not read it: see `keyless`. */
  readonly fingerprints?: Fingerprints | undefined;
  /** Entries with fingerprints are there and the key is not at hand. */
  readonly keyless: boolean;
  /** There is no key that fits, for whoever asks: it was deleted, damaged or exchanged. */
  readonly keyLost: boolean;
  /** How the key comes back, where it was deleted and can be had again. */
  readonly keyBack?: string | undefined;
  /** Keys of entries whose fingerprints were made with another key than the one at hand. */
  readonly foreign: ReadonlySet<string>;
  readonly layout: Layout;
  /** The document of the lock, where it may be read. */
  readonly lock?: Document | undefined;
  /** Other stores of ledgers on the server, where the mounts were looked at. */
  readonly stores?: readonly string[] | undefined;
}

export const folderOf = (seed: string): string => `seeds/${seed}`;
export const indexName = (seed: string): string => `${folderOf(seed)}/index`;
export const lockName = (seed: string): string => `${folderOf(seed)}/lock`;
/** Keys stand apart: a policy can let somebody read what is remembered and not what it is made with. */
export const keyName = (seed: string): string => `keys/${seed}`;
export const shardName = (seed: string, generation: number, shard: number): string =>
  `${folderOf(seed)}/shard-${generation}-${shard}`;

const NOTHING: Layout = { index: 0, generation: 0, shards: [], writtenWith: [], key: 0 };

/**
 * Reads the ledger of a seed: its index and its key at once, then its shards.
 * @throws {Fault} `ledger-unreadable`, `ledger-unfit` or `ledger-newer`: what is owned is never guessed.
 */
export const openBook = async (shelf: Shelf, seed: string): Promise<Book> => {
  const [index, key, lock] = await Promise.all([indexOf(shelf, seed), keyOf(shelf, seed), lockOf(shelf, seed)]);
  const empty = { ...shelf, seed, entries: new Map<string, Entry>(), foreign: new Set<string>() };
  if (index === 'unmounted') return { ...empty, mounted: false, keyless: false, keyLost: false, layout: NOTHING };
  const { stores, ...laidOut } = index;
  const layout = { ...laidOut, key: key.version };
  const found = await Promise.all(
    index.shards.map((_, number) => shardAt(shelf, { seed, name: shardName(seed, index.generation, number) })),
  );
  const fingerprints = key.object && fingerprintsWith(key.object, seed);
  const shards = found.map((shard) => ({ entries: shard.entries, foreign: shard.key !== fingerprints?.id }));
  const entries = shards.flatMap((shard) => shard.entries);
  const foreign = new Set(shards.flatMap((shard) => (shard.foreign ? shard.entries.map((entry) => entry.key) : [])));
  return {
    ...empty,
    mounted: true,
    lock,
    stores,
    entries: new Map(entries.map((entry) => [entry.key, entry])),
    fingerprints,
    foreign,
    keyless: key.object === undefined && entries.length > 0,
    keyLost: key.forbidden === undefined && foreign.size > 0,
    keyBack: key.back,
    layout: {
      ...layout,
      shards: found.map(({ version }) => version),
      writtenWith: found.map((shard) => shard.key),
    },
  };
};

/**
 * What a ledger lists, and nothing else of it: whoever only asks what is owned needs neither its key nor its lock.
 * @throws {Fault} as `openBook` does.
 */
export const entriesIn = async (shelf: Shelf, seed: string): Promise<ReadonlyMap<string, Entry>> => {
  const index = await indexOf(shelf, seed);
  if (index === 'unmounted') return new Map();
  if (index.index === 0) await unlessOrphaned(shelf, seed);
  const found = await Promise.all(
    index.shards.map((_, number) => shardAt(shelf, { seed, name: shardName(seed, index.generation, number) })),
  );
  return new Map(found.flatMap(({ entries }) => entries.map((entry) => [entry.key, entry])));
};

/** Somebody has begun to write a ledger, or lost its index. @throws {Fault} where entries are there that nothing points at. */
const unlessOrphaned = async (shelf: Shelf, seed: string): Promise<void> => {
  const folder = folderOf(seed);
  const names = await listDocuments(shelf, folder).catch((error: unknown): readonly string[] => {
    if (error instanceof Unallowed) return [];
    throw error;
  });
  const shards = names.filter((name) => name.startsWith('shard-')).map((name) => `${folder}/${name}`);
  const found = await Promise.all(shards.map((name) => readDocument(shelf, name)));
  const left = found.some(({ content }) => content !== undefined && unpacked(content.entries)?.length !== 0);
  if (left) throw orphaned(shelf, { seed, index: indexName(seed), shards });
};

/** One document of entries. @throws {Fault} when it is not there, or holds none. */
const shardAt = async (shelf: Shelf, { seed, name }: { readonly seed: string; readonly name: string }) => {
  const document = { name, ...(await readDocument(shelf, name)) };
  const { content, version } = document;
  if (content === undefined) throw deleted(shelf, document, indexName(seed));
  const entries = unpacked(content.entries);
  if (entries === undefined) throw spoilt(shelf, document, { is: 'holds no entries', index: indexName(seed) });
  return { version, entries, key: String(content.key ?? '') };
};

type Index = Omit<Layout, 'key' | 'writtenWith'> & Pick<Book, 'stores'>;

const indexOf = async (shelf: Shelf, seed: string): Promise<'unmounted' | Index> => {
  const name = indexName(seed);
  const document = await readIndex(shelf, name);
  const { version, content, unmounted } = document;
  if (unmounted) return 'unmounted';
  // Whatever closes a ledger leaves no version of it: this one was deleted by somebody else.
  if (content === undefined && version > 0) throw deleted(shelf, { ...document, name }, name);
  if (content === undefined) {
    // No document: because nothing was applied yet, or because it is a store without versions.
    return { index: version, generation: 0, shards: [], stores: await judgeMount(shelf) };
  }
  const { format, generation, shards } = content;
  if (typeof format === 'number' && format > FORMAT) {
    throw new Fault('ledger-newer', `the ledger of ${seed} was written by a newer vaultseed`, {
      help: ['install the version that wrote it, or a newer one'],
    });
  }
  const sane = typeof generation === 'number' && typeof shards === 'number' && shards >= 1 && shards <= MOST_SHARDS;
  if (format !== FORMAT || !sane) {
    throw spoilt(shelf, { ...document, name }, { is: 'is no index', index: name });
  }
  return { index: version, generation, shards: Array.from({ length: shards }, () => 0) };
};

// What is mounted there may be the reason why it cannot be read: then that is said.
const readIndex = async (shelf: Shelf, name: string): Promise<Document> => {
  try {
    return await readDocument(shelf, name);
  } catch (error) {
    if (error instanceof Fault && error.code === 'ledger-unreadable') await judgeMount(shelf);
    throw error;
  }
};

interface Key {
  readonly version: number;
  readonly object?: KeyObject | undefined;
  /** The token may not read it. */
  readonly forbidden?: true;
  readonly back?: string | undefined;
}

/** The key; none where it is lost, was never made, or may not be read. */
const keyOf = async (shelf: Shelf, seed: string): Promise<Key> => {
  const name = keyName(seed);
  try {
    const document = await readDocument(shelf, name);
    const { version, content } = document;
    const [back] = content === undefined ? undeletion(shelf, { ...document, name }) : [];
    return { version, object: keyFrom(content?.key), back };
  } catch (error) {
    if (error instanceof Fault && error.code === 'ledger-unreadable') return { version: 0, forbidden: true };
    throw error;
  }
};

/** The lock, for what it tells of other runs. */
const lockOf = async (shelf: Shelf, seed: string): Promise<Document | undefined> => {
  try {
    return await readDocument(shelf, lockName(seed));
  } catch (error) {
    if (error instanceof Fault && error.code === 'ledger-unreadable') return undefined;
    throw error;
  }
};

/** The seeds that keep a ledger here. */
export const seedsIn = async (shelf: Shelf): Promise<readonly string[]> =>
  (await listDocuments(shelf, 'seeds')).filter((name) => name.endsWith('/')).map((name) => name.slice(0, -1));
