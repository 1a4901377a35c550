import { apiPrefix, expandPath } from '../../kinds/index.ts';
import { type Book, type Shelf, seedsIn } from '../../ledger/index.ts';
import { inShell, named } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { Fault } from '../../model/fault.ts';
import type { Entry } from '../../model/ledger.ts';
import type { Change, Plan } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import type { Client } from '../../server/index.ts';
import { opened } from '../live/containers.ts';
import type { LiveView } from '../live/observe.ts';
import { pathIn } from '../live/server-paths.ts';
import { mountOf } from '../plan/memory.ts';
import { isOfMount, ledgerOption, type OtherSeed, type OtherSeeds, ownersUnknown, seedText } from './other-seeds.ts';

/*
 * Deleting a mount or a namespace deletes its contents, also what another seed owns there. No option allows that: the
 * other seed has to forget the object first.
 */

interface Taking {
  readonly plan: Pick<Plan, 'changes'>;
  readonly live: LiveView;
  /** The ledger of this seed; undefined without one: then unreadable ledgers are reported elsewhere. */
  readonly book: Book | undefined;
  /** The ledger mount of the server. */
  readonly shelf: Shelf | undefined;
  readonly others: OtherSeeds;
}

/** Refuses deletions of mounts and namespaces that hold objects of other seeds. */
export const takesTheirs = async (input: Taking): Promise<Diagnostic[]> => {
  const { plan, book, shelf, others, live } = input;
  if (shelf === undefined) return [];
  // Usually no other seed has a ledger there: then nothing more is asked.
  if (book?.mounted !== true && others.seeds.length === 0) return [];
  const containers = plan.changes.filter(
    ({ action, resource: { kind } }) =>
      (action === 'delete' || action === 'replace') && (kind.children !== undefined || kind.scope),
  );
  const within = containers.flatMap((change) => {
    const isInside = insideOf(change.resource, live);
    return others.seeds.flatMap((other) => {
      const theirs = [...other.entries.values()].filter(isInside).map(({ address }) => address);
      return theirs.length === 0 ? [] : [taken(change, other, theirs)];
    });
  });
  const unknown =
    book === undefined || others.unread === undefined || containers.length === 0
      ? []
      : [ownersUnknown(`something in ${named(containers.map(({ address }) => address))}`, others.unread)];
  const scopes = containers.filter(({ resource }) => resource.kind.scope);
  return [...within, ...unknown, ...(await Promise.all(scopes.map((one) => keptInside(one, shelf)))).flat()];
};

/** Whether an entry of another seed is inside a mount or a namespace. */
const insideOf = (resource: Resource, live: LiveView): ((entry: Entry) => boolean) => {
  if (resource.kind.scope) {
    const scope = opened(resource);
    return ({ namespace }) => namespace === scope || namespace.startsWith(`${scope}/`);
  }
  const folder = `${expandPath('{mount}', { mount: apiPrefix(resource) })}/`;
  const mount = mountOf(resource, live);
  return (entry) =>
    entry.namespace === resource.namespace && pathIn(entry).startsWith(folder) && isOfMount(entry, mount);
};

const GOES: Readonly<Partial<Record<Change['action'], string>>> = { replace: 'deleted and made again' };

const taken = ({ action, resource }: Change, { seed, store }: OtherSeed, theirs: readonly string[]): Diagnostic => ({
  code: 'owned-elsewhere',
  message: `${resource.address} would be ${GOES[action] ?? 'deleted'}, and with it what ${seedText({ seed, store })} owns there: ${named(theirs)}`,
  help: [
    `first, in ${seed}: take ${theirs.length === 1 ? 'its block' : 'their blocks'} out and apply, then apply here; no --allow is a way round that`,
    `or leave the place to ${seed}: here give its block lifecycle { on_destroy = "forget" }, apply, and then take the block out`,
    `if ${seed} is gone for good: vaultseed ledger forget${ledgerOption(store)} --target ${theirs.slice(0, 1).map(inShell).join('')}${theirs.length > 1 ? ', and so on' : ''}, with a seed of that name`,
  ],
  address: resource.address,
  at: resource.at,
});

/** Seeds whose connection starts in a namespace keep their ledgers inside it. */
const keptInside = async ({ resource }: Change, { client, path }: Shelf): Promise<Diagnostic[]> => {
  const scope = opened(resource);
  const inner: Client = { ...client, request: (request) => client.request({ ...request, namespace: scope }) };
  const seeds = await seedsIn({ client: inner, path }).catch((error: unknown) => {
    // No ledger is mounted there, or the token may not read it: other contents are reported by `contents.ts`.
    if (error instanceof Fault && error.code === 'ledger-unreadable') return [];
    throw error;
  });
  if (seeds.length === 0) return [];
  const which =
    seeds.length === 1 ? `the seed ${seeds[0]} keeps its ledger` : `${seeds.length} seeds keep their ledgers`;
  return [
    {
      code: 'owned-elsewhere',
      message: `${resource.address} would be deleted, and ${which} in it${seeds.length === 1 ? '' : `: ${named(seeds)}`}`,
      help: ['first let each of them destroy what it owns there (vaultseed destroy), then apply here'],
      address: resource.address,
      at: resource.at,
    },
  ];
};
