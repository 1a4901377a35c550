import { apiPrefix, expandPath } from '../kinds/index.ts';
import { bearsItsWords } from '../ledger/index.ts';
import type { Address } from '../model/address.ts';
import { below } from '../model/below.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Plan } from '../model/plan.ts';
import type { Resource } from '../model/resource.ts';
import type { LiveView } from './observe.ts';
import { pathFor } from './requests.ts';
import { spotOf } from './spots.ts';

/*
 * The store in which every seed remembers what it owns is nobody's to own: a seed that took it into care could change or delete what
 * all the others remember. That is said of the store itself, of what would stand in it, and of the table entry that makes it.
 */

interface Declaring {
  /** All that the plan is about. */
  readonly resources: readonly Resource[];
  readonly live: LiveView;
  /** Where this seed is remembered; undefined: nowhere. */
  readonly ledger?: Plan['ledger'];
}

const storesAmong = ({ resources, live, ledger }: Declaring): ReadonlySet<Address> =>
  new Set(
    resources.filter((one) => isAt(one, ledger?.path) || isSeenAsLedger(one, live)).map(({ address }) => address),
  );

/** What is a ledger, or stands in one: nobody's to own, so that nobody owns it says nothing. */
export const isOfLedger = (declaring: Declaring): ((resource: Resource) => boolean) => {
  const stores = storesAmong(declaring);
  return (resource) =>
    stores.has(resource.address) || stores.has(resource.parent ?? '') || isInside(resource, declaring.ledger?.path);
};

/** Objects that are a ledger, or stand in one. What is only forgotten is let go of. */
export const declaredLedgers = ({ changes }: Pick<Plan, 'changes'>, declaring: Declaring): Diagnostic[] => {
  const { resources, ledger } = declaring;
  const left = new Set(changes.filter(({ action }) => action === 'forget').map(({ address }) => address));
  const stores = storesAmong(declaring);
  return resources.flatMap((resource): Diagnostic[] => {
    const { address, parent } = resource;
    if (left.has(address)) return [];
    if (stores.has(address)) return [refusal(resource, ITSELF)];
    // Of a store that is refused, what stands in it need not be told as well.
    return isInside(resource, ledger?.path) && !stores.has(parent ?? '') ? [refusal(resource, INSIDE)] : [];
  });
};

/** Where nothing but the server's answer tells that a path leads into one. */
export const inLedger = (resource: Resource): Diagnostic => refusal(resource, INSIDE);

const INSIDE = 'stands in the ledger';
const ITSELF = 'is a ledger itself, in which seeds remember what they own';

const isInside = (resource: Resource, path: string | undefined): boolean => {
  const { kind, namespace, vars } = resource;
  if (path === undefined) return false;
  if (!kind.anywhere) return namespace === '' && vars.mount === path;
  // What is read there is secret from those who may not read all of the ledger.
  const folder = expandPath('{name}', { name: path });
  const read = below(namespace, pathFor(kind.readPath, resource));
  return [spotOf(resource), read].some((spot) => spot === folder || spot.startsWith(`${folder}/`));
};

/** The mount at its path, or what is written to the path that makes that mount. The server tells the case of letters apart. */
const isAt = (resource: Resource, path: string | undefined): boolean => {
  const { kind, namespace, vars } = resource;
  if (path === undefined || namespace !== '') return false;
  if (kind.children !== undefined) return apiPrefix(resource) === path;
  if (!kind.anywhere) return false;
  const entry = expandPath('sys/mounts/{name}', { name: path });
  const written = expandPath(kind.path, vars);
  return written === entry || written.startsWith(`${entry}/`);
};

/** A ledger at another path, or of the seeds that know a namespace as their whole server, bears the words that it was made with. */
export const isSeenAsLedger = ({ address, kind }: Resource, live: LiveView): boolean => {
  const seen = live.get(address);
  return kind.children === 'secrets' && seen?.state === 'present' && bearsItsWords(seen.fields);
};

const refusal = ({ address, at }: Resource, message: string): Diagnostic => ({
  code: 'ledger-declared',
  message: `${address} ${message}`,
  help: [
    'take its block out, also where it says existing = true; what may be done to a ledger by hand, vaultseed ledger does',
    `where this seed owns it already: vaultseed ledger forget --target '${address}', which leaves it as it is`,
  ],
  address,
  at,
});
