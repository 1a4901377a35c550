import type { Approval } from '../../ledger/index.ts';
import { type Checked, checked } from '../../model/checked.ts';
import type { Resource } from '../../model/resource.ts';
import type { LiveView } from '../live/observe.ts';
import { pathFor } from '../live/requests.ts';
import type { OtherSeeds } from '../owners/other-seeds.ts';
import { type PlanDigest, planDigest } from './digest.ts';
import type { MakePlanInput } from './input.ts';
import { judge } from './judge.ts';
import { look } from './look.ts';
import type { Ownership } from './memory.ts';
import { type Settled, settle } from './settle.ts';

export interface MadePlan extends PlanDigest, Settled {
  readonly live: LiveView;
  /** Objects that the ledger lists and the seed does not declare. */
  readonly departed: readonly Resource[];
  readonly owned?: Ownership | undefined;
  /** What other seeds own, in all stores of ledgers. */
  readonly everyone: () => Promise<OtherSeeds>;
}

/**
 * Reads the server and works out what would have to change. Writes nothing.
 * @returns the plan (which may hold refusals of its own, see `Plan.diagnostics`), or why there can be none.
 * @throws {Fault} when the server cannot be talked to.
 */
export const makePlan = async (input: MakePlanInput): Promise<Checked<MadePlan>> => {
  for (const resource of input.seed.resources) {
    const { kind, namespace, fields } = resource;
    input.client.know({ path: pathFor(kind.path, resource), namespace }, fields);
  }
  const seen = await look(input);
  if (!seen.ok) return seen;
  const { live, left, owned, others } = seen.value;
  const settled = settle(input, seen.value);
  if (!settled.ok) return settled;
  const plan = await judge(input, seen.value, settled.value);
  const made = { ...settled.value, plan, live, departed: left, owned, everyone: () => others(true) };
  return checked(identified(made, input.book?.fingerprints?.approval), settled.diagnostics);
};

/** Adds the digest and the marks, made on first use: they take a walk over every value. */
const identified = (made: Omit<MadePlan, keyof PlanDigest>, approval: Approval | undefined): MadePlan => {
  let known: PlanDigest | undefined;
  const identity = (): PlanDigest => {
    known ??= planDigest(made.plan, approval);
    return known;
  };
  return {
    ...made,
    get digest() {
      return identity().digest;
    },
    get marks() {
      return identity().marks;
    },
  };
};
