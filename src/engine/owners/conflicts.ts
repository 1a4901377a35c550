import type { Book } from '../../ledger/index.ts';
import { named } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Fault } from '../../model/fault.ts';
import type { Plan } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import type { LoadedSeed } from '../../seed/index.ts';
import type { LiveView } from '../live/observe.ts';
import type { Ownership } from '../plan/memory.ts';
import type { Mode } from '../plan/plan.ts';
import { isDeletable } from '../plan/removal.ts';
import { type Dispute, wayOut } from './dispute.ts';
import { type OtherSeeds, ownersUnknown, seedText, theirsAmong } from './other-seeds.ts';
import { isOfLedger } from './own-ledger.ts';

/*
 * Two seeds that declare one object would change it back and forth, and either could delete it under the other. So the
 * objects of a plan are looked up in the ledgers of the other seeds on this server.
 */

/** What the claims of other seeds are checked against. */
interface Claiming {
  readonly plan: Plan;
  /** The declared resources, as far as the targets cover them. */
  readonly resources: readonly Resource[];
  readonly live: LiveView;
  readonly book: Book | undefined;
  readonly owned: Ownership | undefined;
  readonly others: OtherSeeds;
  readonly kindById: LoadedSeed['kindById'];
  readonly mode: Mode;
}

/**
 * Refusals of objects that another seed owns and this plan would create, adopt or delete, or that are in both ledgers
 * already. And a warning where this seed owns nothing although most of what it declares exists: its ledger may be lost.
 */
export const claims = (claiming: Claiming): Diagnostic[] => {
  const { plan, live, book, others, kindById } = claiming;
  if (book === undefined) return unremembered(claiming);
  const adopted = plan.changes.filter(({ action }) => action === 'adopt').map(({ resource }) => resource);
  const theirs = theirsAmong(others, live, kindById);
  return [
    ...disputed(claiming, theirs),
    ...(others.unread === undefined || adopted.length === 0
      ? []
      : [unknown(adopted, others.unread, 'what is adopted')]),
    ...(ownsSome(claiming, book) ? [] : mostlyThere(claiming, book, theirs)),
  ];
};

/** Whether the ledger lists anything; for a destroy, anything that still is the object it was. */
const ownsSome = ({ mode, resources, owned }: Claiming, { entries }: Book): boolean =>
  entries.size > 0 && (mode !== 'destroy' || resources.some((one) => owned?.entryOf(one) !== undefined));

/** The warning that the ledger may be lost: most of what the seed declares exists, and no ledger lists it. */
const mostlyThere = (
  { plan, resources, live, mode }: Claiming,
  book: Book,
  theirs: ReturnType<typeof theirsAmong>,
): Diagnostic[] => {
  const isLedgers = isOfLedger({ resources, live, ledger: plan.ledger });
  const ownable = resources.filter(
    (one) => mayBeOwned(one) && !isLedgers(one) && (mode !== 'destroy' || isDeletable(one)),
  );
  const nobodys = ownable.filter(isThere(live)).filter((resource) => theirs(resource) === undefined);
  // Where a mount was made again by hand most of its contents are missing: there one object is enough.
  const enough = book.entries.size > 0 ? nobodys.length > 0 : 2 * nobodys.length > ownable.length;
  return enough && (mode === 'destroy' || mayBeLost(book))
    ? [ownsNothing(nobodys.length, ownable.length, { mode, book })]
    : [];
};

/**
 * Whether an empty ledger may once have listed something. Where the mount exists and holds nothing of this seed, the seed
 * is new. Where the mount is missing it may have been lost, or never made: that cannot be told.
 */
const mayBeLost = ({ mounted, layout }: Book): boolean => !mounted || layout.key > 0;

/** The same for a run without a ledger. Only deletions are refused where other ledgers cannot be read. */
const unremembered = (claiming: Claiming): Diagnostic[] => {
  const { plan, live, others, kindById, mode } = claiming;
  const gone = plan.changes.filter(({ action }) => action === 'delete').map(({ resource }) => resource);
  const untold = mode !== 'destroy' || others.unread === undefined || gone.length === 0 ? [] : [others.unread];
  const changed = plan.changes.map(({ resource }) => resource);
  return [
    ...disputed({ ...claiming, resources: changed }, theirsAmong(others, live, kindById)),
    ...untold.map((why) => unknown(gone, why, 'what is deleted')),
  ];
};

// `create_only` objects are left alone once they exist, so they are never adopted.
const mayBeOwned = ({ existing, kind, lifecycle }: Resource): boolean =>
  !existing && !kind.alwaysThere && !lifecycle.createOnly;

const isThere =
  (live: LiveView) =>
  ({ address }: Resource): boolean =>
    live.get(address)?.state === 'present';

/** Objects that this seed owns or is about to own, and another ledger lists too. Forgetting one is allowed: it ends a dispute. */
const disputed = (
  { plan, resources, live, owned, others }: Claiming,
  theirs: ReturnType<typeof theirsAmong>,
): Diagnostic[] => {
  if (others.seeds.length === 0) return [];
  const actions = new Map(plan.changes.map(({ address, action }) => [address, action]));
  const declared = new Set(resources.map(({ address }) => address));
  const leaving = plan.changes.map(({ resource }) => resource).filter(({ address }) => !declared.has(address));
  const found = [...resources, ...leaving].flatMap((resource): Dispute[] => {
    const { address, existing, kind } = resource;
    const action = actions.get(address);
    if (existing || action === 'forget') return [];
    const mine = owned?.entryOf(resource) !== undefined;
    const concerned = mine || action !== undefined || (kind.alwaysThere && isThere(live)(resource));
    const other = concerned ? theirs(resource) : undefined;
    // An adoption that another seed has only begun does not make the object theirs: the owner may go on.
    if (other === undefined || (mine && other.entry.begun?.action === 'adopt')) return [];
    return [{ ...other, resource, mine, self: plan.seed, own: ownStore(plan, other) }];
  });
  const bySeed = new Map<string, Dispute[]>();
  for (const one of found) {
    const key = JSON.stringify([one.seed, one.store, one.mine]);
    bySeed.set(key, [...(bySeed.get(key) ?? []), one]);
  }
  return [...bySeed.values()].flatMap(told);
};

/** Where this seed is remembered, with the namespace where that of the other is named as well. */
const ownStore = ({ ledger, server }: Plan, { store }: Pick<Dispute, 'store'>): Dispute['own'] =>
  ledger && { path: ledger.path, ...(store?.namespace === undefined ? {} : { namespace: server.namespace }) };

/** One message for all objects of one other seed. */
const told = (disputes: readonly Dispute[]): Diagnostic[] => {
  const [first, ...more] = disputes;
  if (first === undefined) return [];
  const { resource, mine, seed, store } = first;
  const addresses = disputes.map((one) => one.resource.address);
  const which = more.length === 0 ? resource.address : `${addresses.length} objects`;
  const names = more.length === 0 ? '' : `: ${named(addresses)}`;
  const only = more.length === 0 ? { address: resource.address, at: resource.at } : {};
  const [is, belongs] = more.length === 0 ? ['is', 'belongs'] : ['are', 'belong'];
  return [
    {
      code: 'owned-elsewhere',
      message: mine
        ? `${which} ${is} in the ledger of ${seedText({ seed, store })} as well${names}`
        : `${which} ${belongs} to ${seedText({ seed, store })}${names}`,
      help: wayOut(disputes, first),
      ...only,
    },
  ];
};

const unknown = (about: readonly Resource[], why: Fault, all: string): Diagnostic =>
  ownersUnknown(about.length === 1 ? about[0]?.address : all, why);

const ownsNothing = (there: number, declared: number, { mode, book }: Claimed): Diagnostic => {
  const what = declared === 1 ? 'the only object is' : `${there} of ${declared} objects are`;
  return {
    code: 'ledger-empty',
    message: `${what} there and nobody's own: ${noneOf(book)}`,
    help: [
      mode === 'destroy'
        ? 'only its own is destroyed: vaultseed apply takes into care what the seed declares, and destroy takes it away after that'
        : `before the first apply of ${book.seed} this is as it should be: an apply takes into care what the seed declares`,
      `where ${book.seed} was applied before, its ledger is gone, or at another path (--ledger): docs/how-the-plan-decides.md#when-something-has-gone-wrong`,
    ],
  };
};

const noneOf = ({ path, seed, mounted, layout, entries }: Book): string => {
  if (!mounted) return `there is no ledger at ${path}/`;
  if (entries.size > 0)
    return `what the ledger at ${path}/ lists of ${seed} is gone, and was made again by somebody else`;
  return `the ledger at ${path}/ lists nothing of ${seed}${layout.key > 0 ? ' any more' : ''}`;
};

interface Claimed {
  readonly mode: Mode;
  readonly book: Book;
}
