import { type Address, isTargeted } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Resource } from '../../model/resource.ts';
import { suggest } from '../../model/suggest.ts';
import type { LoadedSeed } from '../../seed/index.ts';
import { withDependencies, withDependents } from './order.ts';
import type { Mode } from './plan.ts';

/* To which part of a seed targets keep a plan. */

interface Targeted {
  readonly seed: Pick<LoadedSeed, 'resources'>;
  readonly targets: readonly Address[];
  readonly mode: Mode;
}

/** What is planned: everything, or the targets with what they depend on (for a destroy: what depends on them). */
export const selected = ({ seed, targets, mode }: Targeted): ReadonlySet<Address> => {
  const all = seed.resources.map(({ address }) => address);
  if (targets.length === 0) return new Set(all);
  const hit = all.filter((address) => isTargeted(address, targets));
  return mode === 'destroy' ? withDependents(hit, seed.resources) : withDependencies(hit, seed.resources);
};

/** Targets at which there is nothing, neither in the seed nor in what has left it. */
export const unknownTargets = ({ seed, targets }: Targeted, left: readonly Resource[]): Diagnostic[] => {
  const all = [...seed.resources, ...left];
  const unknown = targets.filter((target) => !all.some(({ address }) => isTargeted(address, [target])));
  if (unknown.length === 0) return [];
  const choice = targetable(seed);
  return unknown.map((target) => {
    const near = suggest(target, choice);
    return {
      code: 'unknown-target',
      message: `the seed declares nothing at ${target}`,
      help: [
        ...(near === undefined ? [] : [`did you mean ${near}?`]),
        'targets are written as the plan writes addresses, such as policy.reader or mount.db.role.app',
      ],
    };
  });
};

/** Every address, and the address without a key, which stands for all instances of a `for_each`. */
const targetable = ({ resources }: Targeted['seed']): ReadonlySet<Address> =>
  new Set(resources.flatMap(({ address }) => [address, address.replace(/\[.*$/, '')]));
