import type { Address } from '../model/address.ts';
import { type Checked, checked, refused } from '../model/checked.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Plan, Risk } from '../model/plan.ts';
import type { Facts, Resource } from '../model/resource.ts';
import { suggest } from '../model/suggest.ts';
import type { LoadedSeed } from '../seed/index.ts';
import type { Client } from '../server/index.ts';
import { accessGuards } from './access.ts';
import { withContents } from './contents.ts';
import { planDigest } from './digest.ts';
import { factsFrom, type LiveView, observe } from './observe.ts';
import { isTargeted, withDependencies, withDependents } from './order.ts';
import { assemblePlan, type Mode, remade } from './plan.ts';
import { askFirst } from './readiness.ts';

export interface MakePlanInput {
  readonly seed: Pick<LoadedSeed, 'name' | 'resources' | 'resolve' | 'wanted' | 'inside'>;
  readonly client: Client;
  readonly mode: Mode;
  /** Addresses to keep to, with what they need (or, when destroying, what needs them); empty: everything. */
  readonly targets: readonly Address[];
  readonly resendSecrets: boolean;
  readonly parallelism: number;
  /** Risks that somebody has said yes to. */
  readonly allow?: readonly Risk[] | undefined;
  /** The plan is to be carried out: the server is asked whether the token may. */
  readonly writes?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface MadePlan {
  readonly plan: Plan;
  readonly digest: string;
  readonly live: LiveView;
  readonly facts: Facts;
}

/**
 * Looks at the server and decides what would have to change. Nothing is written.
 * @returns the plan (which may hold refusals of its own, see `Plan.diagnostics`), or why there can be none.
 * @throws {Fault} when the server cannot be talked to.
 */
export const makePlan = async (input: MakePlanInput): Promise<Checked<MadePlan>> => {
  const { seed, client } = input;
  const unknown = unknownTargets(input);
  if (unknown.length > 0) return refused(...unknown);
  const chosen = selected(input);
  const resources = seed.resources.filter(({ address }) => chosen.has(address));
  const live = await observe({ ...input, resources, wanted: seed.wanted });
  const settled = settle(input, { resources, live, chosen });
  if (!settled.ok) return settled;
  const { plan, facts } = settled.value;
  const more = await askFirst({ plan, client, ...(input.signal === undefined ? {} : { signal: input.signal }) });
  const access = await accessGuards({ ...input, plan });
  const declared = seed.resources.length;
  const part = input.targets.length === 0 ? undefined : { looked: resources.length, declared };
  const known: Plan = { ...plan, part, diagnostics: [...plan.diagnostics, ...more, ...access] };
  const whole = await withContents({ ...input, plan: known });
  return checked({ plan: whole, digest: planDigest(whole), live, facts }, settled.diagnostics);
};

interface Seen {
  readonly resources: readonly Resource[];
  readonly live: LiveView;
  readonly chosen: ReadonlySet<Address>;
}

/*
 * What the server made is filled into the seed before it is compared. What the plan makes anew loses those values, which may
 * change more; so it is planned again until nothing further is made anew. Each round adds to that set, so it ends.
 */
const settle = (input: MakePlanInput, { resources, live, chosen }: Seen): Checked<{ plan: Plan; facts: Facts }> => {
  const base = { seed: input.seed.name, identity: input.client.identity, live, mode: input.mode };
  const options = { ...base, resendSecrets: input.resendSecrets };
  if (input.mode === 'destroy') return checked({ plan: assemblePlan({ ...options, resources }), facts: new Map() });
  let lost: ReadonlySet<Address> = new Set();
  for (;;) {
    const facts = without(factsFrom(live), lost, resources);
    const resolved = input.seed.resolve(facts);
    if (!resolved.ok) return resolved;
    const plan = assemblePlan({ ...options, resources: resolved.value.filter(({ address }) => chosen.has(address)) });
    const next = new Set([...lost, ...remade(plan)]);
    if (next.size === lost.size) return checked({ plan, facts }, resolved.diagnostics);
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

const selected = ({ seed, targets, mode }: MakePlanInput): ReadonlySet<Address> => {
  const all = seed.resources.map(({ address }) => address);
  if (targets.length === 0) return new Set(all);
  const hit = all.filter((address) => isTargeted(address, targets));
  return mode === 'destroy' ? withDependents(hit, seed.resources) : withDependencies(hit, seed.resources);
};

const unknownTargets = ({ seed, targets }: MakePlanInput): Diagnostic[] =>
  targets
    .filter((target) => !seed.resources.some(({ address }) => isTargeted(address, [target])))
    .map((target) => {
      const near = suggest(target, targetable(seed));
      return {
        code: 'unknown-target',
        message: `the seed declares nothing at ${target}`,
        help: [
          ...(near === undefined ? [] : [`did you mean ${near}?`]),
          'targets are written as the plan writes addresses, such as policy.reader or mount.db.role.app',
        ],
      };
    });

/** Every address, and what stands for all instances of a `for_each`. */
const targetable = ({ resources }: Pick<LoadedSeed, 'resources'>): ReadonlySet<Address> =>
  new Set(resources.flatMap(({ address }) => [address, address.replace(/\[.*$/, '')]));
