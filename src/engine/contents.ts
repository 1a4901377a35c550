import { apiPrefix, expandPath, pointerGet } from '../kinds/index.ts';
import type { Address } from '../model/address.ts';
import type { Plain } from '../model/data.ts';
import type { Kind } from '../model/kind.ts';
import type { Change, Plan } from '../model/plan.ts';
import type { Resource } from '../model/resource.ts';
import type { LoadedSeed } from '../seed/index.ts';
import type { Client } from '../server/index.ts';
import { inParallel } from './parallel.ts';
import { pathVars } from './requests.ts';

/*
 * What goes with a mount that a seed does not know of. Deleting a mount takes everything in it, so a plan that deletes one
 * looks into its collections and says what else is there. One LIST for each collection; what may not be listed is said too.
 */

interface Looking {
  readonly plan: Plan;
  readonly client: Client;
  readonly seed: Pick<LoadedSeed, 'inside' | 'resources'>;
  readonly parallelism: number;
  readonly signal?: AbortSignal | undefined;
}

/** The plan, with a remark on each deleted mount that holds more than the seed declares. */
export const withContents = async (input: Looking): Promise<Plan> => {
  const { plan, parallelism } = input;
  const deleted = plan.changes.filter(({ action, resource }) => takes(action) && resource.kind.children !== undefined);
  if (deleted.length === 0) return plan;
  const found = await inParallel(deleted, parallelism, ({ resource }) => remarksFor(resource, input));
  const remarks = new Map<Address, readonly string[]>(deleted.map(({ address }, at) => [address, found[at] ?? []]));
  const changes = plan.changes.map((change) => ({
    ...change,
    remarks: [...change.remarks, ...(remarks.get(change.address) ?? [])],
  }));
  return { ...plan, changes };
};

const takes = (action: Change['action']): boolean => action === 'delete' || action === 'replace';

const remarksFor = async (parent: Resource, input: Looking): Promise<string[]> => {
  const kinds = input.seed.inside(parent).filter(({ listPath }) => listPath !== undefined);
  const found: string[] = [];
  for (const kind of kinds) found.push(...(await undeclared(kind, parent, input)));
  return found;
};

const undeclared = async (kind: Kind, parent: Resource, { client, seed, signal }: Looking): Promise<string[]> => {
  const path = expandPath(kind.listPath ?? '', { ...pathVars(parent), mount: apiPrefix(parent) });
  const answer = await client.request({ method: 'LIST', path, namespace: parent.namespace, signal });
  if (answer.status === 404) return [];
  const keys = namesIn(answer.data);
  if (answer.status !== 200 || keys === undefined) return [`may hold ${plural(kind.block)} that nobody here can list`];
  const own = seed.resources.filter((one) => one.parent === parent.address && one.kind.block === kind.block);
  const others = keys.filter(
    (key) => !own.some(({ name }) => name === key || (key.endsWith('/') && name.startsWith(key))),
  );
  return others.length === 0
    ? []
    : [
        `takes ${others.length} ${plural(kind.block, others.length)} with it that the seed does not declare: ${some(others)}`,
      ];
};

const namesIn = (body: Plain | undefined): string[] | undefined => {
  const keys = pointerGet(body, '/data/keys');
  return Array.isArray(keys) ? keys.map(String) : undefined;
};

const SHOWN = 3;

const some = (names: readonly string[]): string =>
  names.length > SHOWN ? `${names.slice(0, SHOWN).join(', ')}, …` : names.join(', ');

const plural = (block: string, count = 2): string => {
  const word = block.replaceAll('_', ' ');
  return count === 1 ? word : `${word}s`;
};
