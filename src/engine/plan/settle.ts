import type { Address } from '../../model/address.ts';
import { type Checked, checked } from '../../model/checked.ts';
import type { Plan } from '../../model/plan.ts';
import type { Facts, Resource } from '../../model/resource.ts';
import { factsFrom } from '../live/observe.ts';
import { withAlong } from './dependents.ts';
import type { MakePlanInput } from './input.ts';
import type { Seen } from './look.ts';
import { assemblePlan, remade } from './plan.ts';
import { withoutWithheld } from './without-secrets.ts';

/** A plan that nobody has judged yet. */
export interface Settled {
  readonly plan: Plan;
  /** Values that the server made. */
  readonly facts: Facts;
  /** The declared resources in the plan, with all known values filled in. */
  readonly resources: readonly Resource[];
}

/**
 * Compares what is declared with what is there. Values that the server made are filled into the seed before it is compared. An object that the plan replaces loses those
 * values, which may change others; so planning is repeated until nothing more is replaced. The set of replaced objects
 * grows with each round, so the loop ends. Pure.
 */
export const settle = (
  input: MakePlanInput,
  { declared, gone, spare, live, chosen, owned }: Seen,
): Checked<Settled> => {
  const { book, mode, resendSecrets, withoutSecrets } = input;
  const base = { seed: input.seed.name, identity: input.client.identity, live, mode, resendSecrets };
  const ledger = book && { path: book.path, make: !book.mounted };
  const options = { ...base, owned, departed: gone, pruned: spare, ...(ledger === undefined ? {} : { ledger }) };
  if (mode === 'destroy') {
    // Destroy only what this seed made or adopted.
    const resources = declared.filter((one) => owned === undefined || owned.entryOf(one) !== undefined);
    const plan = withAlong(assemblePlan({ ...options, resources }), input.targets);
    return checked({ plan, facts: new Map(), resources });
  }
  let lost: ReadonlySet<Address> = new Set();
  for (;;) {
    const facts = without(factsFrom(live), lost, declared);
    const resolved = input.seed.resolve(facts);
    if (!resolved.ok) return resolved;
    const all = resolved.value.filter(({ address }) => chosen.has(address));
    const { resources, unchecked } = withoutSecrets
      ? withoutWithheld(all, live)
      : { resources: all, unchecked: undefined };
    const plan = { ...assemblePlan({ ...options, resources }), unchecked };
    const next = new Set([...lost, ...remade(plan)]);
    if (next.size === lost.size) return checked({ plan, facts, resources }, resolved.diagnostics);
    lost = next;
  }
};

const without = (facts: Facts, lost: ReadonlySet<Address>, resources: readonly Resource[]): Facts => {
  if (lost.size === 0) return facts;
  const gone = resources.filter(
    ({ address, parent }) => lost.has(address) || (parent !== undefined && lost.has(parent)),
  );
  const left = new Map(facts);
  for (const { address } of gone) left.delete(address);
  return left;
};
