import type { Book } from '../ledger/index.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Change, Plan } from '../model/plan.ts';
import type { LoadedSeed } from '../seed/index.ts';
import { named } from './consent.ts';
import { keyOf } from './memory.ts';
import type { Mode } from './plan.ts';

/*
 * Folders of one name are found twice in any company. Where a seed is called like its folder, the ledger of that name may well be
 * somebody else's: how much of it the seed declares decides whether anything of it is deleted, or let go of.
 */

interface Calling {
  readonly seed: Pick<LoadedSeed, 'name' | 'named' | 'resources'>;
  readonly book?: Book | undefined;
  readonly mode: Mode;
  readonly unattended?: boolean | undefined;
}

/** So many objects in common, and more than half of all, are no accident. */
const CERTAIN = 3;

const LOSING: ReadonlySet<Change['action']> = new Set(['delete', 'forget']);

/**
 * Nothing is taken from a ledger of which the seed declares less than half; of what it declares less than `CERTAIN` objects, or just
 * half, somebody has to look at the plan.
 */
export const strangers = (
  { changes }: Pick<Plan, 'changes'>,
  { seed, book, mode, unattended = false }: Calling,
): Diagnostic[] => {
  const { name, named: isNamed, resources } = seed;
  if (isNamed || book === undefined || book.entries.size === 0 || resources.length === 0) return [];
  const all = book.entries.size;
  const listed = resources.filter((resource) => book.entries.has(keyOf(resource)));
  const own = listed.filter(({ existing }) => !existing).length;
  if (own === all || (own >= CERTAIN && 2 * own > all)) return [];
  const lost = changes.filter(({ action, resource }) => LOSING.has(action) && book.entries.has(keyOf(resource)));
  if (listed.length > 0 && lost.length === 0) return [];
  const half = own > 0 && 2 * own >= all;
  // A look at what has changed takes nothing away.
  if (half && mode === 'drift') return [];
  const told = { name, own, listed: listed.length, book, lost: lost.map(({ address }) => address) };
  return [half && !unattended ? perhaps(told) : refused(told, half)];
};

interface Stranger {
  readonly name: string;
  /** How many the seed declares of what is listed, as its own. */
  readonly own: number;
  /** How many of it in any way. */
  readonly listed: number;
  readonly book: Book;
  readonly lost: readonly string[];
}

const ownedText = ({ entries }: Book): string => {
  const [only] = entries.values();
  return entries.size === 1 && only !== undefined ? only.address : `${entries.size} objects`;
};

const itself = (name: string): string => `seed { name = ${JSON.stringify(name)} }`;

const perhaps = ({ name, own, book, lost }: Stranger): Diagnostic => ({
  code: 'perhaps-another-seed',
  message: `${name}, which this seed is called after its folder, owns ${ownedText(book)} here, and the seed declares ${own} of them`,
  help: [
    `the plan would take from it: ${named(lost)}`,
    'if it is another seed, give it a name of its own: seed { name = "…" }',
    `if it is the same one, its name says so for good: ${itself(name)}; apply --auto-approve takes that`,
  ],
});

const refused = ({ name, own, listed, book, lost }: Stranger, half: boolean): Diagnostic => {
  const declares = listed === 0 ? 'none of that' : `only ${own} of them`;
  const all = [...book.entries.values()].map(({ address }) => address);
  const which = lost.length === 0 && all.length > 1 ? [`they are: ${named(all)}`] : [];
  return {
    code: 'another-seed',
    message: `${name}, which this seed is called after its folder, owns ${ownedText(book)} here, and the seed declares ${declares}${half ? ', and nobody is asked' : ''}`,
    help: [
      ...(lost.length === 0 ? which : [`the plan would take from it: ${named(lost)}`]),
      'if it is another seed, give it a name of its own: seed { name = "…" }',
      `if it is the same one, and this is meant, say so with its name: ${itself(name)}`,
      ...(half ? ['or leave out --auto-approve, look at the plan, and say yes'] : []),
    ],
  };
};
