import type { Address } from '../../model/address.ts';
import type { Kind } from '../../model/kind.ts';
import { inParallel } from '../../model/parallel.ts';
import type { Change, Plan } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import type { LoadedSeed } from '../../seed/index.ts';
import type { Client } from '../../server/index.ts';
import { withRisk } from '../plan/risk.ts';
import { namesThere, placeIn, withoutSlash } from './collection.ts';

/*
 * What else is deleted with a mount, an auth method or a namespace. Deleting one takes everything in it, so the plan looks
 * into its collections (one request each) and says what no seed knows of there, and what it may not list.
 */

interface Looking {
  readonly plan: Plan;
  readonly client: Client;
  readonly seed: Pick<LoadedSeed, 'inside' | 'resources'>;
  /** What the seed owns and no longer declares. */
  readonly departed?: readonly Resource[];
  readonly parallelism: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The plan, with a remark on each deleted mount or namespace that holds, or may hold, more than the seed declares: nobody
 * could make that again from the seed.
 */
export const withContents = async (input: Looking): Promise<Plan> => {
  const { plan, parallelism } = input;
  const deleted = plan.changes.filter(({ action, resource }) => takes(action) && holdsOthers(resource.kind));
  if (deleted.length === 0) return plan;
  const found = await inParallel(deleted, parallelism, ({ resource }) => remarksFor(resource, input));
  const remarks = new Map<Address, readonly string[]>(deleted.map(({ address }, at) => [address, found[at] ?? []]));
  const changes = plan.changes.map((change) => {
    const more = remarks.get(change.address) ?? [];
    if (more.length === 0) return change;
    const risks = withRisk(change, ['data-destroying']);
    return { ...change, ...risks, remarks: [...change.remarks, ...more], holdsMore: true as const };
  });
  return { ...plan, changes };
};

const holdsOthers = ({ children, scope }: Kind): boolean => children !== undefined || scope;

const takes = (action: Change['action']): boolean => action === 'delete' || action === 'replace';

const remarksFor = async (parent: Resource, input: Looking): Promise<string[]> => {
  const found: string[] = [];
  for (const kind of input.seed.inside(parent)) found.push(...(await undeclared(kind, parent, input)));
  return found;
};

const undeclared = async (
  kind: Kind,
  parent: Resource,
  { client, seed, departed = [], signal }: Looking,
): Promise<string[]> => {
  const inner = placeIn(parent);
  const keys = await namesThere({ kind, place: inner, client, signal });
  if (keys === undefined) return [`may hold ${plural(kind.block)} that nobody here can list`];
  const own = [...seed.resources, ...departed].filter(
    (one) =>
      one.kind.block === kind.block &&
      (parent.kind.scope
        ? one.parent === undefined && one.namespace === inner.namespace
        : one.parent === parent.address),
  );
  const named = new Set(own.flatMap(({ name }) => [name, ...foldersOf(name)]));
  const others = keys.filter((key) => !named.has(withoutSlash(key)) && !named.has(key));
  return others.length === 0
    ? []
    : [
        `takes ${others.length} ${plural(kind.block, others.length)} with it that this seed does not declare: ${some(others)}`,
      ];
};

/** The folders around a name, as lists show them: `a/` and `a/b/` for `a/b/c`. */
const foldersOf = (name: string): string[] =>
  [...name.matchAll(/\//g)].map(({ index }) => name.slice(0, index + 1)).filter((folder) => folder !== name);

const SHOWN = 3;

const some = (names: readonly string[]): string =>
  names.length > SHOWN ? `${names.slice(0, SHOWN).join(', ')}, …` : names.join(', ');

const plural = (block: string, count = 2): string => {
  const word = block.replaceAll('_', ' ');
  return count === 1 ? word : `${word}s`;
};
