import type { KeyObject } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Plain } from '../model/data.ts';
import { Fault } from '../model/fault.ts';
import type { Entry } from '../model/ledger.ts';
import { type Altered, alteredFault, alteredIn } from './altered.ts';
import { type Document, listDocuments, readDocument, type Shelf, Unallowed } from './document.ts';
import { type Fingerprints, fingerprintsWith, keyFrom } from './fingerprint.ts';
import { command, deleted, orphaned, spoilt, undeletion } from './mend.ts';
import { judgeMount } from './mount.ts';
import { folderOf, indexName, keyName, lockName, shardName } from './names.ts';
import { signedBefore, withOlderKey } from './older-key.ts';
import { FORMAT, type Seal } from './seal.ts';
import { HANDFUL, MOST_SHARDS, unpacked } from './shards.ts';

/** How a seed's ledger is stored: versions of its documents, 0 for those that are not there. */
export interface Layout {
  readonly index: number;
  readonly generation: number;
  /** Version of each shard of this generation. */
  readonly shards: readonly number[];
  readonly key: number;
}

/** What the ledger of one seed says. */
export interface Book extends Shelf {
  readonly seed: string;
  /** The mount is there. Where it is not, the first apply makes it. */
  readonly mounted: boolean;
  /** By their keys. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** Absent where there is no key yet, where the token may not read it (see `keyless`), and where documents were altered that no older key has signed. */
  readonly fingerprints?: Fingerprints | undefined;
  /** Entries with fingerprints are there and the key is not at hand. */
  readonly keyless: boolean;
  /** There is none, for whoever asks: it was deleted or damaged. */
  readonly keyLost: boolean;
  /** How the key comes back, where it was deleted and can be had again. */
  readonly keyBack?: string | undefined;
  /** Documents that are not as who has the key wrote them. Such a book is opened to be signed anew or shown, and for nothing else. */
  readonly altered: readonly Altered[];
  readonly layout: Layout;
  /** The document of the lock, where it may be read. */
  readonly lock?: Document | undefined;
  /** Other stores of ledgers on the server, where the mounts were looked at. */
  readonly stores?: readonly string[] | undefined;
}

const NOTHING: Layout = { index: 0, generation: 0, shards: [], key: 0 };

/** What becomes of documents that were altered: the end of it, or a book that says so. */
type IfAltered = 'end' | 'tell';

/**
 * Reads the ledger of a seed: its index and its key at once, then its shards. What is not as who has the key wrote it is
 * looked at twice: a new key, and what is signed with it, are not written at one moment.
 * @throws {Fault} `ledger-unreadable`, `ledger-altered`, `ledger-unfit` or `ledger-newer`: what is owned is never guessed.
 */
export const openBook = async (shelf: Shelf, seed: string, ifAltered: IfAltered = 'end'): Promise<Book> => {
  const first = await readBook(shelf, seed);
  if (first.altered.length === 0) return first;
  await setTimeout(MOMENT);
  const book = await readBook(shelf, seed);
  if (book.altered.length > 0 && ifAltered === 'end') throw alteredFault(shelf, seed, book.altered);
  return book;
};

/** Milliseconds within which a ledger that gets a new key is mostly written. */
const MOMENT = 500;

const readBook = async (shelf: Shelf, seed: string): Promise<Book> => {
  const [index, key, lock] = await Promise.all([indexOf(shelf, seed), keyOf(shelf, seed), lockOf(shelf, seed)]);
  const empty = { ...shelf, seed, entries: new Map<string, Entry>(), altered: [] };
  if (index === 'unmounted') return { ...empty, mounted: false, keyless: false, keyLost: false, layout: NOTHING };
  const { stores, generation, document } = index;
  const fingerprints = key.object && fingerprintsWith(key.object, seed);
  const seal = fingerprints?.seal;
  const found = await shardsOf(shelf, { seed, seal, keeps: key.destroyed }, index);
  const entries = found.flatMap((shard) => shard.entries);
  const top = document.content === undefined ? [] : [{ ...document, altered: alteredIn(document, seal) }];
  const signed = [...top, ...found];
  const altered = signed.flatMap((one) => one.altered ?? []);
  const isOlder = key.destroyed === true || (altered.length > 0 && altered.length === signed.length);
  const older = isOlder ? await signedBefore(shelf, { seed, version: key.version }, signed) : undefined;
  const keyless = key.object === undefined && entries.length > 0;
  return {
    ...empty,
    mounted: true,
    lock,
    stores,
    entries: new Map(entries.map((entry) => [entry.key, entry])),
    fingerprints: altered.length > 0 ? older?.fingerprints : fingerprints,
    altered: withOlderKey(altered, older?.key),
    keyless,
    keyLost: keyless && key.forbidden === undefined,
    keyBack: key.destroyed
      ? older && command(shelf, 'rollback', { ...older.key, version: older.key.signed })
      : key.back,
    layout: { index: document.version, generation, shards: found.map(({ version }) => version), key: key.version },
  };
};

/**
 * What a ledger lists, and nothing else of it: whoever only asks what is owned needs neither its key nor its lock.
 * @throws {Fault} as `openBook` does.
 */
export const entriesIn = async (shelf: Shelf, seed: string): Promise<ReadonlyMap<string, Entry>> => {
  const index = await indexOf(shelf, seed);
  if (index === 'unmounted') return new Map();
  if (index.document.version === 0) await unlessOrphaned(shelf, seed);
  const found = await shardsOf(shelf, { seed }, index);
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

type Shard = Awaited<ReturnType<typeof shardAt>>;

/** Whose documents are read, and what they should be signed with, where that is known and asked for. */
interface Signed {
  readonly seed: string;
  readonly seal?: Seal | undefined;
  /** Whether their texts are needed once they are judged: to find out which key has signed them. */
  readonly keeps?: boolean | undefined;
}

/** All shards, a handful at once: an index that tells of many that are not there costs no more than one. */
const shardsOf = async (shelf: Shelf, by: Signed, { generation, shards }: Index): Promise<readonly Shard[]> => {
  const found: Shard[] = [];
  while (found.length < shards) {
    const next = Array.from({ length: Math.min(HANDFUL, shards - found.length) }, (_, number) =>
      shardAt(shelf, by, shardName(by.seed, generation, found.length + number)),
    );
    found.push(...(await Promise.all(next)));
  }
  return found;
};

/** One document of entries. @throws {Fault} when it is not there, or holds none. */
const shardAt = async (shelf: Shelf, { seed, seal, keeps = false }: Signed, name: string) => {
  const document = { name, ...(await readDocument(shelf, name)) };
  const { content } = document;
  if (content === undefined) throw deleted(shelf, document, indexName(seed));
  const entries = unpacked(content.entries);
  if (entries === undefined)
    throw spoilt(shelf, document, { is: 'holds something that is no list of entries', index: indexName(seed) });
  const altered = alteredIn(document, seal);
  // Its text is as large as its entries, and serves for nothing any more but to find out who has signed it instead.
  return { ...document, content: keeps || altered !== undefined ? content : undefined, entries, altered };
};

/** Which shards there are. */
interface Index extends Pick<Layout, 'generation'>, Pick<Book, 'stores'> {
  readonly document: Document & { readonly name: string };
  readonly shards: number;
}

const indexOf = async (shelf: Shelf, seed: string): Promise<'unmounted' | Index> => {
  const name = indexName(seed);
  const document = { ...(await readIndex(shelf, name)), name };
  const { version, content, unmounted } = document;
  if (unmounted) return 'unmounted';
  // Whatever closes a ledger leaves no version of it: this one was deleted by somebody else.
  if (content === undefined && version > 0) throw deleted(shelf, document, name);
  if (content === undefined) {
    // No document: because nothing was applied yet, or because it is a store without versions.
    return { document, generation: 0, shards: 0, stores: await judgeMount(shelf) };
  }
  const { format, generation, shards } = content;
  if (typeof format === 'number' && format > FORMAT) {
    throw new Fault('ledger-newer', `the ledger of ${seed} was written by a newer vaultseed`, {
      help: ['install the version that wrote it, or a newer one'],
    });
  }
  if (format !== FORMAT || !isCount(generation) || !isCount(shards) || shards < 1) {
    throw spoilt(shelf, document, { is: 'is no index', index: name });
  }
  if (shards > MOST_SHARDS) {
    const is = `tells of ${shards} documents of entries, and no ledger has more than ${MOST_SHARDS}`;
    throw spoilt(shelf, document, { is, index: name });
  }
  return { document, generation, shards };
};

const isCount = (value: Plain | undefined): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

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
  /** How it comes back where it was only deleted. Of one that was destroyed, only an older version that is the same does. */
  readonly back?: string | undefined;
  readonly destroyed?: boolean | undefined;
}

/** The key; none where it is lost, was never made, or may not be read. */
const keyOf = async (shelf: Shelf, seed: string): Promise<Key> => {
  const name = keyName(seed);
  try {
    const document = await readDocument(shelf, name);
    const { version, content } = document;
    const [back] = content === undefined ? undeletion(shelf, { ...document, name }) : [];
    return { version, object: keyFrom(content?.key), back, destroyed: content === undefined && document.destroyed };
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
