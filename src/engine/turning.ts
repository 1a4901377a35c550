import { meets } from '../kinds/index.ts';
import type { Address } from '../model/address.ts';
import type { Turn } from '../model/kind.ts';
import type { Resource } from '../model/resource.ts';
import { placeOf } from './containers.ts';
import type { LiveView } from './observe.ts';

/*
 * Changes that turn what is in an object into something else: an engine that is upgraded in place keeps its contents, which
 * answer at other paths from then on. The plan that makes such a change does not touch the contents; the next one finds them
 * where they are by then, and takes them over from what they were.
 */

/** What this change of live values to declared ones does beyond its edits. */
export const turnOf = ({ kind, fields }: Resource, live: Resource['fields']): Turn | undefined =>
  kind.turns.find(({ from, to }) => meets(from, live) && meets(to, fields));

/** The objects whose contents are about to be turned. */
export const turningAmong = (resources: readonly Resource[], live: LiveView): ReadonlySet<Address> =>
  new Set(
    resources
      .filter((resource) => {
        const seen = live.get(resource.address);
        return !resource.existing && seen?.state === 'present' && turnOf(resource, seen.fields) !== undefined;
      })
      .map(({ address }) => address),
  );

/** Of what left the seed, that which the seed declares under the same name as what its container has turned it into. */
export const succeeded = (
  departed: readonly Resource[],
  declared: readonly Resource[],
): ReadonlyMap<Address, Resource> => {
  if (departed.length === 0) return new Map();
  const nameOf = (resource: Resource): string => JSON.stringify([placeOf(resource), resource.name]);
  const byName = new Map(declared.map((resource) => [nameOf(resource), resource]));
  return new Map(
    departed.flatMap((resource) => {
      const successor = byName.get(nameOf(resource));
      return successor === undefined ? [] : [[resource.address, successor]];
    }),
  );
};
