import { checkProduct } from '../../kinds/index.ts';
import type { Book } from '../../ledger/index.ts';
import { entriesIn, seedsIn } from '../../ledger/index.ts';
import type { Address } from '../../model/address.ts';
import { Fault } from '../../model/fault.ts';
import type { Grant } from '../../model/grant.ts';
import type { Kind } from '../../model/kind.ts';
import { inParallel } from '../../model/parallel.ts';
import type { Resource } from '../../model/resource.ts';
import type { LoadedSeed } from '../../seed/index.ts';
import type { Client } from '../../server/index.ts';
import type { OtherSeeds } from '../owners/other-seeds.ts';
import { keyOf } from '../plan/memory.ts';
import { everyLedger, listing, merged } from '../rights/grants.ts';
import { allNamesThere, collectionOf, type Place, placeIn } from './collection.ts';
import type { LiveView } from './observe.ts';

/*
 * Unmanaged objects: what is in the collections that a seed has to do with (the top of the server, and its mounts and
 * namespaces), and is neither declared nor in the ledger of any seed.
 */

/** An object on the server that nobody has declared. */
export interface Unmanaged {
  /** The block that would declare it, such as `policy`; inside a mount with the mount's address in front. */
  readonly block: string;
  readonly name: string;
  readonly namespace: string;
  readonly kind: Kind;
  readonly vars: Readonly<Record<string, string>>;
  /** The address of its mount. */
  readonly parent?: Address | undefined;
}

interface UnmanagedView {
  readonly found: readonly Unmanaged[];
  /** How many collections can be listed at all. */
  readonly asked: number;
  /** Collections that the token may not list, or not completely. */
  readonly unlisted: readonly string[];
  /** The grants to list those, and to read the ledgers of other seeds. */
  readonly grants: readonly Grant[];
  /** False where ledgers of other seeds could not be read: then some of the objects may be theirs. */
  readonly complete: boolean;
}

interface Looking {
  readonly client: Client;
  readonly seed: Pick<LoadedSeed, 'resources' | 'inside' | 'topKinds'>;
  readonly live: LiveView;
  readonly book?: Book | undefined;
  readonly parallelism: number;
  /** What the other seeds remember, of those in other stores. */
  readonly others?: OtherSeeds | undefined;
  /** Which collections to look at; all, unless said. */
  readonly only?: ((kind: Kind, parent: Resource | undefined) => boolean) | undefined;
}

interface Collection {
  readonly kind: Kind;
  readonly place: Place;
  /** The address of its mount. */
  readonly parent?: string | undefined;
}

export const unmanaged = async (input: Looking): Promise<UnmanagedView> => {
  const { client, seed, live, parallelism, only = () => true } = input;
  const top = seed
    .topKinds()
    .filter((kind) => only(kind, undefined))
    .map((kind): Collection => ({ kind, place: { namespace: '', vars: {} } }));
  const inner = seed.resources
    .filter(({ address }) => live.get(address)?.state === 'present')
    .flatMap((parent) =>
      seed
        .inside(parent)
        .filter((kind) => only(kind, parent))
        .map((kind) => within(kind, parent)),
    );
  const collections = [...top, ...inner].filter(
    ({ kind }) => collectionOf(kind, client) !== undefined && checkProduct(kind, {}, client.identity).length === 0,
  );
  const names = await inParallel(collections, parallelism, (one) => allNamesThere({ ...one, client }));
  const { keys, complete } = await ownedKeys(input);
  const declared = new Set(seed.resources.map(keyOf));
  const found = collections.flatMap(({ kind, place, parent }, at) =>
    (names[at] ?? [])
      .filter((name) => !isKnown({ kind, place, name }, { declared, keys, stores: storesOf(input) }))
      .map((name) => ({
        block: blockIn(kind, parent),
        name,
        namespace: place.namespace,
        kind,
        parent,
        vars: varsOf(place, name),
      })),
  );
  const unlisted = collections.filter((_, at) => names[at] === undefined);
  return {
    found,
    asked: collections.length,
    unlisted: unlisted.map(({ kind, parent }) => blockIn(kind, parent)),
    complete,
    grants: merged([
      ...unlisted.flatMap(({ kind, place }) => listing(kind, place, client)),
      ...(complete || input.book === undefined ? [] : everyLedger(input.book.path)),
    ]),
  };
};

const varsOf = ({ vars: { mount } }: Place, name: string): Readonly<Record<string, string>> =>
  mount === undefined ? { name } : { name, mount };

const blockIn = ({ block }: Kind, parent: string | undefined): string =>
  parent === undefined ? block : `${parent}.${block}`;

const within = (kind: Kind, parent: Resource): Collection => ({
  kind,
  place: placeIn(parent),
  ...(parent.kind.scope ? {} : { parent: parent.address }),
});

const isKnown = (
  { kind, place, name }: { readonly kind: Kind; readonly place: Place; readonly name: string },
  {
    declared,
    keys,
    stores,
  }: { readonly declared: ReadonlySet<string>; readonly keys: ReadonlySet<string>; readonly stores: readonly string[] },
): boolean => {
  const key = keyOf({ kind, namespace: place.namespace, vars: varsOf(place, name) });
  const isLedger = kind.children !== undefined && place.namespace === '' && stores.includes(name);
  return isLedger || declared.has(key) || keys.has(key);
};

const storesOf = ({ book, others }: Looking): readonly string[] => [
  ...(book === undefined ? [] : [book.path]),
  ...(others?.stores ?? []).flatMap(({ path, namespace }) => (namespace === undefined ? [path] : [])),
];

/** The entries of the ledgers of all seeds on this server. */
const ownedKeys = async ({ book, others }: Looking): Promise<{ keys: ReadonlySet<string>; complete: boolean }> => {
  const elsewhere = others?.seeds.filter(({ store }) => store !== undefined) ?? [];
  const theirs = elsewhere.flatMap(({ entries }) => [...entries.keys()]);
  if (book === undefined || !book.mounted) return { keys: new Set(theirs), complete: true };
  try {
    const seeds = await seedsIn(book);
    const all = await Promise.all(seeds.map((seed) => entriesIn({ client: book.client, path: book.path }, seed)));
    return { keys: new Set([...theirs, ...all.flatMap((entries) => [...entries.keys()])]), complete: true };
  } catch (error) {
    if (error instanceof Fault && error.code === 'ledger-unreadable')
      return { keys: new Set([...theirs, ...book.entries.keys()]), complete: false };
    throw error;
  }
};
