import { mayMeet, meets } from '../../kinds/index.ts';
import type { Address } from '../../model/address.ts';
import type { Turn } from '../../model/kind.ts';
import type { Resource } from '../../model/resource.ts';
import { placeOf } from '../live/containers.ts';
import type { LiveView } from '../live/observe.ts';
import { firstAt, spotOf, spotsOf } from '../live/server-paths.ts';

/*
 * In-place conversions of a container (`turns` of a kind): an engine that is upgraded keeps its contents, but they answer
 * at other paths from then on. The plan that converts a container leaves its contents alone; the next plan finds them at
 * their new paths and takes their ledger entries over.
 */

/** The conversion that an update of these live values would cause, or may: what is not known yet may be anything. Undefined: none. */
export const turnOf = ({ kind, fields }: Resource, live: Resource['fields']): Turn | undefined =>
  kind.turns.find(({ from, to }) => meets(from, live) && mayMeet(to, fields));

/** The containers that are about to be converted. */
export const convertedAmong = (resources: readonly Resource[], live: LiveView): ReadonlySet<Address> =>
  new Set(
    resources
      .filter((resource) => {
        const seen = live.get(resource.address);
        return !resource.existing && seen?.state === 'present' && turnOf(resource, seen.fields) !== undefined;
      })
      .map(({ address }) => address),
  );

/** True when an object was declared by its path and now is by a block, or the other way round: it stays on the server. */
export const isOtherwiseWritten = ({ kind }: Resource, successor: Resource | undefined): boolean =>
  successor !== undefined && kind.anywhere !== successor.kind.anywhere;

/** For objects that left the seed, the declared resource that they live on as: converted, or declared in another way. */
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

/** Finds the declared resource at the same path on the server, where one of the two is declared by its path. */
const spotted = (departed: readonly Resource[], declared: readonly Resource[]) => {
  const anywhere = new Map(declared.filter(({ kind }) => kind.anywhere).map((one) => [spotOf(one), one]));
  const others = departed.some(({ kind }) => kind.anywhere) ? declared.filter(({ kind }) => !kind.anywhere) : [];
  const bySpot = new Map(others.flatMap((one) => spotsOf(one).map((spot) => [spot, one] as const)));
  return (resource: Resource): Resource | undefined =>
    resource.kind.anywhere ? bySpot.get(spotOf(resource)) : firstAt(resource, anywhere);
};
