import { meets } from '../kinds/index.ts';
import type { Address } from '../model/address.ts';
import type { Turn } from '../model/kind.ts';
import type { Resource } from '../model/resource.ts';
import { placeOf } from './containers.ts';
import type { LiveView } from './observe.ts';
import { firstAt, spotOf, spotsOf } from './spots.ts';

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

/** True for what is written by its path on one side and by a block on the other: it stays where it is. */
export const isOtherwiseWritten = ({ kind }: Resource, successor: Resource | undefined): boolean =>
  successor !== undefined && kind.anywhere !== successor.kind.anywhere;

/** Of what left the seed, that which the seed declares under the same name as what its container has turned it into. */
export const succeeded = (
  departed: readonly Resource[],
  declared: readonly Resource[],
): ReadonlyMap<Address, Resource> => {
  if (departed.length === 0) return new Map();
  const nameOf = (resource: Resource): string => JSON.stringify([placeOf(resource), resource.name]);
  const byName = new Map(declared.map((resource) => [nameOf(resource), resource]));
  const bySpot = spotted(departed, declared);
  return new Map(
    departed.flatMap((resource) => {
      const successor = byName.get(nameOf(resource)) ?? bySpot(resource);
      return successor === undefined ? [] : [[resource.address, successor]];
    }),
  );
};

/** What the seed declares at the very place of something that left it, where one of the two is written by its path. */
const spotted = (departed: readonly Resource[], declared: readonly Resource[]) => {
  const anywhere = new Map(declared.filter(({ kind }) => kind.anywhere).map((one) => [spotOf(one), one]));
  const others = departed.some(({ kind }) => kind.anywhere) ? declared.filter(({ kind }) => !kind.anywhere) : [];
  const bySpot = new Map(others.flatMap((one) => spotsOf(one).map((spot) => [spot, one] as const)));
  return (resource: Resource): Resource | undefined =>
    resource.kind.anywhere ? bySpot.get(spotOf(resource)) : firstAt(resource, anywhere);
};
