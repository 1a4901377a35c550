import type { Address } from '../../model/address.ts';
import type { Live } from '../../model/live.ts';
import type { Cause, Change, Unseen } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import { around, type ContainerOf } from '../live/containers.ts';
import { type LiveView, liveOf } from '../live/observe.ts';
import { remainsBecause } from '../live/requests.ts';
import { letGoBecause } from './departed-endpoint.ts';
import { isOtherwiseWritten } from './in-place-upgrade.ts';
import type { Ownership } from './memory.ts';
import { assess } from './risk.ts';

/*
 * What a plan does about an object that is to be removed: because it left the seed, because its collection is pruned, or
 * because everything is destroyed.
 */

/** What all removals of a plan share. */
export interface Removing {
  readonly live: LiveView;
  readonly owned: Ownership | undefined;
  readonly cause: Extract<Cause, 'destroy' | 'seed'>;
  /** Addresses of objects that are to be removed. */
  readonly leaving: ReadonlySet<Address>;
  /** Those of them that are pruned: no seed owns them. */
  readonly pruned: ReadonlySet<Address>;
  readonly containerOf: ContainerOf;
  /** Containers whose contents this plan moves to other paths (see `in-place-upgrade.ts`). */
  readonly converted: ReadonlySet<Address>;
  /** For objects that are to be removed: the declared resource that they live on as, if there is one. */
  readonly successors: ReadonlyMap<Address, Resource>;
}

/** A deletion, or an entry to forget; `unseen` where the object could not be read; undefined where nothing is to be done. */
export const removal = (
  resource: Resource,
  removing: Removing,
): { readonly change: Change } | { readonly unseen: Unseen } | undefined => {
  const live = liveOf(removing.live, resource);
  if (resource.existing || live.state === 'absent' || livesOn(resource, live, removing)) return undefined;
  const isListed = removing.owned?.entryOf(resource) !== undefined;
  // Such an object was never made: there is nothing to remove.
  if (live.state === 'unsupported' && !isListed) return undefined;
  const letGo = isListed ? letGoBecause(resource, live) : undefined;
  if (letGo === undefined && (live.state === 'unseen' || live.state === 'unsupported'))
    return { unseen: { address: resource.address, resource, why: live.why } };
  return { change: removed(resource, letGo, removing) };
};

/** True when the object stays, as another resource of the seed: declared in another way, or converted with its container. */
const livesOn = (resource: Resource, live: Live, { live: view, converted, successors }: Removing): boolean => {
  const successor = successors.get(resource.address);
  if (successor === undefined) return false;
  const isConverted = live.state === 'unsupported' || (resource.parent !== undefined && converted.has(resource.parent));
  // Where the successor could not be read it may still be this object.
  const isUnclear = !['present', 'absent'].includes(liveOf(view, successor).state);
  return isOtherwiseWritten(resource, successor) || isConverted || isUnclear;
};

const removed = (resource: Resource, letGo: ReturnType<typeof letGoBecause>, removing: Removing): Change => {
  const { cause, containerOf, leaving, live, pruned } = removing;
  const carrier = around(resource, containerOf).find((one) => leaving.has(one.address) && isDeleted(one, live));
  const carried = carrier === undefined ? undefined : `goes with ${carrier.address}`;
  const base = { address: resource.address, resource, cause, edits: [] };
  const why = pruned.has(resource.address) ? 'pruned: in no seed' : 'no longer in the seed';
  const left = cause === 'seed' ? [why] : [];
  const remains = letGo?.why ?? remainsBecause(resource);
  const isCarriedByParent = carrier !== undefined && carrier.address === resource.parent;
  if (remains !== undefined && !isCarriedByParent) {
    const undeleted = carrier === undefined ? letGo?.undeleted : undefined;
    return { ...base, action: 'forget', risk: 'safe', remarks: [...left, carried ?? remains], undeleted };
  }
  const along = isCarriedByParent && carried !== undefined ? [carried] : [];
  const { risk, also, remarks } = assess(resource, 'delete', []);
  return { ...base, action: 'delete', risk, also, remarks: [...left, ...along, ...remarks] };
};

/** True when removing it deletes it, and with it everything inside. */
const isDeleted = (resource: Resource, live: LiveView): boolean =>
  isDeletable(resource) && live.get(resource.address)?.state === 'present';

/** True for a resource that a destroy deletes where it exists. */
export const isDeletable = (resource: Resource): boolean =>
  !resource.existing && remainsBecause(resource) === undefined;
