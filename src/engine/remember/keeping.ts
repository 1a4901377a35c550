import { fieldOf, same } from '../../kinds/index.ts';
import { type Book, type Keeper, openKeeper } from '../../ledger/index.ts';
import { Fault } from '../../model/fault.ts';
import type { Entry } from '../../model/ledger.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Change } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import type { Recorder } from '../apply/carry-out.ts';
import { seedText, theirsAmong } from '../owners/other-seeds.ts';
import { readAll } from '../owners/other-stores.ts';
import { isHidden } from '../plan/diff.ts';
import { isOtherwiseWritten, succeeded } from '../plan/in-place-upgrade.ts';
import type { MadePlan } from '../plan/make-plan.ts';
import { keyOf, mountOf } from '../plan/memory.ts';
import { begun, entryFor, isStale, type Signature } from './entries.ts';
import { unsentFields } from './unsent.ts';

/*
 * What an apply writes to the ledger: before the first change everything it is about to do, after each change what it has
 * done, and at the end entries that are out of date for objects that needed no change.
 */

/** The ledger during one apply. */
export interface Keeping {
  readonly record: Recorder;
  /**
   * Writes the rest down, once all changes have ended.
   * @throws {Fault} when some of it could not be written.
   */
  finish(outcomes: readonly Outcome[]): Promise<void>;
  /** The seed owns nothing any more. */
  isEmpty(): boolean;
  /** The objects that the seed still owns. */
  left(): readonly Entry[];
  /** Deletes the ledger of this seed. */
  close(): Promise<void>;
}

interface KeepingInput {
  readonly made: MadePlan;
  readonly book: Book;
  /** The fencing number of the lock, and whether it was taken from a run that may believe it still holds it. */
  readonly lease: { readonly fence: number; readonly taken: boolean };
  readonly signature: Signature;
}

/**
 * Opens the ledger for an apply and records what is about to be done.
 * @throws {Fault} `owned-elsewhere` when another seed has claimed one of the objects meanwhile: nothing is begun then.
 */
export const keepLedger = async ({ made, book, lease, signature }: KeepingInput): Promise<Keeping> => {
  const { plan, live } = made;
  // The entry of a mount that is gone is of no use for the one that is made now.
  const before = (resource: Resource): Entry | undefined => made.owned?.entryOf(resource);
  const asBefore = (resource: Resource): Entry | string => before(resource) ?? keyOf(resource);
  const coming = plan.changes.map((change) => begun(change, before(change.resource), signature));
  const onlyTakes = plan.changes.length > 0 && plan.changes.every(({ cause }) => cause === 'destroy');
  const keeper = await openKeeper({ book, fence: lease.fence, coming, rewrite: lease.taken, onlyTakes });
  const [theirs] = await takenMeanwhile(made, book);
  if (theirs !== undefined) {
    keeper.putAll(plan.changes.map(({ resource }) => asBefore(resource)));
    await keeper.flush();
    throw theirs;
  }
  const letGo = new Set<Resource>();
  const backTo = (resource: Resource, entry: Entry | string): void => {
    letGo.add(resource);
    keeper.put(entry);
  };
  // A mount that is made in this run is not in the live view: its identity is known once it has been read back.
  const fresh = new Map<string, string>();
  const mount = (resource: Resource): string | undefined =>
    fresh.get(resource.parent ?? resource.address) ?? mountOf(resource, live);
  return {
    record: {
      written: (resource, now, sent) => {
        if (resource.kind.children !== undefined && typeof now.uuid === 'string') fresh.set(resource.address, now.uuid);
        const unsent = unsentFields(resource, before(resource), new Set(sent));
        keeper.put(
          entryFor(
            { resource, live: now, uuid: mount(resource), unsent },
            { fingerprints: keeper.fingerprints, signature },
          ),
        );
      },
      gone: ({ resource }) => keeper.put(keyOf(resource)),
      // Nothing was there when the plan was made: if there is something now, this seed did not make it.
      refused: (resource) => backTo(resource, keyOf(resource)),
      untouched: (resource) => backTo(resource, asBefore(resource)),
      isClaimed: (resource) => before(resource) === undefined && !letGo.has(resource),
      unfinished: (resource) => made.owned?.unfinishedOf(resource) ?? new Set(),
    },
    finish: async (outcomes) => {
      keeper.putAll(untried(outcomes).map(asBefore));
      keeper.putAll(noted(made, { keeper, signature }));
      keeper.putAll(vanished(made, book));
      await keeper.flush();
    },
    isEmpty: keeper.isEmpty,
    left: keeper.left,
    close: keeper.close,
  };
};

/**
 * The objects to be created or adopted that another seed has claimed since the plan. Every run looks after it has written
 * its own claims, so of two runs that want one object at the same time at least one sees the other.
 */
const takenMeanwhile = async ({ plan, live, owned, everyone }: MadePlan, book: Book): Promise<Fault[]> => {
  const fresh = plan.changes.filter(({ resource }) => owned?.entryOf(resource) === undefined);
  if (fresh.length === 0) return [];
  const theirs = theirsAmong(await readAll(book, (await everyone()).stores), live);
  return fresh.flatMap(({ address, resource }): Fault[] => {
    const other = theirs(resource);
    if (other === undefined) return [];
    const help = ['nothing was written; plan again, and decide which of the two seeds declares it'];
    return [new Fault('owned-elsewhere', `${seedText(other)} has taken ${address} since this was planned`, { help })];
  });
};

/** Takes back what was recorded as begun and was never tried. */
const untried = (outcomes: readonly Outcome[]): Resource[] =>
  outcomes.filter(({ status }) => status === 'not-tried').map(({ change: { resource } }) => resource);

/** Entries of objects that are gone from the server and that the plan does not make again. */
const vanished = ({ plan, resources, departed, live, owned }: MadePlan, { entries }: Book): string[] => {
  const planned = new Set(plan.changes.map(({ address }) => address));
  const successors = succeeded(departed, resources);
  const isGone = (resource: Resource): boolean => {
    const { address } = resource;
    const state = live.get(address)?.state;
    return (
      isOtherwiseWritten(resource, successors.get(address)) ||
      state === 'absent' ||
      (state === 'unsupported' && successors.has(address))
    );
  };
  return [...departed, ...resources]
    .filter(({ address }) => !planned.has(address))
    .filter((resource) => isGone(resource) || owned?.entryOf(resource) === undefined)
    .map(keyOf)
    .filter((key) => entries.has(key));
};

const NOTHING_SENT: ReadonlySet<string> = new Set();

/** Objects that need no change but whose entries are out of date. */
const noted = (
  { plan, resources, live, owned }: MadePlan,
  { keeper, signature }: { readonly keeper: Keeper; readonly signature: Signature },
): Entry[] => {
  if (plan.changes.some(({ cause }) => cause === 'destroy')) return [];
  const planned = new Set([...plan.changes, ...plan.unseen].map(({ address }: Pick<Change, 'address'>) => address));
  return resources.flatMap((resource): Entry[] => {
    const seen = live.get(resource.address);
    const entry = owned?.entryOf(resource);
    const mine = entry !== undefined || resource.kind.alwaysThere;
    if (planned.has(resource.address) || resource.existing || !mine || seen?.state !== 'present') return [];
    const now = {
      resource,
      live: seen.fields,
      uuid: mountOf(resource, live),
      unsent: unsentFields(resource, entry, NOTHING_SENT),
    };
    const fresh = entryFor(now, { fingerprints: keeper.fingerprints, signature });
    if (entry === undefined) return [fresh];
    if (!isStale(entry, fresh)) return [];
    return [{ ...fresh, echoes: { ...fresh.echoes, ...stillMeant(entry, resource, seen.fields) } }];
  });
};

/** The echoes that a read cannot replace: of hidden fields, and of fields that the server spells differently. */
const stillMeant = ({ echoes }: Entry, { kind, fields }: Resource, live: Readonly<Record<string, Fields[string]>>) =>
  Object.fromEntries(
    Object.entries(echoes).filter(([name]) => {
      const field = fieldOf(kind, name);
      const declared = fields[name];
      if (field === undefined || declared === undefined) return false;
      return isHidden(field, kind) || !same(field, declared, live[name]);
    }),
  );

type Fields = Resource['fields'];
