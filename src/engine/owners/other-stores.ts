import { type Book, MOUNTS, type Shelf, storesIn, storesShown } from '../../ledger/index.ts';
import { Fault } from '../../model/fault.ts';
import type { Client } from '../../server/index.ts';
import { type Tables, tableKey } from '../live/observe.ts';
import { NOBODY, type OtherSeeds, type Remembering, readOthers } from './other-seeds.ts';

/*
 * Ledgers may be kept in several stores on one server, and what a seed of one store owns is its own for those of all others too. Where
 * there is but one store, that is told by the table of mounts that was read anyway: it takes no request. Only a plan that would change
 * something, and has read no such table, asks for it.
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
  return async (asks) => {
    if (all !== undefined) return all;
    const stores = await storesBeside(input, { tables, asks });
    if (stores === undefined) return own;
    all ??= readElsewhere(input, stores).then((elsewhere) => together(input, own, elsewhere));
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
 * What is listed in other stores, all of them at once. A store that the token may not read is passed over: two teams may be apart on
 * purpose. So is one that is taken away meanwhile.
 */
export const readElsewhere = async (
  { client }: Pick<Shelf, 'client'>,
  stores: readonly string[],
): Promise<OtherSeeds> => {
  const found = await Promise.all(
    stores.map(async (path) => {
      const { seeds, damaged } = await readOthers({ client, path, seed: '', mounted: true }).catch(unlessUnfit);
      return {
        seeds: seeds.map((one) => ({ ...one, store: path })),
        damaged: damaged.map((one) => ({ ...one, store: path })),
      };
    }),
  );
  return { seeds: found.flatMap(({ seeds }) => seeds), damaged: found.flatMap(({ damaged }) => damaged), stores };
};

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
export const readAll = async (book: Book, stores: readonly string[] = []): Promise<OtherSeeds> => {
  const [own, elsewhere] = await Promise.all([readOthers(book), readElsewhere(book, stores)]);
  return { ...own, seeds: [...own.seeds, ...elsewhere.seeds] };
};
