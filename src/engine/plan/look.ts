import { type Address, isTargeted } from '../../model/address.ts';
import { type Checked, checked, refused } from '../../model/checked.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Resource } from '../../model/resource.ts';
import { type LiveView, observe, type Tables } from '../live/observe.ts';
import { othersFor } from '../owners/other-seeds.ts';
import { type Everyone, everyone } from '../owners/other-stores.ts';
import { isSeenAsLedger } from '../owners/own-ledger.ts';
import { departed } from './departed.ts';
import type { MakePlanInput } from './input.ts';
import { type Ownership, ownership } from './memory.ts';
import { prunable } from './prune.ts';
import { selected, unknownTargets } from './targeted.ts';

/** What a plan is made from: the part of the seed that is planned, and all that the server and the ledger say of it. */
export interface Seen {
  /** The addresses that are planned. */
  readonly chosen: ReadonlySet<Address>;
  readonly declared: readonly Resource[];
  /** Objects that the ledger lists and the seed does not declare. */
  readonly left: readonly Resource[];
  /** Those of them that are still the seed's: not those inside a mount that somebody has made again. */
  readonly gone: readonly Resource[];
  /** What a pruned collection holds beside what is declared. */
  readonly spare: readonly Resource[];
  readonly live: LiveView;
  readonly owned: Ownership | undefined;
  /** What other seeds own, asked for at the first call. */
  readonly others: Everyone;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads from the server all that is declared, owned or pruned. @returns targets at which there is nothing, where some are. */
export const look = async (input: MakePlanInput): Promise<Checked<Seen>> => {
  const { seed } = input;
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
  const others = everyone({ ...input, resources: [...declared, ...left] }, beside, tables);
  // Only the whole seed says what a collection should hold.
  const isPart = input.targets.length > 0 || input.mode === 'destroy';
  const pruned = isPart ? NONE : await prunable({ ...input, live: seen, others });
  const live = await alsoSeen(input, seen, pruned.resources);
  const owned = input.book && ownership(input.book, live);
  return checked({
    ...{ chosen, declared, left, live, owned, others, diagnostics: pruned.diagnostics },
    // `entryOf` knows nothing inside a mount that somebody has made again: its old contents are gone.
    gone: left.filter((resource) => owned?.entryOf(resource) !== undefined),
    spare: pruned.resources.filter((one) => !isSeenAsLedger(one, live)),
  });
};

const NONE = { resources: [], diagnostics: [] };

/** The live view with these objects added. */
const alsoSeen = async (input: MakePlanInput, seen: LiveView, resources: readonly Resource[]): Promise<LiveView> =>
  resources.length === 0 ? seen : new Map([...seen, ...(await observe({ ...input, resources, wanted: NO_ADDRESSES }))]);

const NO_ADDRESSES: ReadonlySet<Address> = new Set();

/** Objects that left the seed, as far as the targets cover them; for a destroy only where the key tells who listed them. */
const departedFrom = ({ book, seed, targets, mode }: MakePlanInput): readonly Resource[] => {
  if (book === undefined || (book.keyless && mode === 'destroy')) return [];
  const all = departed({ book, declared: seed.resources, kindById: seed.kindById });
  return targets.length === 0 ? all : all.filter(({ address }) => isTargeted(address, targets));
};
