import { hash } from 'node:crypto';
import type { Plain } from '../model/data.ts';
import { Fault } from '../model/fault.ts';
import type { Entry } from '../model/ledger.ts';
import { LIMITS } from '../seed/files/text-file.ts';
import { isEntry } from './entry.ts';

/*
 * How entries are spread over documents. A shard is one text: OpenBao refuses JSON with a thousand strings or more, Vault a
 * string of more than a mebibyte. How many shards there are, the index says; when they grow too large all are written anew
 * under other names, and the index is switched over last.
 */

/** Characters that a shard is meant to hold at most, and may never exceed. */
const ROOMY = 128 * 1024;
const FULL = 700 * 1024;

/** Characters that an entry takes, with what a run is about to write beside what stands there. */
const ENTRY = 1024;

/** As many as hold all the objects that a seed can have: an index that tells of more was written by nobody who wrote them. */
export const MOST_SHARDS = Math.ceil((LIMITS.objects * ENTRY) / ROOMY);

/**
 * How many shards are read or written at once. Not more, for the sake of memory: shards are large, so with 32 under way V8 collects
 * while most of what was made for them is still in use, takes every place of the code on the way of a request for one whose objects
 * last, and puts what later requests make there where it is collected last: 300 to 500 MB for 100,000 objects (Node 20.20).
 */
export const HANDFUL = 16;

/** How many shards hold a ledger of this many characters with room to grow. */
export const shardsFor = (characters: number): number =>
  Math.min(MOST_SHARDS, Math.max(1, Math.ceil(characters / ROOMY)));

/** True when the shards should be more. */
export const isTight = (characters: number, shards: number): boolean =>
  characters / shards > 2 * ROOMY && shards < MOST_SHARDS;

/** Which of so many shards holds a key. */
export const shardOf = (key: string, shards: number): number =>
  shards === 1 ? 0 : hash('sha256', key, 'buffer').readUInt32BE(0) % shards;

export const packed = (entries: Iterable<Entry>): string => {
  const sorted = [...entries].sort((a, b) => (a.key < b.key ? -1 : 1));
  const text = `[${sorted.map((entry) => JSON.stringify(entry)).join(',\n')}]`;
  if (text.length <= FULL) return text;
  throw new Fault('ledger-refused', 'a part of the ledger grew larger than servers take', {
    help: ['apply the seed in two steps, with --target'],
  });
};

/** The entries of a shard; undefined when the text is no list of them. */
export const unpacked = (text: Plain | undefined): readonly Entry[] | undefined => {
  try {
    const entries: unknown = JSON.parse(String(text));
    if (Array.isArray(entries) && entries.every(isEntry)) return entries;
  } catch {
    // No JSON is as little a list of entries as any other.
  }
  return undefined;
};
