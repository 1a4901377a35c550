import { expandPath, holdsSlashes, templatesOf, wildcard } from '../../kinds/index.ts';
import { below } from '../../model/below.ts';
import type { Kind } from '../../model/kind.ts';
import type { Entry } from '../../model/ledger.ts';
import { perObject } from '../../model/per-object.ts';
import type { Resource } from '../../model/resource.ts';

/*
 * Where objects are on the server, whatever kind they were declared as: what is written by its path may be what another seed, or
 * another block, knows by its kind.
 */

type Placed = Pick<Resource, 'kind' | 'namespace' | 'vars'>;

const HOLE = /\{([^{}]+)\}/g;

/** The path of an object, from the namespace of the connection. */
export const spotOf = ({ kind, namespace, vars }: Placed): string => below(namespace, expandPath(kind.path, vars));

/** Templates that need nothing but what tells an object from others. */
const plainTemplates = perObject(
  (kind: Kind): readonly { readonly template: string; readonly holes: readonly string[] }[] =>
    (kind.anywhere ? [kind.path] : templatesOf(kind)).map((template) => ({
      template,
      holes: [...template.matchAll(HOLE)].map(([, name = '']) => name),
    })),
);

/** Every path that leads to an object, or to a part of it. */
export const spotsOf = ({ kind, namespace, vars }: Placed): readonly string[] =>
  plainTemplates(kind)
    .filter(({ holes }) => holes.every((name) => vars[name] !== undefined))
    .map(({ template }) => below(namespace, expandPath(template, vars)));

/** The first of what is known at one of the paths that lead to an object. */
export const firstAt = <T>(resource: Placed, known: ReadonlyMap<string, T>): T | undefined =>
  known.size === 0
    ? undefined
    : spotsOf(resource)
        .map((spot) => known.get(spot))
        .find((one) => one !== undefined);

export type KindById = (id: string) => Kind | undefined;

/**
 * What some entries remember at the place of a resource under another kind: one of the two is written by its path. Kinds of which
 * nobody tells are known by their own path alone.
 */
export const entriesBySpot = (
  entries: readonly Entry[],
  kindById: KindById = () => undefined,
): ((resource: Resource) => Entry | undefined) => {
  const kinds = new Map([...new Set(entries.map(({ kind }) => kind))].map((id) => [id, kindById(id)]));
  const anywhere = new Map(
    entries.filter(({ kind }) => kinds.get(kind)?.anywhere).map((entry) => [ownSpot(entry), entry]),
  );
  const described = once(() => describedSpots(entries, kinds));
  return (resource) => {
    return resource.kind.anywhere ? described()(spotOf(resource)) : firstAt(resource, anywhere);
  };
};

interface Spotted {
  readonly entry: Entry;
  readonly kind: Kind | undefined;
}

/** What is remembered, by all paths that lead to it: at a path, or around it where what is below an object is a part of it. */
const describedSpots = (entries: readonly Entry[], kinds: ReadonlyMap<string, Kind | undefined>) => {
  const known = new Map<string, Spotted>();
  // Names of which the server takes the case away.
  const folded = new Map<string, Spotted>();
  for (const entry of entries) {
    const kind = kinds.get(entry.kind);
    const folds = kind !== undefined && isFolded(kind, entry.name);
    for (const spot of kind === undefined ? [ownSpot(entry)] : spotsOf({ ...entry, kind })) {
      if (folds) folded.set(spot.toLowerCase(), { entry, kind });
      else known.set(spot, { entry, kind });
    }
  }
  const find = (spot: string): Spotted | undefined => known.get(spot) ?? folded.get(spot.toLowerCase());
  return (spot: string): Entry | undefined => {
    const whole = find(spot);
    if (whole !== undefined) return whole.entry;
    for (let end = spot.lastIndexOf('/'); end > 0; end = spot.lastIndexOf('/', end - 1)) {
      const above = find(spot.slice(0, end));
      if (above?.kind !== undefined && hasParts(above.kind)) return above.entry;
    }
    return undefined;
  };
};

const foldsAt = perObject((kind: Kind) => kind.foldsAt.map(wildcard));

/** Whether the server takes a name in capital and small letters alike. */
const isFolded = (kind: Kind, name: string): boolean =>
  kind.name.case === 'lower' || foldsAt(kind).some((path) => path.test(name));

const once = <T>(work: () => T): (() => T) => {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: work() };
    return known.value;
  };
};

/** Where names hold slashes, what is below one may be another; and in a mount everything is something of its own. */
const hasParts = (kind: Kind): boolean =>
  !kind.anywhere && kind.children === undefined && !kind.scope && !holdsSlashes(kind);

/** Its path in its namespace, which is the end of its key. */
export const pathIn = ({ key, namespace, kind }: Entry): string => key.slice(namespace.length + kind.length + 2);

const ownSpot = (entry: Entry): string => below(entry.namespace, pathIn(entry));
