import { fieldOf, spokenOf } from '../../kinds/index.ts';
import type { Fingerprints } from '../../ledger/index.ts';
import { type Fields, isKnown } from '../../model/data.ts';
import type { Echo, Entry } from '../../model/ledger.ts';
import type { Resource } from '../../model/resource.ts';
import { alike, isHidden } from '../plan/diff.ts';
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
 * changed in the seed stays changed, and one that somebody has changed on the server stays drift: only what the old key shows to
 * be the server's own spelling of the declared value is remembered as one. Where the old key is lost, hidden fields are taken to be
 * as the seed declares them, and a difference in any other is drift.
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
    const echoes = Object.entries(fresh.echoes).flatMap(([name, echo]): [string, Echo][] => {
      const now = truthful({ resource, memory, live: seen.fields, name }, echo);
      return now === undefined ? [] : [[name, now]];
    });
    const begun = entry.begun === undefined ? {} : { begun: entry.begun };
    return { ...fresh, ...begun, echoes: Object.fromEntries(echoes) };
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

interface Carried {
  readonly resource: Resource;
  readonly memory: Memory | undefined;
  readonly live: Fields;
  readonly name: string;
}

/**
 * The echo of a field made from what is there now, without what nobody wrote: undefined of what the seed did not declare before, halves
 * that nothing equals where the seed or the server shows something else than at the last write, its declared half where the server
 * may do so.
 */
const truthful = ({ resource: { kind, fields }, memory, live, name }: Carried, echo: Echo): Echo | undefined => {
  const field = fieldOf(kind, name);
  const declared = fields[name];
  if (field === undefined || declared === undefined || memory === undefined || !isKnown(declared)) return echo;
  const then = memory.declared(field, declared);
  const isSpelling = memory.shown(field, spokenOf(field, declared, live[name])) === 'same';
  if (then === 'changed') return isHidden(field, kind) ? NEVER : [NEVER, isSpelling ? shownIn(echo) : NEVER];
  if (!isHidden(field, kind) && alike(field, declared, live[name])) return echo;
  // What the seed has declared only since the last write is neither sent yet nor drift.
  if (then === 'new') return undefined;
  if (isHidden(field, kind)) return echo;
  return isSpelling || typeof echo === 'string' ? echo : echo[0];
};

/** No fingerprint of anything. */
const NEVER = '';

const shownIn = (echo: Echo): string => (typeof echo === 'string' ? echo : echo[1]);
