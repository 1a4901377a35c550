import { Fault } from '../model/fault.ts';
import type { Entry } from '../model/ledger.ts';
import { inParallel } from '../model/parallel.ts';
import { alteredFault } from './altered.ts';
import type { Book } from './book.ts';
import { dropDocument, isCrossing, listDocuments, writeDocument } from './document.ts';
import { type Fingerprints, fingerprintsWith, newKey } from './fingerprint.ts';
import { folderOf, indexName, keyName, shardName } from './names.ts';
import { FORMAT } from './seal.ts';
import { HANDFUL, isTight, packed, shardOf, shardsFor } from './shards.ts';
import { type OpenShards, type Shard, writer } from './writer.ts';

/*
 * Writes a ledger while a plan is carried out. What is about to change is written down before the first change, what has
 * changed soon after each: further entries gather for the next round of writes, so a thousand changes cost some dozen. Whoever dies in between leaves entries that say "begun", and the next plan looks at those objects.
 */

/** The shardWriter of one run. */
export interface Keeper {
  /** @throws {Fault} where the ledger was opened without its key, to take entries away. */
  readonly fingerprints: Fingerprints;
  entry(key: string): Entry | undefined;
  /** Replaces or adds entries; a text in the place of an entry is the key of one that goes. Written soon. */
  put(...changes: readonly (Entry | string)[]): void;
  /** The same for any number of them. */
  putAll(changes: Iterable<Entry | string>): void;
  /**
   * Waits until everything that was put is written.
   * @throws {Fault} the first trouble that any write met.
   */
  flush(): Promise<void>;
  /** The ledger holds nothing (any more). */
  isEmpty(): boolean;
  /** What it holds. */
  left(): readonly Entry[];
  /** Takes the documents of an empty ledger away, its key included; the lock stays for whoever holds it. */
  close(): Promise<void>;
}

export interface Opening {
  readonly book: Book;
  /** Of the lock: each write carries it, so that a reader can tell whose it was. */
  readonly fence: number;
  /** What is known to come: the ledger is laid out for it. */
  readonly coming: readonly Entry[];
  /** Write everything anew, so that a former holder of the lock, should it go on, finds its versions gone. */
  readonly rewrite: boolean;
  /** Entries only go: that takes no key, so a lost one keeps nobody from it. */
  readonly onlyTakes?: boolean | undefined;
}

/** Opens the ledger for writing: its key is made where there is none, its shards are laid out, `coming` is written. */
export const openKeeper = async ({ book, fence, coming, rewrite, onlyTakes }: Opening): Promise<Keeper> => {
  if (book.altered.length > 0) throw alteredFault(book, book.seed, book.altered);
  const fingerprints = onlyTakes && book.keyLost ? undefined : await keyFor(book, fence);
  const ledger: OpenShards = { book, fence, fingerprints, ...laidOut(book) };
  const entries = [...book.entries.values()];
  const expected = charactersOf([...entries, ...coming]);
  // What is there before its first key was signed by nobody.
  const unsigned = ledger.shards.length === 0 || book.fingerprints === undefined;
  const anew = fingerprints !== undefined && (unsigned || isTight(expected, ledger.shards.length));
  // What is about to change goes in at once: the index is switched over when it stands there.
  if (anew) await layOut(ledger, [...entries, ...coming], expected);
  const shardWriter = writer(ledger);
  if (!anew) {
    if (rewrite) for (const shard of ledger.shards) shard.dirty = true;
    shardWriter.putAll(coming);
    await shardWriter.flush();
  }
  return {
    ...shardWriter,
    get fingerprints() {
      if (fingerprints === undefined) throw withoutKey(book);
      return fingerprints;
    },
    close: () => close(ledger),
  };
};

/**
 * Gives a ledger a new key, and writes all of it anew. A run that dies on the way leaves what the new key has not signed, which is
 * then not believed: it is begun anew.
 * @param entriesWith all entries, with fingerprints of the new key.
 */
export const rekeyed = async (
  { book, fence }: Pick<Opening, 'book' | 'fence'>,
  entriesWith: (fingerprints: Fingerprints) => readonly Entry[],
): Promise<void> => {
  const { key, text } = newKey();
  const fingerprints = fingerprintsWith(key, book.seed);
  const entries = entriesWith(fingerprints);
  await writeDocument(book, { name: keyName(book.seed), content: { key: text, fence }, replaces: book.layout.key });
  const ledger: OpenShards = { book, fence, fingerprints, ...laidOut(book) };
  // Without a list there is nothing to sign.
  if (ledger.index > 0) await layOut(ledger, entries, charactersOf(entries));
};

/** Why nothing can be written down with the old key, and what to do: it is gone, or only not this token's to read. */
const withoutKey = ({ seed, path, keyLost, keyBack }: Book): Fault => {
  const needs = 'nothing was done: without it nothing can be written into the ledger';
  if (!keyLost) {
    return new Fault('ledger-key-needed', `the token may not read the key of the ledger of ${seed}`, {
      help: [
        needs,
        `let the token read ${path}/data/${keyName(seed)}: vaultseed policy prints all that an apply takes`,
      ],
    });
  }
  return new Fault('ledger-key-needed', `the key of the ledger of ${seed} is gone`, {
    help: [
      needs,
      ...(keyBack === undefined ? [] : [`it was deleted, and comes back with:\n  ${keyBack}`]),
      'if it is lost for good: vaultseed ledger rekey, then vaultseed apply --resend-secrets',
    ],
  });
};

/** Characters of an entry, with the fingerprints that one without any may still get. */
const sizeOf = (entry: Entry): number =>
  JSON.stringify(entry).length + (Object.keys(entry.echoes).length === 0 ? ROOM : 0);
const ROOM = 400;
const charactersOf = (entries: readonly Entry[]): number => entries.reduce((sum, entry) => sum + sizeOf(entry), 0);

const laidOut = ({ layout, entries }: Book): Pick<OpenShards, 'index' | 'generation' | 'shards'> => {
  const shards = layout.shards.map((version): Shard => ({ version, entries: new Map(), dirty: false }));
  for (const entry of entries.values()) shards[shardOf(entry.key, shards.length)]?.entries.set(entry.key, entry);
  return { index: layout.index, generation: layout.generation, shards };
};

/**
 * The key of a ledger, made where it is a new one: also where a key is there and nothing that it could have signed. A run that died has left
 * it, or somebody who would know it. @throws {Fault} where there is one that cannot be had.
 */
const keyFor = async (book: Book, fence: number): Promise<Fingerprints> => {
  if (book.fingerprints !== undefined && !(await isBare(book))) return book.fingerprints;
  const name = keyName(book.seed);
  if (book.keyless) throw withoutKey(book);
  const { key, text } = newKey();
  await writeDocument(book, { name, content: { key: text, fence }, replaces: book.layout.key });
  return fingerprintsWith(key, book.seed);
};

/** True where the store lists neither an index nor a shard of the seed. That an index was not found says less: something on the way may say so. */
const isBare = async (book: Book): Promise<boolean> => {
  if (book.layout.index > 0) return false;
  try {
    const folder = folderOf(book.seed);
    const names = await listDocuments(book, folder);
    return !names.some((name) => `${folder}/${name}` === indexName(book.seed) || name.startsWith('shard-'));
  } catch (error) {
    if (error instanceof Fault && error.code === 'ledger-unreadable') return false;
    throw error;
  }
};

/**
 * Writes all entries into shards of a new generation, then lets the index point at them, then drops the older ones. Nothing
 * is taken away before the server has agreed to the new index: until then somebody else may live by the old one.
 */
const layOut = async (ledger: OpenShards, entries: readonly Entry[], expected: number): Promise<void> => {
  const { book } = ledger;
  const count = shardsFor(expected);
  const shards = Array.from({ length: count }, (): Shard => ({ version: 0, entries: new Map(), dirty: false }));
  for (const entry of entries) shards[shardOf(entry.key, count)]?.entries.set(entry.key, entry);
  const generation = await writeAnew(ledger, shards);
  const content = { format: FORMAT, seed: book.seed, generation, shards: count, fence: ledger.fence };
  const seal = ledger.fingerprints?.seal;
  ledger.index = await writeDocument(book, { name: indexName(book.seed), content, seal, replaces: ledger.index });
  ledger.generation = generation;
  ledger.shards = shards;
  await dropBefore(book, generation);
};

/** How many generations are tried when there are shards of them already: left by a run that died, or read from nowhere. */
const GENERATIONS = 20;

/** @returns the generation whose shards were written: not below the number of the lock, so that no later holder's is less. */
const writeAnew = async (ledger: OpenShards, shards: readonly Shard[]): Promise<number> => {
  const first = Math.max(ledger.generation + 1, ledger.fence);
  for (let tried = 0; ; tried += 1) {
    const generation = first + tried;
    const reasons: unknown[] = [];
    await inParallel([...shards.entries()], HANDFUL, async ([number, shard]) => {
      const content = { fence: ledger.fence, entries: packed(shard.entries.values()) };
      const name = shardName(ledger.book.seed, generation, number);
      const seal = ledger.fingerprints?.seal;
      try {
        shard.version = await writeDocument(ledger.book, { name, content, seal, replaces: 0 });
      } catch (reason) {
        reasons.push(reason);
      }
    });
    if (reasons.length === 0) return generation;
    const other = reasons.find((reason) => !isCrossing(reason));
    if (other !== undefined || tried >= GENERATIONS) throw other ?? reasons[0];
  }
};

/** Drops the shards of older generations, also those that a run left that died. A token that may not list leaves them. */
const dropBefore = async (book: Book, generation: number): Promise<void> => {
  const names = await shardsIn(book);
  const old = names.filter((name) => Number(/^shard-(\d+)-/.exec(name)?.[1]) < generation);
  await Promise.all(old.map((name) => dropDocument(book, `${folderOf(book.seed)}/${name}`)));
};

const shardsIn = async (book: Book): Promise<readonly string[]> => {
  try {
    return await listDocuments(book, folderOf(book.seed));
  } catch (error) {
    if (!(error instanceof Fault && error.code === 'ledger-unreadable')) throw error;
    const { generation, shards } = book.layout;
    return shards.map((_, number) => `shard-${generation}-${number}`);
  }
};

const close = async ({ book, generation }: OpenShards): Promise<void> => {
  // The index first: without it nobody looks for the rest.
  await dropDocument(book, indexName(book.seed));
  await dropBefore(book, generation + 1);
  await dropDocument(book, keyName(book.seed));
};
