import { type Book, entryKey, type Fingerprints } from '../../ledger/index.ts';
import type { Data } from '../../model/data.ts';
import type { Field } from '../../model/kind.ts';
import type { Echoed, Entry } from '../../model/ledger.ts';
import type { Resource } from '../../model/resource.ts';
import type { LiveView } from '../live/observe.ts';

/*
 * What the ledger says about an object: whether the seed owns it, and which side has changed since the last write. A mount
 * that was made again by hand is another mount, so nothing is known of its contents.
 */

/** What the ledger remembers of an object: with it a diff is a three-way comparison. */
export interface Memory {
  /** Whether a declared value is the same as at the last write. */
  declared(field: Field, value: Data): Echoed;
  /** Whether the server shows the same as after the last write. */
  shown(field: Field, value: Data | undefined): Echoed;
  /** Fields that a run was about to send when it was cut off. */
  readonly unfinished: ReadonlySet<string>;
}

/** What the ledger says about the objects of one seed. */
export interface Ownership {
  entryOf(resource: Resource): Entry | undefined;
  memoryOf(resource: Resource): Memory | undefined;
  /** Fields that a run was about to send when it was cut off, also for objects that are not owned yet. */
  unfinishedOf(resource: Resource): ReadonlySet<string>;
}

/** The identity of an object on the server, independent of its address in the seed. */
export const keyOf: (resource: Pick<Resource, 'kind' | 'namespace' | 'vars'>) => string = entryKey;

/** The readable field that identifies a mount: another mount of the same name has another value. */
const IDENTITY = 'uuid';

/** The identity of the mount that a resource is or is in; undefined where the server does not show it. */
export const mountOf = ({ address, kind, parent }: Resource, live: LiveView): string | undefined => {
  const mount = kind.children === undefined ? parent : address;
  const seen = mount === undefined ? undefined : live.get(mount);
  const uuid = seen?.state === 'present' ? seen.fields[IDENTITY] : undefined;
  return typeof uuid === 'string' ? uuid : undefined;
};

export const ownership = ({ entries, fingerprints }: Book, live: LiveView): Ownership => {
  const entryOf = (resource: Resource): Entry | undefined => {
    const entry = entries.get(keyOf(resource));
    const mount = mountOf(resource, live);
    // Until an adoption is recorded as done, the object is not the seed's.
    if (entry?.begun?.action === 'adopt') return undefined;
    return entry?.uuid === undefined || mount === undefined || entry.uuid === mount ? entry : undefined;
  };
  return {
    entryOf,
    unfinishedOf: (resource) => new Set(entries.get(keyOf(resource))?.begun?.fields),
    memoryOf: (resource) => {
      const entry = entryOf(resource);
      return entry && memoryFrom(entry, fingerprints);
    },
  };
};

const memoryFrom = ({ key, echoes, begun }: Entry, fingerprints: Fingerprints | undefined): Memory => {
  const compared = (field: Field, value: Data, side: 0 | 1): Echoed => {
    const echo = echoes[field.name];
    if (echo === undefined) return 'new';
    if (fingerprints === undefined) return 'unknown';
    const then = typeof echo === 'string' ? echo : echo[side];
    return fingerprints.of({ object: key, field }, value) === then ? 'same' : 'changed';
  };
  return {
    declared: (field, value) => compared(field, value, 0),
    shown: (field, value) => compared(field, value ?? null, 1),
    unfinished: new Set(begun?.fields),
  };
};

/** True when the seed may treat an object as its own. Objects that come with their mount count as its own. */
export const isOwned = (resource: Resource, owned: Ownership | undefined): boolean =>
  owned === undefined || resource.kind.alwaysThere || owned.entryOf(resource) !== undefined;
