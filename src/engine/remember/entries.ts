import { fieldOf, spokenOf } from '../../kinds/index.ts';
import type { Fingerprints } from '../../ledger/index.ts';
import { type Data, type Fields, isKnown, isPlain, type Plain } from '../../model/data.ts';
import type { Kind, Step } from '../../model/kind.ts';
import type { Echo, Entry } from '../../model/ledger.ts';
import { perObject } from '../../model/per-object.ts';
import type { Change } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import { isHidden } from '../plan/diff.ts';
import { keyOf } from '../plan/memory.ts';

/** Who writes an entry, and when. */
export interface Signature {
  readonly by: string;
  readonly written: string;
}

/** The part of an entry that depends on how a change goes. */
type Course = Pick<Entry, 'uuid' | 'unsent' | 'echoes' | 'begun'>;
type Outline = Omit<Entry, keyof Course>;

/** Member by member: of what is put together by spreads V8 makes a class for each single object, larger than the object. */
const assembled = (outline: Outline, { uuid, unsent, echoes, begun }: Course): Entry => {
  const { key, address, kind, namespace, name, vars, parent, dependsOn, lifecycle, keep, by, written } = outline;
  return {
    key,
    address,
    kind,
    namespace,
    name,
    vars,
    parent,
    dependsOn,
    lifecycle,
    keep,
    by,
    written,
    uuid,
    unsent,
    echoes,
    begun,
  };
};

/** The part of an entry that is known before the write and does not depend on how that ends. */
const outline = (resource: Resource, { by, written }: Signature): Outline => {
  const { address, kind, namespace, name, vars, parent, dependsOn, lifecycle } = resource;
  const { preventDestroy, onDestroy, createOnly } = lifecycle;
  return {
    key: keyOf(resource),
    address,
    kind: kind.id,
    namespace,
    name,
    vars,
    parent,
    dependsOn: [...dependsOn].sort(),
    lifecycle: { preventDestroy, onDestroy, ...(createOnly ? { createOnly } : {}) },
    keep: kept(resource),
    by,
    written,
  };
};

const PLACE = /\{([^}]+)\}/g;

const placesIn = ({ path }: Pick<Step, 'path'>): string[] =>
  [...path.matchAll(PLACE)].flatMap(([, names = '']) => names.split('|'));

/** The fields that a later deletion needs, and a mount's type: all plain, none of them secret. */
const neededLater = perObject((kind: Kind): readonly string[] => [
  ...Object.keys(kind.deleteWhen).map((name) => name.split('/').find(Boolean) ?? name),
  ...kind.delete.flatMap(placesIn),
  ...placesIn({ path: kind.readPath }).filter((name) => fieldOf(kind, name)?.local),
  ...(kind.children === undefined ? [] : ['type', 'options']),
]);

const kept = ({ kind, fields }: Resource): Readonly<Record<string, Plain>> =>
  Object.fromEntries(
    neededLater(kind).flatMap((name): [string, Plain][] => {
      const value = fields[name];
      const field = fieldOf(kind, name);
      const open = field !== undefined && !field.writeOnly && !field.sensitive;
      return open && value !== undefined && isPlain(value) ? [[name, value]] : [];
    }),
  );

/** The entry that is written before a change is tried; `before` is the one there now. */
export const begun = (change: Change, before: Entry | undefined, signature: Signature): Entry => {
  const fields = change.edits.map(({ field }) => field);
  const action = beginning(change, before);
  // What leaves the seed has no declaration to make an entry from.
  const base = action === 'delete' && before !== undefined ? before : outline(change.resource, signature);
  return assembled(base, {
    uuid: before?.uuid,
    unsent: before?.unsent,
    echoes: before?.echoes ?? {},
    begun: { action, fields: [...new Set([...(before?.begun?.fields ?? []), ...fields])] },
  });
};

const beginning = ({ action, resource }: Change, before: Entry | undefined): NonNullable<Entry['begun']>['action'] => {
  if (action === 'delete') return 'delete';
  if (before !== undefined) return 'change';
  return action === 'create' || resource.kind.alwaysThere ? 'create' : 'adopt';
};

interface Written {
  readonly resource: Resource;
  /** What the server shows after the write. */
  readonly live: Fields;
  /** The identity of its mount. */
  readonly uuid: string | undefined;
  /** Fields that the server may not hold as declared. */
  readonly unsent: readonly string[];
}

/** The entry of an object that is as declared, up to the server's spelling. */
export const entryFor = (
  { resource, live, uuid, unsent }: Written,
  { fingerprints, signature }: { readonly fingerprints: Fingerprints; readonly signature: Signature },
): Entry => {
  const base = outline(resource, signature);
  const echoes = Object.entries(resource.fields).flatMap(([name, declared]): [string, Echo][] => {
    const field = fieldOf(resource.kind, name);
    if (field === undefined || field.local || field.readOnly || !isKnown(declared)) return [];
    const print = (value: Data): string => fingerprints.of({ object: base.key, field }, value);
    const mine = print(declared);
    const its =
      isHidden(field, resource.kind) || live[name] === declared
        ? mine
        : print(spokenOf(field, declared, live[name]) ?? null);
    return [[name, mine === its ? mine : [mine, its]]];
  });
  return assembled(base, {
    uuid,
    unsent: unsent.length === 0 ? undefined : [...unsent].sort(),
    echoes: Object.fromEntries(echoes),
    begun: undefined,
  });
};

/** True when an object needs no change but its entry is out of date. */
export const isStale = (entry: Entry, fresh: Entry): boolean => {
  const { written: _1, by: _2, begun: _3, echoes, ...old } = entry;
  const { written: _4, by: _5, begun: _6, echoes: _, ...now } = fresh;
  const unknown = Object.keys(fresh.echoes).some((name) => echoes[name] === undefined);
  return entry.begun !== undefined || unknown || JSON.stringify(sorted(old)) !== JSON.stringify(sorted(now));
};

const sorted = (value: object): object =>
  Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
