import { type Book, openBook, seedsIn } from '../ledger/index.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { Fault } from '../model/fault.ts';
import type { Plan } from '../model/plan.ts';
import type { Resource } from '../model/resource.ts';
import type { LoadedSeed } from '../seed/index.ts';
import { keyOf } from './memory.ts';

/*
 * Two seeds that declare one object would change it back and forth. What a plan takes into care is looked up in the ledgers of
 * the other seeds on this server; a plan that takes nothing into care asks nothing.
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

/** Objects that the plan would adopt, and that another seed owns. */
export const ownedElsewhere = async (plan: Plan, book: Book | undefined): Promise<Diagnostic[]> => {
  const adopted = plan.changes.filter(({ action }) => action === 'adopt').map(({ resource }) => resource);
  if (book === undefined || !book.mounted || adopted.length === 0) return [];
  try {
    const others = (await seedsIn(book)).filter((seed) => seed !== book.seed);
    const books = await Promise.all(others.map((seed) => openBook({ client: book.client, path: book.path }, seed)));
    return adopted.flatMap((resource) =>
      books.filter(({ entries }) => entries.has(keyOf(resource))).map(({ seed }) => claimed(resource, seed)),
    );
  } catch (error) {
    if (error instanceof Fault && error.code === 'ledger-unreadable') return [unknown(adopted, error)];
    throw error;
  }
};

const claimed = ({ address, at, kind }: Resource, seed: string): Diagnostic => ({
  code: 'owned-elsewhere',
  message: `${address} belongs to the seed ${seed}`,
  help: [
    kind.children === undefined
      ? 'take it out of one of the two'
      : 'write existing = true here where it is only referred to, or take it out of one of the two',
    `to hand it over: take it out of ${seed}, and there run vaultseed ledger forget --target ADDRESS`,
    `if ${seed} is the old name of this seed: vaultseed ledger move --from ${seed}`,
  ],
  address,
  at,
});

const unknown = (adopted: readonly Resource[], { message }: Fault): Diagnostic => ({
  code: 'owners-unknown',
  message: `whether another seed owns ${adopted.length === 1 ? adopted[0]?.address : `what is adopted`} is not known`,
  help: [message, 'a token that may list and read all of the ledger can tell'],
});
