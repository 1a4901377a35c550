import type { Book } from '../../ledger/index.ts';
import { named } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Entry } from '../../model/ledger.ts';
import type { Change, Plan } from '../../model/plan.ts';
import type { LoadedSeed } from '../../seed/index.ts';
import { keyOf } from '../plan/memory.ts';
import type { Mode } from '../plan/plan.ts';

/*
 * Folders of one name are found twice in any company. Where a seed is called like its folder, the ledger of that name may well be
 * somebody else's: how much of it the seed declares decides whether anything of it is deleted, or let go of.
 */

type Named = Pick<LoadedSeed, 'name' | 'named' | 'resources'>;
type Entries = ReadonlyMap<string, Entry>;

interface Calling {
  readonly seed: Named;
  readonly book?: Book | undefined;
  readonly mode: Mode;
  readonly unattended?: boolean | undefined;
}

/** So many objects in common, and more than half of all, are no accident. */
const CERTAIN = 3;

const LOSING: ReadonlySet<Change['action']> = new Set(['delete', 'forget']);

/** What a seed without a name of its own has to do with the ledger of its folder's name; undefined: it is its own. */
const shared = ({ name, named: isNamed, resources }: Named, entries: Entries): Shared | undefined => {
  if (isNamed || entries.size === 0) return undefined;
  const all = entries.size;
  const listed = resources.filter((resource) => entries.has(keyOf(resource)));
  const own = listed.filter(({ existing }) => !existing).length;
  if (own === all || (own >= CERTAIN && 2 * own > all)) return undefined;
  return { name, own, listed: listed.length, entries, half: own > 0 && 2 * own >= all };
};

/**
 * Nothing is taken from a ledger of which the seed declares less than half; of what it declares less than `CERTAIN` objects, or just
 * half, somebody has to look at the plan.
 * @param namesake what a ledger of that name lists, for a run that remembers nothing.
 */
export const strangers = (
  { changes }: Pick<Plan, 'changes'>,
  { seed, book, mode, unattended = false }: Calling,
  namesake?: Entries,
): Diagnostic[] => {
  const entries = book?.entries ?? namesake;
  const common = seed.resources.length === 0 || entries === undefined ? undefined : shared(seed, entries);
  if (common === undefined) return [];
  const { half, listed } = common;
  // Who remembers nothing takes what it changes, and leaves the rest alone.
  const takes = ({ action }: Change): boolean => (book === undefined ? action !== 'forget' : LOSING.has(action));
  const lost = changes.filter((change) => takes(change) && common.entries.has(keyOf(change.resource)));
  if ((listed > 0 || book === undefined) && lost.length === 0) return [];
  // A look at what has changed takes nothing away.
  if (half && mode === 'drift') return [];
  const told = { ...common, lost: lost.map(({ address }) => address), unattended };
  return [half && !unattended ? perhaps(told) : refused(told)];
};

/** The same of work on a ledger by hand, on some of its entries. */
export const strangersTo = (seed: Named, entries: Entries, unattended: boolean): Diagnostic | undefined => {
  const common = shared(seed, entries);
  if (common === undefined) return undefined;
  const told = { ...common, lost: [], unattended };
  return common.half && !unattended ? perhaps(told) : refused(told);
};

interface Shared {
  readonly name: string;
  /** How many the seed declares of what is listed, as its own. */
  readonly own: number;
  /** How many of it in any way. */
  readonly listed: number;
  readonly entries: Entries;
  /** It is half of it, or few objects: somebody has to look. */
  readonly half: boolean;
}

interface Stranger extends Shared {
  readonly lost: readonly string[];
  readonly unattended: boolean;
}

const ownedText = ({ entries }: Shared): string => {
  const [only] = entries.values();
  return entries.size === 1 && only !== undefined ? only.address : `${entries.size} objects`;
};

const itself = (name: string): string => `seed { name = ${JSON.stringify(name)} }`;

const takenText = (lost: readonly string[]): readonly string[] =>
  lost.length === 0 ? [] : [`the plan would take from it: ${named(lost)}`];

const perhaps = (told: Stranger): Diagnostic => ({
  code: 'perhaps-another-seed',
  message: `${told.name}, which this seed is called after its folder, owns ${ownedText(told)} here, and the seed declares ${told.own} of them`,
  help: [
    ...takenText(told.lost),
    'if it is another seed, give it a name of its own: seed { name = "…" }',
    `if it is the same one, its name says so for good: ${itself(told.name)}; apply --auto-approve takes that`,
  ],
});

const refused = (told: Stranger): Diagnostic => {
  const { name, own, listed, entries, lost, half } = told;
  const declares = listed === 0 ? 'none of that' : `only ${own} of them`;
  const all = [...entries.values()].map(({ address }) => address);
  const which = lost.length === 0 && all.length > 1 ? [`they are: ${named(all)}`] : takenText(lost);
  return {
    code: 'another-seed',
    message: `${name}, which this seed is called after its folder, owns ${ownedText(told)} here, and the seed declares ${declares}${half ? ', and nobody is asked' : ''}`,
    help: [
      ...which,
      'if it is another seed, give it a name of its own: seed { name = "…" }',
      `if it is the same one, and this is meant, say so with its name: ${itself(name)}`,
      ...(half && lost.length > 0 ? ['or leave out --auto-approve, look at the plan, and say yes'] : []),
    ],
  };
};
