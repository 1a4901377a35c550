import type { Approval, Book, Shelf } from '../../ledger/index.ts';
import { type Address, isTargeted } from '../../model/address.ts';
import { type Checked, checked, refused } from '../../model/checked.ts';
import type { Plan } from '../../model/plan.ts';
import type { Facts, Resource } from '../../model/resource.ts';
import type { LoadedSeed } from '../../seed/index.ts';
import type { Client } from '../../server/index.ts';
import { type Consent, consentGuards, holdings } from '../guards/consent.ts';
import { keyless } from '../guards/lost-key.ts';
import { askFirst } from '../guards/readiness.ts';
import { withContents } from '../live/mount-contents.ts';
import { mountsOn } from '../live/mount-table.ts';
import { factsFrom, type LiveView, observe, type Tables } from '../live/observe.ts';
import { claims } from '../owners/conflicts.ts';
import { takesTheirs } from '../owners/inside-deleted.ts';
import { type OtherSeeds, othersFor } from '../owners/other-seeds.ts';
import { everyone } from '../owners/other-stores.ts';
import { isSeenAsLedger } from '../owners/own-ledger.ts';
import { strangers } from '../owners/same-name.ts';
import { inTheirMounts } from '../owners/shared-mounts.ts';
import { foreignPlaces } from '../owners/undeclared-mounts.ts';
import { ownersUnread } from '../owners/unreadable.ts';
import { veiled } from '../owners/veils.ts';
import { accessGuards } from '../rights/access.ts';
import { leftUnseen } from '../rights/missing.ts';
import { departed } from './departed.ts';
import { withAlong } from './dependents.ts';
import { type PlanDigest, planDigest } from './digest.ts';
import { type Ownership, ownership } from './memory.ts';
import { assemblePlan, type Mode, remade } from './plan.ts';
import { prunable } from './prune.ts';
import { selected, unknownTargets } from './targeted.ts';
import { withoutWithheld } from './without-secrets.ts';

export interface MakePlanInput extends Consent {
  readonly seed: Pick<
    LoadedSeed,
    'name' | 'named' | 'resources' | 'resolve' | 'wanted' | 'inside' | 'kindById' | 'topKinds' | 'prune'
  >;
  readonly client: Client;
  readonly mode: Mode;
  /** The ledger of the seed; undefined: none is used. */
  readonly book?: Book | undefined;
  /** The ledger mount of this server, when the run itself uses none: to see what other seeds own. */
  readonly unusedLedger?: Shelf | undefined;
  /** Plan these addresses only, with what they depend on (for destroy: what depends on them); empty: everything. */
  readonly targets: readonly Address[];
  readonly resendSecrets: boolean;
  /** Leave out fields whose secret values nobody gave. */
  readonly withoutSecrets?: boolean | undefined;
  readonly parallelism: number;
  /** The plan will be applied: ask the server whether the token has the rights. */
  readonly writes?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface MadePlan extends PlanDigest {
  readonly plan: Plan;
  readonly live: LiveView;
  readonly facts: Facts;
  /** The declared resources in the plan, with all known values filled in. */
  readonly resources: readonly Resource[];
  /** Objects that the ledger lists and the seed does not declare. */
  readonly departed: readonly Resource[];
  readonly owned?: Ownership | undefined;
  /** What other seeds own, in all stores of ledgers. */
  readonly everyone: () => Promise<OtherSeeds>;
}

/**
 * Reads the server and works out what would have to change. Writes nothing.
 * @returns the plan (which may hold refusals of its own, see `Plan.diagnostics`), or why there can be none.
 * @throws {Fault} when the server cannot be talked to.
 */
export const makePlan = async (input: MakePlanInput): Promise<Checked<MadePlan>> => {
  const { seed, client } = input;
  const left = departedFrom(input);
  const unknown = unknownTargets(input, left);
  if (unknown.length > 0) return refused(...unknown);
  const chosen = selected(input);
  const declared = seed.resources.filter(({ address }) => chosen.has(address));
  const tables: Tables = new Map();
  const [seen, beside] = await Promise.all([
    observe({ ...input, resources: [...declared, ...left], wanted: seed.wanted, tables }),
    othersFor(input),
  ]);
  const others = everyone(input, beside, tables);
  // Only the whole seed says what a collection should hold.
  const pruned =
    input.targets.length > 0 || input.mode === 'destroy' ? NONE : await prunable({ ...input, live: seen, others });
  const live = await alsoSeen(input, seen, pruned.resources);
  const spare = pruned.resources.filter((one) => !isSeenAsLedger(one, live));
  const owned = input.book && ownership(input.book, live);
  // `entryOf` knows nothing inside a mount that somebody has made again: its old contents are gone.
  const gone = left.filter((resource) => owned?.entryOf(resource) !== undefined);
  const settled = settle(input, { declared, gone, pruned: spare, live, chosen, owned });
  if (!settled.ok) return settled;
  const { facts, resources } = settled.value;
  const full = await withContents({ ...input, plan: settled.value.plan, departed: gone });
  const mountAt = mountsOn(client, input.signal);
  const places = await foreignPlaces({ plan: full, mountAt, seed, resources, live });
  const plan = { ...full, changes: places.changes };
  const more = await askFirst({ ...input, plan: full });
  const theirs = await others(plan.changes.length > 0);
  const shelf = input.book ?? input.unusedLedger;
  const about = { plan, live, book: input.book, shelf, others: theirs, kindById: seed.kindById };
  const claimed = [
    ...claims({ ...about, resources: declared, owned, mode: input.mode }),
    ...(await takesTheirs(about)),
    ...ownersUnread({ ...input, plan, others: theirs, owned }),
    ...inTheirMounts({ ...about, resources, told: places.diagnostics }),
  ];
  // `drift` changes nothing, so no right is needed for it or lost by it.
  const access = input.mode === 'drift' ? [] : await accessGuards({ ...input, plan });
  const part = input.targets.length === 0 ? undefined : { looked: declared.length, declared: seed.resources.length };
  const changes = await veiled({ ...about, declared: seed.resources, mountAt });
  const diagnostics = [
    ...plan.diagnostics,
    ...more,
    ...access,
    ...strangers(plan, input, theirs.namesake),
    ...claimed,
    ...consentGuards(plan, { ...input, ...holdings(input) }),
    ...pruned.diagnostics,
    ...keyless(input.book),
    ...leftUnseen(plan, gone),
  ];
  const whole: Plan = { ...plan, changes, part, diagnostics };
  const made = { plan: whole, live, facts, resources, departed: left, owned, everyone: () => others(true) };
  return checked(identified(made, input.book?.fingerprints?.approval), settled.diagnostics);
};

/** Adds the digest and the marks, made on first use: they take a walk over every value. */
const identified = (made: Omit<MadePlan, keyof PlanDigest>, approval: Approval | undefined): MadePlan => {
  let known: PlanDigest | undefined;
  const identity = (): PlanDigest => {
    known ??= planDigest(made.plan, approval);
    return known;
  };
  return {
    ...made,
    get digest() {
      return identity().digest;
    },
    get marks() {
      return identity().marks;
    },
  };
};

/** The live view with these objects added. */
const alsoSeen = async (input: MakePlanInput, seen: LiveView, resources: readonly Resource[]): Promise<LiveView> =>
  resources.length === 0 ? seen : new Map([...seen, ...(await observe({ ...input, resources, wanted: NO_ADDRESSES }))]);

const NONE = { resources: [], diagnostics: [] };
const NO_ADDRESSES: ReadonlySet<Address> = new Set();

/** Objects that left the seed, as far as the targets cover them; for a destroy only where the key tells who listed them. */
const departedFrom = ({ book, seed, targets, mode }: MakePlanInput): readonly Resource[] => {
  if (book === undefined || (book.keyless && mode === 'destroy')) return [];
  const all = departed({ book, declared: seed.resources, kindById: seed.kindById });
  return targets.length === 0 ? all : all.filter(({ address }) => isTargeted(address, targets));
};

interface Seen {
  readonly declared: readonly Resource[];
  readonly gone: readonly Resource[];
  readonly pruned: readonly Resource[];
  readonly live: LiveView;
  readonly chosen: ReadonlySet<Address>;
  readonly owned: Ownership | undefined;
}

/*
 * Values that the server made are filled into the seed before it is compared. An object that the plan replaces loses those
 * values, which may change others; so planning is repeated until nothing more is replaced. The set of replaced objects
 * grows with each round, so the loop ends.
 */
const settle = (
  input: MakePlanInput,
  { declared, gone, pruned, live, chosen, owned }: Seen,
): Checked<Pick<MadePlan, 'plan' | 'facts' | 'resources'>> => {
  const { book, mode, resendSecrets, withoutSecrets } = input;
  const base = { seed: input.seed.name, identity: input.client.identity, live, mode, resendSecrets };
  const ledger = book && { path: book.path, make: !book.mounted };
  const options = { ...base, owned, departed: gone, pruned, ...(ledger === undefined ? {} : { ledger }) };
  if (mode === 'destroy') {
    // Destroy only what this seed made or adopted.
    const resources = declared.filter((one) => owned === undefined || owned.entryOf(one) !== undefined);
    const plan = withAlong(assemblePlan({ ...options, resources }), input.targets);
    return checked({ plan, facts: new Map(), resources });
  }
  let lost: ReadonlySet<Address> = new Set();
  for (;;) {
    const facts = without(factsFrom(live), lost, declared);
    const resolved = input.seed.resolve(facts);
    if (!resolved.ok) return resolved;
    const all = resolved.value.filter(({ address }) => chosen.has(address));
    const { resources, unchecked } = withoutSecrets
      ? withoutWithheld(all, live)
      : { resources: all, unchecked: undefined };
    const plan = { ...assemblePlan({ ...options, resources }), unchecked };
    const next = new Set([...lost, ...remade(plan)]);
    if (next.size === lost.size) return checked({ plan, facts, resources }, resolved.diagnostics);
    lost = next;
  }
};

const without = (facts: Facts, lost: ReadonlySet<Address>, resources: readonly Resource[]): Facts => {
  if (lost.size === 0) return facts;
  const gone = resources.filter(
    ({ address, parent }) => lost.has(address) || (parent !== undefined && lost.has(parent)),
  );
  const left = new Map(facts);
  for (const { address } of gone) left.delete(address);
  return left;
};
