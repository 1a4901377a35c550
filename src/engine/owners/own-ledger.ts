import { apiPrefix, expandPath } from '../../kinds/index.ts';
import { bearsItsWords } from '../../ledger/index.ts';
import type { Address } from '../../model/address.ts';
import { below } from '../../model/below.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Plan } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import { Secret } from '../../model/secret.ts';
import type { LiveView } from '../live/observe.ts';
import { pathFor } from '../live/requests.ts';
import { spotOf } from '../live/server-paths.ts';

/*
 * No seed may declare the ledger's mount: a seed that owned it could change or delete what all others remember. That holds
 * for the mount, for objects inside it, and for an endpoint at the path that makes the mount.
 */

interface Declaring {
  /** All resources of the plan. */
  readonly resources: readonly Resource[];
  readonly live: LiveView;
  /** The ledger of this run; undefined: none. */
  readonly ledger?: Plan['ledger'];
}

const storesAmong = ({ resources, live, ledger }: Declaring): ReadonlySet<Address> =>
  new Set(
    resources
      .filter((one) => isAt(one, ledger?.path) || isSeenAsLedger(one, live) || isCalledLedger(one))
      .map(({ address }) => address),
  );

/** True for a ledger's mount and for what is inside one. */
export const isOfLedger = (declaring: Declaring): ((resource: Resource) => boolean) => {
  const stores = storesAmong(declaring);
  return (resource) =>
    stores.has(resource.address) || stores.has(resource.parent ?? '') || isInside(resource, declaring.ledger?.path);
};

/** Refuses resources that are a ledger's mount or inside one. Forgetting one is allowed. */
export const declaredLedgers = ({ changes }: Pick<Plan, 'changes'>, declaring: Declaring): Diagnostic[] => {
  const { resources, ledger } = declaring;
  const left = new Set(changes.filter(({ action }) => action === 'forget').map(({ address }) => address));
  const stores = storesAmong(declaring);
  return resources.flatMap((resource): Diagnostic[] => {
    const { address, parent } = resource;
    if (left.has(address)) return [];
    if (stores.has(address)) return [refusal(resource, ITSELF)];
    // The contents of a mount that is refused are not reported too.
    return isInside(resource, ledger?.path) && !stores.has(parent ?? '') ? [refusal(resource, INSIDE)] : [];
  });
};

/** The same, as far as the seed alone tells it, with the ledger at this path. */
export const ledgersDeclaredAt = (path: string, resources: readonly Resource[]): Diagnostic[] =>
  declaredLedgers({ changes: [] }, { resources, live: new Map(), ledger: { path, make: false } });

/** Whether an answer shows that a path leads into a ledger, which nothing in the seed tells. */
export const inLedger = (resource: Resource): Diagnostic => refusal(resource, INSIDE);

const INSIDE = 'stands in the ledger';
const ITSELF = 'is a ledger itself, in which seeds remember what they own';

const isInside = (resource: Resource, path: string | undefined): boolean => {
  const { kind, namespace, vars } = resource;
  if (path === undefined) return false;
  if (!kind.anywhere) return namespace === '' && vars.mount === path;
  // The read path counts too: an endpoint that reads the ledger would show it to everybody who sees the plan.
  const folder = expandPath('{name}', { name: path });
  const read = below(namespace, pathFor(kind.readPath, resource));
  return [spotOf(resource), read].some((spot) => spot === folder || spot.startsWith(`${folder}/`));
};

/**
 * True for the mount at the ledger's path, also in a namespace, where whoever runs within keeps his there; and for an endpoint at the path that
 * makes it. Paths are case-sensitive.
 */
const isAt = (resource: Resource, path: string | undefined): boolean => {
  const { kind, namespace, vars } = resource;
  if (path === undefined) return false;
  if (kind.children !== undefined) return apiPrefix(resource) === path;
  if (!kind.anywhere || namespace !== '') return false;
  const entry = expandPath('sys/mounts/{name}', { name: path });
  const written = expandPath(kind.path, vars);
  return written === entry || written.startsWith(`${entry}/`);
};

/** A ledger in another place, such as that of a namespace, is recognised by the description that it was made with. */
export const isSeenAsLedger = ({ address, kind }: Resource, live: LiveView): boolean => {
  const seen = live.get(address);
  return kind.children === 'secrets' && seen?.state === 'present' && bearsItsWords(seen.fields);
};

/**
 * True where a mount would bear the words of a ledger: what stood in it would be believed to be what other seeds own. A description that
 * the server has yet to make is looked at before it is sent.
 */
export const isCalledLedger = ({ kind, fields: { description } }: Pick<Resource, 'kind' | 'fields'>): boolean => {
  if (kind.children !== 'secrets') return false;
  return description instanceof Secret
    ? description.is((words) => bearsItsWords({ description: words }))
    : bearsItsWords({ description });
};

/** The same of what was resolved before it is sent. */
export const asLedger = (resource: Resource): Diagnostic => refusal(resource, ITSELF);

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
