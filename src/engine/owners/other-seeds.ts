import { setTimeout } from 'node:timers/promises';
import { type Book, Damage, entriesIn, type Shelf, seedsIn, Unallowed } from '../../ledger/index.ts';
import { inShell } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { Fault } from '../../model/fault.ts';
import type { Entry } from '../../model/ledger.ts';
import type { Resource } from '../../model/resource.ts';
import type { LiveView } from '../live/observe.ts';
import { entriesBySpot, type KindById } from '../live/server-paths.ts';
import { keyOf, mountOf } from '../plan/memory.ts';

/*
 * What the ledgers of the other seeds on a server list. Every plan looks at them, so it takes little: one list, and where there are
 * others two requests for each, all at once and beside the look at the server itself.
 */

/** What another seed remembers. */
export interface OtherSeed {
  readonly seed: string;
  readonly entries: ReadonlyMap<string, Entry>;
  /** Where it is remembered, if that is another store than the one in use. */
  readonly store?: Store | undefined;
}

/** A store of ledgers. */
export interface Store {
  readonly path: string;
  /** From the root one, without slashes at its ends; left out: that of the connection. */
  readonly namespace?: string | undefined;
}

/** A seed in a sentence. */
export const seedText = ({ seed, store }: Pick<OtherSeed, 'seed' | 'store'>): string =>
  `the seed ${seed}${store === undefined ? '' : ` (ledger ${store.path}/${placeText(store)})`}`;

const placeText = ({ namespace }: Store): string => {
  if (namespace === undefined) return '';
  return namespace === '' ? ' in the root namespace' : ` in the namespace ${namespace}`;
};

/** The root namespace has a name where one is to be given. */
export const namespaceNamed = (namespace: string): string => inShell(namespace === '' ? 'root' : namespace);

/** What a command takes to work where a seed is remembered. */
export const ledgerOption = (store: Store | undefined): string => {
  if (store === undefined) return '';
  const { path, namespace } = store;
  return `${namespace === undefined ? '' : ` --namespace ${namespaceNamed(namespace)}`} --ledger ${inShell(path)}`;
};

export interface OtherSeeds {
  readonly seeds: readonly OtherSeed[];
  /** Why some of it is not known: what is there may not be read. */
  readonly unread?: Fault | undefined;
  /** What cannot be read by anybody, as it is now. */
  readonly damaged: readonly Damaged[];
  /** What is listed under the name of a seed that has none of its own, and remembers nothing. */
  readonly namesake?: ReadonlyMap<string, Entry> | undefined;
  /** Other stores of ledgers on the server. */
  readonly stores?: readonly Store[] | undefined;
}

/** A ledger that is not as it was written, or in a form that is not known here. */
export interface Damaged {
  /** Undefined: it is not even known which seeds there are. */
  readonly seed: string | undefined;
  readonly fault: Fault;
  /** How it is mended. */
  readonly back: readonly string[];
  /** As of a seed. */
  readonly store?: Store | undefined;
}

export const NOBODY: OtherSeeds = { seeds: [], damaged: [] };

const without = (seed: string | undefined, fault: Fault): Pick<OtherSeeds, 'unread' | 'damaged'> =>
  fault instanceof Unallowed
    ? { unread: fault, damaged: [] }
    : { damaged: [{ seed, fault, back: fault instanceof Damage ? fault.back : fault.help }] };

/** What of the ledgers could not be read is no reason to plan nothing: it is told where it matters. */
const UNREAD: readonly string[] = ['ledger-unreadable', 'ledger-newer'];

const unlessUnread = async <T>(reading: Promise<T>): Promise<T | Fault> =>
  reading.catch((error: unknown) => {
    if (error instanceof Fault && UNREAD.includes(error.code)) return error;
    throw error;
  });

/** The ledger of a seed, as far as it tells where those of the others are. */
type Kept = Pick<Book, 'client' | 'path' | 'seed' | 'mounted'>;

/** @throws {Fault} when the server cannot be talked to. */
export const readOthers = async (book: Kept | undefined): Promise<OtherSeeds> => {
  if (book === undefined || !book.mounted) return NOBODY;
  const names = await unlessUnread(seedsIn(book));
  if (names instanceof Fault) return { seeds: [], ...without(undefined, names) };
  const others = names.filter((seed) => seed !== book.seed);
  const found = await Promise.all(others.map((seed) => readOther(book, seed)));
  const missing = found.flatMap((one, at) => (one instanceof Fault ? [without(others[at], one)] : []));
  return {
    seeds: found.flatMap((one) => (one instanceof Fault ? [] : [one])),
    unread: missing.find(({ unread }) => unread !== undefined)?.unread,
    damaged: missing.flatMap(({ damaged }) => damaged),
  };
};

/** What is said where it matters. `what` stands for what somebody may own. */
export const ownersUnknown = (
  what: string | undefined,
  { message }: Fault,
  back: readonly string[] = ['a token that may list and read all of the ledger can tell'],
): Diagnostic => ({
  code: 'owners-unknown',
  message: `whether another seed owns ${what} is not known`,
  help: [message, ...back],
});

/** What a plan knows of what seeds remember. */
export interface Remembering {
  readonly seed: { readonly name: string; readonly named: boolean };
  readonly book?: Book | undefined;
  readonly unusedLedger?: Shelf | undefined;
}

/**
 * The same for a plan. A run that remembers nothing keeps away from what others remember: where nothing is mounted for that, it takes
 * one request, and what cannot be read does not end it.
 */
export const othersFor = async ({ seed, book, unusedLedger: shelf }: Remembering): Promise<OtherSeeds> => {
  if (book !== undefined || shelf === undefined) return readOthers(book);
  try {
    // A folder's name is no proof of whose the ledger of that name is.
    const all = await readOthers({ ...shelf, seed: seed.named ? seed.name : '', mounted: true });
    if (seed.named) return all;
    const namesake = all.seeds.find((one) => one.seed === seed.name)?.entries;
    return { ...all, seeds: all.seeds.filter((one) => one.seed !== seed.name), namesake };
  } catch (error) {
    if (error instanceof Fault) return { seeds: [], unread: error, damaged: [] };
    throw error;
  }
};

/** Somebody may lay that ledger out anew in between: then what was named is gone, and a second look finds it elsewhere. */
const readOther = async (book: Kept, seed: string): Promise<OtherSeed | Fault> => {
  const look = async (): Promise<OtherSeed> => ({ seed, entries: await entriesIn(book, seed) });
  const found = await unlessUnread(look());
  if (!(found instanceof Fault) || found instanceof Unallowed) return found;
  await setTimeout(MOMENT);
  return unlessUnread(look());
};

/** Who writes a ledger for the first time is done with it after this, in milliseconds. */
const MOMENT = 500;

/** An object as another seed remembers it. */
export interface Theirs extends Pick<OtherSeed, 'seed' | 'store'> {
  readonly entry: Entry;
  /** How many objects it lists in all. */
  readonly listed: number;
}

/** What is remembered of a mount that was made again by hand is about another one. */
export const isOfMount = ({ uuid }: Pick<Entry, 'uuid'>, mount: string | undefined): boolean =>
  uuid === undefined || mount === undefined || uuid === mount;

/** Who else remembers an object: as what it is here, or as something else at the same place. */
export const theirsAmong = (
  { seeds }: OtherSeeds,
  live: LiveView,
  kindById?: KindById,
): ((resource: Resource) => Theirs | undefined) => {
  const spotted = seeds.map(({ entries }) => entriesBySpot([...entries.values()], kindById));
  return (resource) => {
    if (seeds.length === 0) return undefined;
    const key = keyOf(resource);
    for (const [at, { seed, store, entries }] of seeds.entries()) {
      const entry = entries.get(key) ?? spotted[at]?.(resource);
      if (entry !== undefined && isOfMount(entry, mountOf(resource, live)))
        return { seed, store, entry, listed: entries.size };
    }
    return undefined;
  };
};
