import { type Book, MOUNTS, type Shelf, storesIn, storesShown } from '../../ledger/index.ts';
import { below } from '../../model/below.ts';
import { Fault } from '../../model/fault.ts';
import type { Entry } from '../../model/ledger.ts';
import type { Resource } from '../../model/resource.ts';
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
 * something, and has read no such table, asks for it; for the stores of the namespaces around its own, and of those within that it
 * declares something in.
 */

interface Looking extends Remembering {
  readonly client: Client;
  /** Those that the plan is about: what they are in may have ledgers of its own. */
  readonly resources: readonly Pick<Resource, 'namespace'>[];
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
    const [beside, elsewhere] = await Promise.all([
      storesBeside(input, { tables, asks }),
      asks ? storesOfNamespaces(input, tables) : undefined,
    ]);
    if (beside === undefined) return own;
    whole = elsewhere !== undefined || namespacesOf(input).length === 0;
    const stores = [...beside.map((path) => ({ path })), ...(elsewhere ?? [])];
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
 * The namespaces that may have ledgers of what this run is about, from the root one: those around its own, as a seed that declares a
 * namespace remembers what is in it where it runs itself; and those within, down to what it declares, as runs in there remember there.
 */
const namespacesOf = ({ client, resources }: Looking): readonly string[] => {
  const own = client.identity.namespace;
  const around = own === '' ? [] : ['', ...foldersOf(own).slice(0, -1)];
  const within = new Set(resources.map(({ namespace }) => namespace));
  return [...around, ...new Set([...within].flatMap(foldersOf).map((inner) => below(own, inner)))];
};

/** `a/b/c` is in `a` and in `a/b`. */
const foldersOf = (namespace: string): readonly string[] =>
  namespace === '' ? [] : namespace.split('/').map((_, at, pieces) => pieces.slice(0, at + 1).join('/'));

/** One request for each whose mounts were not read anyway; a token is shown nothing of those that it may do nothing in. */
const storesOfNamespaces = async (input: Looking, tables: Tables): Promise<readonly Store[]> => {
  const { book, unusedLedger, client } = input;
  if ((book ?? unusedLedger) === undefined) return [];
  const found = await Promise.all(
    namespacesOf(input).map(async (namespace) => {
      const inner = innerOf(client, namespace);
      const table = inner === undefined ? undefined : await tables.get(tableKey(MOUNTS, inner));
      const seen = table && storesIn(table, '');
      const paths = seen ?? (await storesShown({ client: clientIn(client, namespace), path: '' }));
      return paths.map((path) => ({ path, namespace }));
    }),
  );
  return found.flat();
};

/** A namespace as it is called from that of the connection; undefined for one around it. */
const innerOf = ({ identity }: Client, namespace: string): string | undefined => {
  const folder = identity.namespace === '' ? '' : `${identity.namespace}/`;
  return namespace !== '' && namespace.startsWith(folder) ? namespace.slice(folder.length) : undefined;
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

/** The entries of a store in another namespace that are in that of the connection, as they are called from there. */
const inside = (entries: OtherSeed['entries'], { namespace }: Store, client: Client): OtherSeed['entries'] => {
  if (namespace === undefined) return entries;
  const inner = innerOf(client, namespace);
  const own = namespace === '' ? client.identity.namespace : client.identity.namespace.slice(namespace.length + 1);
  const moved = [...entries.values()].flatMap((entry): Entry[] => {
    if (inner !== undefined) return [movedTo(entry.namespace === '' ? inner : below(inner, entry.namespace), entry)];
    return `${entry.namespace}/`.startsWith(`${own}/`) ? [movedTo(entry.namespace.slice(own.length + 1), entry)] : [];
  });
  return new Map(moved.map((entry) => [entry.key, entry]));
};

const movedTo = (namespace: string, entry: Entry): Entry => ({
  ...entry,
  namespace,
  key: `${namespace}${entry.key.slice(entry.namespace.length)}`,
});

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
