import { fieldOf } from '../../kinds/index.ts';
import type { Fingerprints } from '../../ledger/index.ts';
import { isKnown } from '../../model/data.ts';
import type { Entry } from '../../model/ledger.ts';
import type { Resource } from '../../model/resource.ts';
import { isHidden } from '../plan/diff.ts';
import type { MadePlan } from '../plan/make-plan.ts';
import { type Memory, mountOf } from '../plan/memory.ts';
import { entryFor, type Signature } from './entries.ts';
import { unsentFields } from './unsent.ts';

/** The key that fingerprints are made with from now on. */
interface NewHand {
  readonly fingerprints: Fingerprints;
  readonly signature: Signature;
}

/**
 * The entries of a ledger with their fingerprints made anew with another key. A field that the old key shows to have
 * changed in the seed stays changed. Where the old key is lost, hidden fields are taken to be as the seed declares them.
 */
export const carriedOver = (
  { resources, live, owned }: MadePlan,
  { entries, hand }: { readonly entries: readonly Entry[]; readonly hand: NewHand },
): Entry[] => {
  const byKey = new Map(resources.map((resource) => [owned?.entryOf(resource)?.key, resource]));
  return entries.map((entry) => {
    const resource = byKey.get(entry.key);
    const seen = resource && live.get(resource.address);
    // Nothing to compare with: the seed does not declare it any more.
    if (resource === undefined || seen?.state !== 'present') return { ...entry, echoes: {}, unsent: undefined };
    const memory = owned?.memoryOf(resource);
    const unsent = [...unsentFields(resource, entry, NOTHING), ...taken(resource, memory)];
    const now = { resource, live: seen.fields, uuid: mountOf(resource, live), unsent: [...new Set(unsent)] };
    const fresh = entryFor(now, hand);
    const kept = stillSame(resource, memory);
    const echoes = Object.fromEntries(Object.entries(fresh.echoes).filter(([name]) => kept(name)));
    return { ...fresh, ...(entry.begun === undefined ? {} : { begun: entry.begun }), echoes };
  });
};

const NOTHING: ReadonlySet<string> = new Set();

/** Hidden fields that cannot be compared with what was last sent. */
const taken = ({ kind, fields }: Resource, memory: Memory | undefined): readonly string[] =>
  Object.entries(fields).flatMap(([name, declared]) => {
    const field = fieldOf(kind, name);
    if (field === undefined || !isHidden(field, kind) || !isKnown(declared)) return [];
    return memory?.declared(field, declared) === 'unknown' ? [name] : [];
  });

const stillSame =
  ({ kind, fields }: Resource, memory: Memory | undefined) =>
  (name: string): boolean => {
    const field = fieldOf(kind, name);
    const declared = fields[name];
    if (field === undefined || declared === undefined || memory === undefined || !isKnown(declared)) return true;
    const then = memory.declared(field, declared);
    return then === 'same' || then === 'unknown';
  };
