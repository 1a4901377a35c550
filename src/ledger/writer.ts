import { setTimeout } from 'node:timers/promises';
import type { Entry } from '../model/ledger.ts';
import type { Book } from './book.ts';
import { writeDocument } from './document.ts';
import type { Fingerprints } from './fingerprint.ts';
import type { Keeper } from './keeper.ts';
import { shardName } from './names.ts';
import { HANDFUL, packed, shardOf } from './shards.ts';

/** A document that holds some of the entries. */
export interface Shard {
  version: number;
  readonly entries: Map<string, Entry>;
  dirty: boolean;
}

/** A ledger that is being written. */
export interface OpenShards {
  readonly book: Book;
  /** Absent where entries only go, and the key is lost: what stays keeps its fingerprints, and nobody signs it. */
  readonly fingerprints?: Fingerprints | undefined;
  readonly fence: number;
  index: number;
  generation: number;
  shards: Shard[];
}

/**
 * Milliseconds in which further entries gather before changed shards are written, and how many times as long as the last
 * such round took: however large a ledger is, writing it must not take the time that the changes need.
 */
const LULL = { least: 250, share: 8 };
/** How many shards are written at once while changes are under way; a handful where nothing else is. */
const ASIDE = 4;

const write = async ({ book, generation, fence, fingerprints, shards }: OpenShards, shard: Shard): Promise<void> => {
  shard.dirty = false;
  const name = shardName(book.seed, generation, shards.indexOf(shard));
  const content = { fence, entries: packed(shard.entries.values()) };
  const replaces = shard.version;
  shard.version = await writeDocument(book, { name, content, seal: fingerprints?.seal, replaces });
};

/** Writes all shards that have changed, so many at once; stops at the first trouble. @returns that trouble. */
const round = async (ledger: OpenShards, width: number): Promise<unknown> => {
  const rest = ledger.shards.filter(({ dirty }) => dirty).values();
  let trouble: unknown;
  const worker = async (): Promise<void> => {
    for (const shard of rest) if (trouble === undefined) await write(ledger, shard);
  };
  const watched = async (): Promise<void> => {
    try {
      await worker();
    } catch (error) {
      trouble ??= error;
    }
  };
  await Promise.all(Array.from({ length: width }, watched));
  return trouble;
};

const put = (ledger: OpenShards, one: Entry | string): void => {
  const key = typeof one === 'string' ? one : one.key;
  const shard = ledger.shards[shardOf(key, ledger.shards.length)];
  if (shard === undefined) return;
  if (typeof one === 'string') shard.dirty = shard.entries.delete(key) || shard.dirty;
  else {
    shard.entries.set(key, one);
    shard.dirty = true;
  }
};

/** Writes the shards of a ledger in the background, as their entries change. */
export const writer = (ledger: OpenShards): Pick<Keeper, 'entry' | 'put' | 'putAll' | 'flush' | 'isEmpty' | 'left'> => {
  let working: Promise<void> | undefined;
  let trouble: unknown;
  let lull = LULL.least;
  let hurry = new AbortController();
  const isPending = (): boolean => trouble === undefined && ledger.shards.some(({ dirty }) => dirty);
  const work = async (): Promise<void> => {
    while (isPending()) {
      await setTimeout(lull, undefined, { signal: hurry.signal }).catch(() => {});
      const began = performance.now();
      trouble = await round(ledger, hurry.signal.aborted ? HANDFUL : ASIDE);
      lull = Math.max(LULL.least, LULL.share * (performance.now() - began));
    }
  };
  const start = (): void => {
    if (working !== undefined || !isPending()) return;
    working = work().finally(() => {
      working = undefined;
      start();
    });
  };
  const putAll = (changes: Iterable<Entry | string>): void => {
    for (const one of changes) put(ledger, one);
    start();
  };
  return {
    entry: (key) => ledger.shards[shardOf(key, ledger.shards.length)]?.entries.get(key),
    put: (...changes) => putAll(changes),
    putAll,
    flush: async () => {
      hurry.abort();
      start();
      while (working !== undefined) await working;
      hurry = new AbortController();
      if (trouble !== undefined) throw trouble;
    },
    left: () => ledger.shards.flatMap(({ entries }) => [...entries.values()]),
    isEmpty: () => ledger.shards.every(({ entries }) => entries.size === 0),
  };
};
