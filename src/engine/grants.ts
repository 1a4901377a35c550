import { expandPath } from '../kinds/index.ts';
import { CAPABILITIES, type Capability, type Grant } from '../model/grant.ts';
import type { Kind, Table } from '../model/kind.ts';
import type { Resource } from '../model/resource.ts';
import type { LoadedSeed } from '../seed/index.ts';
import type { Client } from '../server/index.ts';
import { collectionOf, type Place as Location, placeIn } from './collection.ts';
import { pathVars, policyPath } from './requests.ts';

/*
 * What a token has to be allowed for a seed, told from the seed alone. It is what the program asks of a server and nothing
 * besides, so it is also the answer to what a stolen token could do.
 */

interface Purpose {
  /** The objects are to be made, changed and deleted as well, not only looked at. */
  readonly writes: boolean;
  /** Names in mounts may be any: the next object of its sort needs no new policy. */
  readonly anyName: boolean;
}

/** What it takes to work with these objects, a row for each path, in the order of their paths. */
export const grantsFor = (resources: readonly Resource[], purpose: Purpose): readonly Grant[] =>
  merged(
    resources.flatMap((resource) => {
      const { kind, existing } = resource;
      const place = placing(resource, purpose);
      return [...reading(kind, place), ...(purpose.writes && !existing ? writing(kind, place) : [])];
    }),
  );

/** What it takes to work with the ledger of a seed that is kept at this path. */
export const ledgerGrants = (seed: string, path: string, { writes }: Pick<Purpose, 'writes'>): readonly Grant[] =>
  merged([
    ...everyLedger(path),
    { path: `${path}/data/seeds/${seed}/*`, capabilities: writes ? ['create', 'read', 'update'] : ['read'] },
    { path: `${path}/data/keys/${seed}`, capabilities: writes ? ['create', 'read', 'update'] : ['read'] },
    ...(writes ? housekeeping(seed, path) : []),
  ]);

/** Whose what is that another seed owns. */
export const everyLedger = (path: string): readonly Grant[] => [
  { path: `${path}/metadata/seeds`, capabilities: ['list'] },
  { path: `${path}/data/seeds/+/*`, capabilities: ['read'] },
];

/** What it takes to list all objects of a kind in one place; on any server unless one is given. */
export const listing = (kind: Kind, { namespace, vars }: Location, client?: Client): readonly Grant[] => {
  const chosen = client === undefined ? undefined : collectionOf(kind, client);
  const any = kind.listPath === undefined ? kind.tables : [{ method: 'LIST', path: kind.listPath } as const];
  return (chosen === undefined ? any : [chosen]).map(({ method, path }) => ({
    path: policyPath(expandPath(path, vars), namespace),
    capabilities: looking(kind, method),
  }));
};

/** What it takes to look at objects of a kind: one of them, or a collection. */
const looking = ({ sudo }: Kind, method: Table['method']): readonly Capability[] =>
  method === 'LIST' ? ['list'] : ['read', ...(sudo ? (['sudo'] as const) : [])];

/** Kinds in a place: a namespace, or a mount in it. */
export type Choice = (kind: Kind, parent: Resource | undefined) => boolean;

/** What it takes to list the collections that a seed has to do with, all of them or some. */
export const listingGrants = (
  { resources, topKinds, inside }: Pick<LoadedSeed, 'resources' | 'topKinds' | 'inside'>,
  only: Choice,
): readonly Grant[] =>
  merged([
    ...topKinds()
      .filter((kind) => only(kind, undefined))
      .flatMap((kind) => listing(kind, { namespace: '', vars: {} })),
    ...resources.flatMap((parent) =>
      inside(parent)
        .filter((kind) => only(kind, parent))
        .flatMap((kind) => listing(kind, placeIn(parent))),
    ),
  ]);

/** The first apply of all makes the store, the last destroy takes it away. */
const housekeeping = (seed: string, path: string): readonly Grant[] => [
  { path: `${path}/metadata/seeds/${seed}/*`, capabilities: ['delete'] },
  { path: `${path}/metadata/keys/${seed}`, capabilities: ['delete'] },
  { path: `${path}/metadata/`, capabilities: ['list'] },
  { path: `${path}/config`, capabilities: ['create', 'read', 'update'] },
  { path: `sys/mounts/${path}`, capabilities: ['create', 'read', 'update', 'delete'] },
];

/** Fills in a path template, as policies write paths. */
type Place = (template: string) => string;

const ANY = '*';
const ANY_BEFORE = /(?<=^|\/)\*\//g;

const placing = (resource: Resource, { anyName }: Purpose): Place => {
  const open = anyName && resource.parent !== undefined && resource.kind.named && !resource.kind.anywhere;
  const vars = { ...pathVars(resource), ...(open ? { name: ANY } : {}) };
  return (template) => {
    const path = expandPath(template, vars);
    // Only the end of a path may be anything at all; before it one piece may.
    return policyPath(open ? path.replaceAll(ANY_BEFORE, '+/') : path, resource.namespace);
  };
};

const reading = (kind: Kind, place: Place): readonly Grant[] => {
  const own = kind.unreadable ? [] : [kind.readPath, ...kind.fields.flatMap(({ readPath }) => readPath ?? [])];
  return [
    ...own.map((path): Grant => ({ path: place(path), capabilities: looking(kind, 'GET') })),
    ...kind.tables.map(({ path, method }): Grant => ({ path: place(path), capabilities: looking(kind, method) })),
  ];
};

/** What a write takes. One that meets something is an update, and nobody knows that before. */
export const TAKEN = {
  POST: ['create', 'update'],
  PUT: ['create', 'update'],
  PATCH: ['patch'],
  DELETE: ['delete'],
} as const satisfies Record<string, readonly Capability[]>;

const writing = (kind: Kind, place: Place): readonly Grant[] => [
  ...[...kind.create, ...kind.update, ...kind.delete].map(
    ({ method, path }): Grant => ({
      path: place(path),
      capabilities: [...TAKEN[method], ...(kind.sudo && path === kind.path ? (['sudo'] as const) : [])],
    }),
  ),
  // Whether there is such a plugin is asked before anything is written.
  ...(kind.children === undefined ? [] : [{ path: 'sys/plugins/catalog', capabilities: ['read'] } as const]),
  // A request that cannot succeed tells whether the server takes such objects at all.
  ...(kind.probe === undefined
    ? []
    : [{ path: place(kind.probe.path), capabilities: ['create', 'update', 'sudo'] } as const]),
];

/** One row for each path, in their order. */
export const merged = (grants: readonly Grant[]): readonly Grant[] => {
  const byPath = new Map<string, Set<Capability>>();
  for (const { path, capabilities } of grants) {
    const had = byPath.get(path) ?? new Set();
    for (const one of capabilities) had.add(one);
    byPath.set(path, had);
  }
  return [...byPath]
    .map(([path, had]) => ({ path, capabilities: CAPABILITIES.filter((one) => had.has(one)) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
};
