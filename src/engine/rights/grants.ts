import { expandPath } from '../../kinds/index.ts';
import { storeParameters } from '../../ledger/index.ts';
import { asNamed, CAPABILITIES, type Capability, type Grant } from '../../model/grant.ts';
import type { Kind, Table } from '../../model/kind.ts';
import type { Resource } from '../../model/resource.ts';
import type { LoadedSeed } from '../../seed/index.ts';
import type { Client } from '../../server/index.ts';
import { collectionOf, type Place as Location, placeIn } from '../live/collection.ts';
import { pathVars, policyPath } from '../live/requests.ts';

/*
 * The grants that a token needs for a seed, worked out from the seed alone. They cover what the program asks of a server
 * and nothing more, so they also tell what a stolen token could do.
 */

export interface Purpose {
  /** For an apply: create, change and delete objects, not only read them. */
  readonly writes: boolean;
  /** Use a wildcard for names inside mounts: the next object of a kind needs no new policy. */
  readonly anyName: boolean;
}

/** The grants for these objects, one for each path, sorted by path. */
export const grantsFor = (resources: readonly Resource[], purpose: Purpose): readonly Grant[] =>
  merged(
    resources.flatMap((resource) => {
      const { kind, existing } = resource;
      const place = placing(resource, purpose);
      return [...reading(kind, place), ...(purpose.writes && !existing ? writing(kind, place) : [])];
    }),
  );

/** The grants for the ledger of a seed in the mount at this path. */
export const ledgerGrants = (seed: string, path: string, { writes }: Pick<Purpose, 'writes'>): readonly Grant[] =>
  merged([
    ...everyLedger(path),
    { path: `${path}/data/seeds/${seed}/*`, capabilities: writes ? ['create', 'read', 'update'] : ['read'] },
    { path: `${path}/data/keys/${seed}`, capabilities: writes ? ['create', 'read', 'update'] : ['read'] },
    ...(writes ? housekeeping(seed, path) : []),
  ]);

/** To read the ledgers of other seeds. */
export const everyLedger = (path: string): readonly Grant[] => [
  { path: `${path}/metadata/seeds`, capabilities: ['list'] },
  { path: `${path}/data/seeds/+/*`, capabilities: ['read'] },
];

/** The grants to list a kind in one place; for every server unless one is given. */
export const listing = (kind: Kind, { namespace, vars }: Location, client?: Client): readonly Grant[] => {
  const chosen = client === undefined ? undefined : collectionOf(kind, client);
  const any = kind.listPath === undefined ? kind.tables : [{ method: 'LIST', path: kind.listPath } as const];
  return (chosen === undefined ? any : [chosen]).map(({ method, path }) => ({
    ...asNamed(policyPath(expandPath(path, vars), namespace)),
    capabilities: looking(kind, method),
  }));
};

/** Reading: one object of a kind, or a collection. */
const looking = ({ sudo }: Kind, method: Table['method']): readonly Capability[] =>
  method === 'LIST' ? ['list'] : ['read', ...(sudo ? (['sudo'] as const) : [])];

/** Kinds in a place: a namespace, or a mount in it. */
export type Choice = (kind: Kind, parent: Resource | undefined) => boolean;

/** The grants to list the collections that a seed has to do with, or some of them. */
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

/**
 * The first apply on a server makes the ledger's mount. To delete it is in no pipeline's policy: it holds the ledgers of all teams. So
 * the last destroy under such a policy leaves the mount, empty.
 */
const housekeeping = (seed: string, path: string): readonly Grant[] => [
  { path: `${path}/metadata/seeds/${seed}/*`, capabilities: ['delete', 'list'] },
  { path: `${path}/metadata/keys/${seed}`, capabilities: ['delete'] },
  { path: `${path}/metadata/`, capabilities: ['list'] },
  // Set by who makes the store, to what it needs and to nothing else: a time after which documents are deleted would end all ledgers.
  { path: `${path}/config`, capabilities: ['create', 'read', 'update'], parameters: storeParameters() },
  { path: `sys/mounts/${path}`, capabilities: ['create', 'read', 'update'] },
];

/** Fills in a path template in the syntax of policy paths. */
type Place = (template: string) => Pick<Grant, 'path' | 'covers'>;

const ANY = '*';
const ANY_BEFORE = /(?<=^|\/)\*\//g;

const placing = (resource: Resource, { anyName }: Purpose): Place => {
  const open = anyName && resource.parent !== undefined && resource.kind.named && !resource.kind.anywhere;
  const vars = pathVars(resource);
  // In policies `*` stands at the end of a path only; `+` stands for one segment before it.
  const opened = (template: string, name: string): string =>
    policyPath(expandPath(template, { ...vars, name }).replaceAll(ANY_BEFORE, '+/'), resource.namespace);
  return (template) => {
    if (!open) return asNamed(policyPath(expandPath(template, vars), resource.namespace));
    // Any name is meant, but not any mount.
    return { ...asNamed(opened(template, 'x')), path: opened(template, ANY) };
  };
};

const reading = (kind: Kind, place: Place): readonly Grant[] => {
  const own = kind.unreadable ? [] : [kind.readPath, ...kind.fields.flatMap(({ readPath }) => readPath ?? [])];
  return [
    ...own.map((path): Grant => ({ ...place(path), capabilities: looking(kind, 'GET') })),
    ...kind.tables.map(({ path, method }): Grant => ({ ...place(path), capabilities: looking(kind, method) })),
  ];
};

/** The capabilities of a write: create and update, since nobody knows beforehand whether the object will be there. */
export const TAKEN = {
  POST: ['create', 'update'],
  PUT: ['create', 'update'],
  PATCH: ['patch'],
  DELETE: ['delete'],
} as const satisfies Record<string, readonly Capability[]>;

const writing = (kind: Kind, place: Place): readonly Grant[] => [
  ...[...kind.create, ...kind.update, ...kind.delete].map(
    ({ method, path }): Grant => ({
      ...place(path),
      capabilities: [...TAKEN[method], ...(kind.sudo && path === kind.path ? (['sudo'] as const) : [])],
    }),
  ),
  // The apply first asks whether the server has the plugin.
  ...(kind.children === undefined ? [] : [{ path: 'sys/plugins/catalog', capabilities: ['read'] } as const]),
  // The probe: a request that cannot succeed tells whether the server takes such objects at all.
  ...(kind.probe === undefined
    ? []
    : [{ ...place(kind.probe.path), capabilities: ['create', 'update', 'sudo'] } as const]),
];

/** One grant for each path, sorted by path. */
export const merged = (grants: readonly Grant[]): readonly Grant[] => {
  const byPath = new Map<string, Grant[]>();
  for (const grant of grants) byPath.set(grant.path, [...(byPath.get(grant.path) ?? []), grant]);
  return [...byPath]
    .map(([path, same]): Grant => {
      const had = new Set(same.flatMap(({ capabilities }) => capabilities));
      const capabilities = CAPABILITIES.filter((one) => had.has(one));
      // Parameters are limited where nobody needs others.
      const isLimited = same.every(({ parameters }) => parameters !== undefined);
      // What stands for any name on purpose is no surprise.
      const covers = same.every((one) => one.covers) ? { covers: true as const } : {};
      return { path, capabilities, ...covers, ...(isLimited ? { parameters: same[0]?.parameters } : {}) };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
};
