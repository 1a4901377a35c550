import { step } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { type Resource, USUAL_LIFECYCLE } from '../../model/resource.ts';
import { NOWHERE } from '../../model/span.ts';
import { type Unmanaged, unmanaged } from '../live/unmanaged.ts';
import type { Everyone } from '../owners/other-stores.ts';
import type { Choice } from '../rights/grants.ts';

/*
 * Pruning: in the collections that a seed names in `prune`, what is not declared is deleted. Never the ledger, nothing that
 * any seed's ledger lists, and nothing built in. Where the token may not see a whole list the plan is refused.
 */

/** The objects to delete, and reasons against it. */
interface Pruned {
  readonly resources: readonly Resource[];
  readonly diagnostics: readonly Diagnostic[];
}

const NOTHING: Pruned = { resources: [], diagnostics: [] };

type Looking = Omit<Parameters<typeof unmanaged>[0], 'only' | 'seed' | 'others'> & {
  readonly others: Everyone;
  readonly seed: Parameters<typeof unmanaged>[0]['seed'] & { readonly prune: readonly string[] };
};

/** Lists the collections that the seed prunes; makes no request where it prunes none. */
export const prunable = async (input: Looking): Promise<Pruned> => {
  const { seed, book } = input;
  const pruning = seed.prune.length > 0 || seed.resources.some(({ prune = [] }) => prune.length > 0);
  if (!pruning) return NOTHING;
  if (book === undefined) return { resources: [], diagnostics: [REMEMBERS_NOTHING] };
  const { found, unlisted, complete } = await unmanaged({
    ...input,
    others: await input.others(true),
    only: isPruned(seed),
  });
  if (!complete) return { resources: [], diagnostics: [MAY_BE_THEIRS] };
  return { resources: found.map(resourceOf), diagnostics: unlisted.map(notListed) };
};

/** Whether a seed prunes a collection. */
export const isPruned =
  ({ prune }: { readonly prune: readonly string[] }): Choice =>
  ({ block }, parent) =>
    (parent === undefined ? prune : (parent.prune ?? [])).includes(block);

const refusal = (message: string, help: readonly string[]): Diagnostic => ({ code: 'prune-refused', message, help });

const REMEMBERS_NOTHING = refusal('nothing can be pruned without a ledger', [
  'without it nobody knows what belongs to other seeds; leave out --no-ledger, or take prune out of the seed',
]);

const MAY_BE_THEIRS = refusal('nothing can be pruned: the ledgers of other seeds cannot be read', [
  'what no block here declares may be theirs; vaultseed policy shows the rights it takes',
]);

const notListed = (block: string): Diagnostic =>
  refusal(`nothing can be pruned of ${block}: it cannot be listed completely`, [
    'the token may not list it (vaultseed policy prints the rights it takes), or the server warns that the list is not whole',
  ]);

const resourceOf = ({ kind, name, namespace, parent, vars }: Unmanaged): Resource => ({
  address: step(parent === undefined ? kind.block : `${parent}.${kind.block}`, name),
  kind,
  ...(parent === undefined ? {} : { parent }),
  namespace,
  name,
  vars,
  fields: {},
  dependsOn: parent === undefined ? [] : [parent],
  lifecycle: USUAL_LIFECYCLE,
  existing: false,
  at: NOWHERE,
  fieldSpans: {},
});
