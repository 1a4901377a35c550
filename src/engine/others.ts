import { type Book, openBook, seedsIn } from '../ledger/index.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { Fault } from '../model/fault.ts';
import type { Plan } from '../model/plan.ts';
import type { Resource } from '../model/resource.ts';
import type { LoadedSeed } from '../seed/index.ts';
import { named } from './consent.ts';
import { keyOf } from './memory.ts';
import type { LiveView } from './observe.ts';

/*
 * Two seeds that declare one object would change it back and forth. What a plan takes into care is looked up in the ledgers of
 * the other seeds on this server; a plan that takes nothing into care asks nothing, unless its seed owns nothing at all.
 */

/**
 * Folders of one name are found twice in any company. Where a seed is called like its folder, and the ledger of that name lists
 * nothing that it declares, that ledger is most likely somebody else's: nothing of it is deleted on a guess.
 */
export const strangers = (
  { name, named, resources }: Pick<LoadedSeed, 'name' | 'named' | 'resources'>,
  book: Book | undefined,
): Diagnostic[] => {
  if (named || book === undefined || book.entries.size === 0 || resources.length === 0) return [];
  if (resources.some((resource) => book.entries.has(keyOf(resource)))) return [];
  const [first, ...others] = [...book.entries.values()].map(({ address }) => address);
  const and = others.length === 0 ? '' : ` and ${others.length} more`;
  return [
    {
      code: 'another-seed',
      message: `${name}, which this seed is called after its folder, owns ${first}${and} here, and the seed declares none of that`,
      help: [
        'if it is another seed, give it a name of its own: seed { name = "…" }',
        `if it is the same one, and all of its objects are new: seed { name = ${JSON.stringify(name)} }`,
      ],
    },
  ];
};

/** What a plan is about, and what is remembered. */
export interface Claiming {
  readonly plan: Plan;
  /** All that the seed declares, as far as the plan looks at it. */
  readonly resources: readonly Resource[];
  readonly live: LiveView;
  readonly book: Book | undefined;
}

/**
 * Objects that the plan would adopt and another seed owns; and where this seed owns nothing at all, that most of what it
 * declares is there: then its ledger may have been lost. Of a single object the plan itself says enough.
 */
export const claims = async ({ plan, resources, live, book }: Claiming): Promise<Diagnostic[]> => {
  if (book === undefined) return [];
  const adopted = plan.changes.filter(({ action }) => action === 'adopt').map(({ resource }) => resource);
  const ownable = resources.filter(mayBeOwned);
  const there = book.entries.size > 0 ? [] : ownable.filter(isThere(live));
  if (adopted.length === 0 && there.length === 0) return [];
  const { ownerOf, unread } = await othersOf(book);
  const nobodys = there.filter((resource) => ownerOf(resource) === undefined);
  return [
    ...claimed(adopted, ownerOf),
    ...(unread === undefined || adopted.length === 0 ? [] : [unknown(adopted, unread)]),
    ...(nobodys.length > 1 && 2 * nobodys.length > ownable.length
      ? [ownsNothing(nobodys.length, ownable.length, book)]
      : []),
  ];
};

// What is created once and left alone from then on is never adopted.
const mayBeOwned = ({ existing, kind, lifecycle }: Resource): boolean =>
  !existing && !kind.alwaysThere && !lifecycle.createOnly;

const isThere =
  (live: LiveView) =>
  ({ address }: Resource): boolean =>
    live.get(address)?.state === 'present';

interface Others {
  /** The other seed that owns an object. */
  readonly ownerOf: (resource: Resource) => string | undefined;
  /** Why it is not known of all objects. */
  readonly unread?: Fault;
}

const othersOf = async (book: Book): Promise<Others> => {
  if (!book.mounted) return { ownerOf: () => undefined };
  try {
    const others = (await seedsIn(book)).filter((seed) => seed !== book.seed);
    const books = await Promise.all(others.map((seed) => openBook({ client: book.client, path: book.path }, seed)));
    return { ownerOf: (resource) => books.find(({ entries }) => entries.has(keyOf(resource)))?.seed };
  } catch (error) {
    if (error instanceof Fault && error.code === 'ledger-unreadable')
      return { ownerOf: () => undefined, unread: error };
    throw error;
  }
};

/** One for each seed that owns some of it. */
const claimed = (adopted: readonly Resource[], ownerOf: Others['ownerOf']): Diagnostic[] => {
  const bySeed = new Map<string, Resource[]>();
  for (const resource of adopted) {
    const seed = ownerOf(resource);
    if (seed !== undefined) bySeed.set(seed, [...(bySeed.get(seed) ?? []), resource]);
  }
  return [...bySeed].map(([seed, theirs]) => belong(theirs, seed));
};

const belong = (theirs: readonly Resource[], seed: string): Diagnostic => {
  const [first, ...more] = theirs;
  const addresses = theirs.map(({ address }) => address);
  const only = first !== undefined && more.length === 0 ? { address: first.address, at: first.at } : {};
  const canRefer = theirs.some(({ kind }) => kind.children !== undefined);
  return {
    code: 'owned-elsewhere',
    message:
      more.length === 0
        ? `${addresses[0]} belongs to the seed ${seed}`
        : `${addresses.length} objects belong to the seed ${seed}: ${named(addresses)}`,
    help: [
      canRefer
        ? 'write existing = true here where it is only referred to, or take it out of one of the two'
        : 'take it out of one of the two',
      `to hand it over: in ${seed} give its block lifecycle { on_destroy = "forget" } and apply, then take the block out and apply; then apply here`,
      `if ${seed} is the old name of this seed: vaultseed ledger move --from ${seed}`,
    ],
    ...only,
  };
};

const unknown = (adopted: readonly Resource[], { message }: Fault): Diagnostic => ({
  code: 'owners-unknown',
  message: `whether another seed owns ${adopted.length === 1 ? adopted[0]?.address : `what is adopted`} is not known`,
  help: [message, 'a token that may list and read all of the ledger can tell'],
});

const ownsNothing = (there: number, declared: number, { path, seed }: Book): Diagnostic => ({
  code: 'ledger-empty',
  message: `${there} of ${declared} objects are there and nobody's own: the ledger at ${path}/ lists nothing of ${seed}`,
  help: [
    'either they were made by hand, or the ledger was lost: docs/how-the-plan-decides.md#when-something-has-gone-wrong',
    'an apply takes them into care again; what the seed no longer declares is not deleted then',
  ],
});
