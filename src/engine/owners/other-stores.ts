import { type Book, MOUNTS, type Shelf, storesIn, storesShown } from '../../ledger/index.ts';
import { Fault } from '../../model/fault.ts';
import type { Client } from '../../server/index.ts';
import { type Tables, tableKey } from '../live/observe.ts';
import {
  type Damaged,
  NOBODY,
  namespaceNamed,
  type OtherSeed,
  type OtherSeeds,
  type Remembering,
  readOthers,
  type Store,
} from './other-seeds.ts';

/*
 * Ledgers may be kept in several stores on one server, and what a seed of one store owns is its own for those of all others too. Where
 * there is but one store, that is told by the table of mounts that was read anyway: it takes no request. Only a plan that would change
 * something, and has read no such table, asks for it; and, in a namespace, for the stores of those around it.
 */

interface Looking extends Remembering {
  readonly client: Client;
}

/**
 * What the seeds of all stores remember. Asked without `asks`, of the other stores no more than those that somebody has seen already; they
 * are read once.
 */
export type Everyone = (asks: boolean) => Promise<OtherSeeds>;

export const everyone = (input: Looking, own: OtherSeeds, tables: Tables): Everyone => {
  let all: Promise<OtherSeeds> | undefined;
  let whole = false;
  return async (asks) => {
    if (all !== undefined && (whole || !asks)) return all;
    const [beside, around] = await Promise.all([
      storesBeside(input, { tables, asks }),
      asks ? storesAround(input) : undefined,
    ]);
    if (beside === undefined) return own;
    whole = around !== undefined || input.client.identity.namespace === '';
    const stores = [...beside.map((path) => ({ path })), ...(around ?? [])];
    all = readElsewhere(input, stores).then((elsewhere) => together(input, own, elsewhere));
    return all;
  };
};

/** Undefined: nobody has looked. */
const storesBeside = async (
  { book, unusedLedger, client }: Looking,
  { tables, asks }: { readonly tables: Tables; readonly asks: boolean },
): Promise<readonly string[] | undefined> => {
  const path = (book ?? unusedLedger)?.path;
  if (path === undefined) return [];
  if (book?.stores !== undefined) return book.stores;
  const table = await tables.get(tableKey(MOUNTS, ''));
  const seen = table && storesIn(table, path);
  return seen === undefined && asks ? storesShown({ client, path }) : seen;
};

/**
 * A seed that declares a namespace remembers what is in it where it runs itself: in a namespace around that one. One request for each
 * of them; a token that ends at its own is shown nothing there.
 */
const storesAround = async ({ book, unusedLedger, client }: Looking): Promise<readonly Store[]> => {
  const { namespace } = client.identity;
  if (namespace === '' || (book ?? unusedLedger) === undefined) return [];
  const pieces = namespace.split('/');
  const around = pieces.map((_, count) => pieces.slice(0, count).join('/'));
  const found = await Promise.all(
    around.map(async (outer) => {
      const paths = await storesShown({ client: clientIn(client, outer), path: '' });
      return paths.map((path) => ({ path, namespace: outer }));
    }),
  );
  return found.flat();
};

const clientIn = (client: Client, outer: string | undefined): Client =>
  outer === undefined ? client : { ...client, request: (request) => client.request({ ...request, outer }) };

/**
 * What is listed in other stores, all of them at once. A store that the token may not read is passed over: two teams may be apart on
 * purpose. So is one that is taken away meanwhile.
 */
const readElsewhere = async ({ client }: Pick<Shelf, 'client'>, stores: readonly Store[]): Promise<OtherSeeds> => {
  const found = await Promise.all(
    stores.map(async (store) => {
      const shelf = { client: clientIn(client, store.namespace), path: store.path };
      const { seeds, damaged } = await readOthers({ ...shelf, seed: '', mounted: true }).catch(unlessUnfit);
      const seen = seeds.map((one) => ({ ...one, store, entries: inside(one.entries, store, client) }));
      return {
        seeds: seen.filter(({ entries }) => store.namespace === undefined || entries.size > 0),
        damaged: damaged.map((one) => ({ ...one, store, back: [...one.back, ...whereToMend(one, store)] })),
      };
    }),
  );
  return { seeds: found.flatMap(({ seeds }) => seeds), damaged: found.flatMap(({ damaged }) => damaged), stores };
};

/** Entries of a namespace around that of the connection: those inside of it, as they are called from there. */
const inside = (
  entries: OtherSeed['entries'],
  { namespace: outer }: Store,
  { identity }: Client,
): OtherSeed['entries'] => {
  if (outer === undefined) return entries;
  const own = outer === '' ? identity.namespace : identity.namespace.slice(outer.length + 1);
  const within = [...entries.values()].filter(({ namespace }) => `${namespace}/`.startsWith(`${own}/`));
  const seen = within.map((entry) => {
    const namespace = entry.namespace.slice(own.length + 1);
    return { ...entry, namespace, key: `${namespace}${entry.key.slice(entry.namespace.length)}` };
  });
  return new Map(seen.map((entry) => [entry.key, entry]));
};

/** The commands that mend it say nothing of a namespace. */
const whereToMend = ({ back }: Damaged, { namespace }: Store): readonly string[] =>
  namespace === undefined || back.length === 0
    ? []
    : [`that ledger is in another namespace: VAULT_NAMESPACE=${namespaceNamed(namespace)} for the commands`];

const unlessUnfit = (error: unknown): OtherSeeds => {
  if (error instanceof Fault && error.code === 'ledger-unfit') return NOBODY;
  throw error;
};

/** A seed that remembers nothing this time is kept from nothing by what it remembers in another store. */
const together = ({ seed, book }: Remembering, own: OtherSeeds, elsewhere: OtherSeeds): OtherSeeds => {
  const isSelf = (one: { readonly seed: string }): boolean => book === undefined && one.seed === seed.name;
  const selves = seed.named ? [] : elsewhere.seeds.filter(isSelf).flatMap(({ entries }) => [...entries]);
  return {
    ...own,
    seeds: [...own.seeds, ...elsewhere.seeds.filter((one) => !isSelf(one))],
    damaged: [...own.damaged, ...elsewhere.damaged],
    namesake: selves.length === 0 ? own.namesake : new Map([...selves, ...(own.namesake ?? [])]),
    stores: elsewhere.stores,
  };
};

/** The ledgers beside that of a seed, wherever they are. */
export const readAll = async (book: Book, stores: readonly Store[] = []): Promise<OtherSeeds> => {
  const [own, elsewhere] = await Promise.all([readOthers(book), readElsewhere(book, stores)]);
  return { ...own, seeds: [...own.seeds, ...elsewhere.seeds] };
};
