import { checkProduct, fieldOf, same } from '../../kinds/index.ts';
import type { Address } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Change, Plan } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import { NOWHERE } from '../../model/span.ts';
import { around, type ContainerOf, containersAmong } from '../live/containers.ts';
import type { LiveView } from '../live/observe.ts';
import { declaredLedgers } from '../owners/own-ledger.ts';
import { letGoBecause, undeleted } from '../plan/departed-endpoint.ts';
import { isOwned } from '../plan/memory.ts';
import type { PlanInput } from '../plan/plan.ts';
import { halfSeen } from './half-seen-rename.ts';
import { isMissed, missed } from './made-once.ts';
import { refusedChanges } from './refusals.ts';
import { misread } from './undeclared-setting.ts';

/** What the guards judge besides the plan. */
interface Guarding extends PlanInput {
  /** Containers whose contents this plan moves to other paths (see `in-place-upgrade.ts`). */
  readonly converted: ReadonlySet<Address>;
}

/** Reasons against a plan; warnings too. */
type Guard = (plan: Plan, input: Guarding) => Diagnostic[];

/** Reasons to refuse a plan, and warnings, of every guard: all of them are shown at once. */
export const guard = (plan: Plan, input: Guarding): Diagnostic[] => guards.flatMap((one) => one(plan, input));

const about = ({ address, at }: Resource): Pick<Diagnostic, 'address' | 'at'> => ({ address, at });

const destroys = ({ action }: Change): boolean => action === 'delete' || action === 'replace';

// What is in a mount is deleted with it: also when the mount is replaced, and when the token may not see inside.
const isThere = ({ address }: Resource, live: LiveView): boolean => {
  const { state } = live.get(address) ?? { state: 'absent' };
  return state === 'present' || state === 'unseen';
};

const DECLARES_SO = 'its lifecycle block says prevent_destroy = true; take that away first if this is really meant';
const DECLARED_SO =
  'it was declared with prevent_destroy = true: put its block back without that, apply, and then take the block away';

const prevented: Guard = ({ changes }, { resources, live }) => {
  const gone = new Map(changes.filter(destroys).map(({ address, action }) => [address, action]));
  const containerOf = containersAmong(resources);
  return resources
    .filter(({ lifecycle }) => lifecycle.preventDestroy)
    .flatMap((resource): Diagnostic[] => {
      const { address } = resource;
      const carriers = isThere(resource, live) ? around(resource, containerOf) : [];
      const [action] = [resource, ...carriers].flatMap((one) => gone.get(one.address) ?? []);
      if (action === undefined) return [];
      return [
        {
          code: 'prevent-destroy',
          message: `${address} would be ${action === 'delete' ? 'deleted' : 'deleted and made again'}`,
          help: [resource.at === NOWHERE ? DECLARED_SO : DECLARES_SO],
          ...about(resource),
        },
      ];
    });
};

/**
 * Objects with a protection on the server: it would refuse the deletion half-way through the apply. With a mount it takes them
 * along and does not ask, so what somebody has protected is asked about here.
 */
const protectedOnServer: Guard = ({ changes }, { live }) => {
  const destroyed = changes.filter(destroys);
  const leaving = new Set(destroyed.map(({ address }) => address));
  return destroyed.flatMap(({ resource }): Diagnostic[] => {
    const along = resource.parent !== undefined && leaving.has(resource.parent) ? resource.parent : undefined;
    const seen = live.get(resource.address);
    if (seen?.state !== 'present') return [];
    const missing = Object.entries(resource.kind.deleteNeeds).filter(([name, needed]) => {
      const field = fieldOf(resource.kind, name);
      return field !== undefined && !same(field, needed, seen.fields[name]);
    });
    return missing.map(([name, needed]) => ({
      code: 'delete-refused',
      message:
        along === undefined
          ? `${resource.address} cannot be deleted while its ${name} is not ${JSON.stringify(needed)}`
          : `${resource.address} would go with ${along}, and its ${name} is not ${JSON.stringify(needed)}`,
      help: [
        ...(along === undefined ? [] : [`the server would not ask: it deletes ${along} with all that is in it`]),
        resource.at === NOWHERE
          ? `put its block back with ${name} = ${JSON.stringify(needed)}, apply that, and then take the block away`
          : `write ${name} = ${JSON.stringify(needed)} in the seed and apply that first`,
      ],
      ...about(resource),
    }));
  });
};

const existingMissing: Guard = (_plan, { resources, live, mode }) =>
  resources
    .filter((resource) => mode !== 'destroy' && resource.existing && live.get(resource.address)?.state === 'absent')
    .map((resource) => ({
      code: 'existing-missing',
      message: `${resource.address} is not on the server`,
      help: [
        'the seed says existing = true: somebody else makes it; wait for them, or take that line away to make it here',
      ],
      ...about(resource),
    }));

// Kinds and fields that this product, version or edition does not have: reported before anything is written.
const unsupported: Guard = (_plan, { resources, departed = [], identity, mode, live }) => {
  if (mode === 'destroy') return [];
  const containerOf = containersAmong(resources);
  const gone = new Set(departed);
  return resources.flatMap((resource) => {
    if (gone.has(resource) && letGoBecause(resource, live.get(resource.address)) !== undefined) return [];
    if (goesWithout(resource, live, containerOf)) return [];
    const found = checkProduct(resource.kind, resource.fields, identity);
    const seen = live.get(resource.address);
    if (found.length > 0) return found.map((one) => ({ ...about(resource), ...located(resource, one) }));
    if (seen?.state !== 'unsupported' || (resource.parent !== undefined && !resource.kind.anywhere)) return [];
    const help = resource.kind.anywhere ? { help: seen.unrouted ? UNROUTED : UNREADABLE } : {};
    return [
      { code: 'not-supported' as const, message: `${resource.address}: ${seen.why}`, ...help, ...about(resource) },
    ];
  });
};

const UNREADABLE = [
  'the server does not show what is at this path: where another path does, name it with read_path = "PATH"',
  'what is in data is compared with what is read there; what that does not show goes into write_only',
];

const UNROUTED = [
  'nothing is mounted there: declare the mount in this seed, and this is made after it; or wait for whoever makes the mount',
];

/** True inside a namespace that this server cannot have: that is reported once, for the namespace itself. */
const goesWithout = (resource: Resource, live: LiveView, containerOf: ContainerOf): boolean =>
  around(resource, containerOf).some((one) => isMissingScope(one, live));

const isMissingScope = ({ kind, address }: Resource, live: LiveView): boolean =>
  kind.scope && live.get(address)?.state === 'unsupported';

// A server without namespaces ignores the header and would write everything into its root.
const IGNORES = ['this server would ignore it, and write what stands inside among its own'];

const located = ({ address, kind }: Resource, diagnostic: Diagnostic): Diagnostic => ({
  ...diagnostic,
  ...(kind.scope ? { help: IGNORES } : {}),
  address,
});

const blind: Guard = ({ unseen }, { resources, live }) => {
  const containerOf = containersAmong(resources);
  return unseen
    .filter((one) => !isMissed(one, live))
    .filter(({ resource }) => !isMissingScope(resource, live) && !goesWithout(resource, live, containerOf))
    .map(({ resource, why }) => ({
      code: 'cannot-see',
      message: `${resource.address} could not be read: ${why}`,
      help: ['it is left out of the plan: what cannot be seen is neither created nor changed'],
      ...about(resource),
    }));
};

/** An object that the seed does not own is never deleted, not even to be replaced. */
const unowned: Guard = ({ changes }, { owned }) =>
  changes
    .filter(
      ({ action, resource, cause }) => action === 'replace' && cause !== 'dependency' && !isOwned(resource, owned),
    )
    .map(({ resource, remarks }) => ({
      code: 'replace-unowned',
      message: `${resource.address} is there, is not the seed's own, and would have to be made anew`,
      help: [...remarks, 'declare it as it is and apply that, which takes it into care; or delete it by hand'],
      ...about(resource),
    }));

/** Nothing is deleted from a container whose contents move in the same plan: it would be at another path by then. */
const goesWhileTurned: Guard = ({ changes }, { converted }) =>
  changes
    .filter(({ action, resource: { parent } }) => action === 'delete' && parent !== undefined && converted.has(parent))
    .map(({ address, resource: { parent } }) => ({
      code: 'change-refused',
      message: `${address} is to go while its place changes with ${parent}`,
      help: ['apply the one change, then the other'],
      address,
    }));

/** Contents that are read wrongly. A destroy does not read them. */
const misreadContents: Guard = (_, { resources, departed = [], live, mode }) => {
  const gone = new Set(departed);
  return mode === 'destroy'
    ? []
    : misread(
        resources.filter((one) => !gone.has(one)),
        live,
      );
};

const onlyForgotten: Guard = ({ changes }) => undeleted(changes);

const besideUnseen: Guard = (plan) => halfSeen(plan);

const refused: Guard = (plan, { live }) => refusedChanges(plan, live);

const madeUnseen: Guard = (plan, { live }) => missed(plan, live);

const guards: readonly Guard[] = [
  prevented,
  protectedOnServer,
  existingMissing,
  unsupported,
  refused,
  goesWhileTurned,
  misreadContents,
  besideUnseen,
  onlyForgotten,
  unowned,
  declaredLedgers,
  madeUnseen,
  blind,
];
