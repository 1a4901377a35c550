import type { Address } from '../model/address.ts';
import type { Fields } from '../model/data.ts';
import type { Live } from '../model/live.ts';
import type { Cause, Change, Plan, ServerIdentity, Unseen } from '../model/plan.ts';
import type { Resource } from '../model/resource.ts';
import { around, type ContainerOf, containersAmong } from './containers.ts';
import { creation, type Difference, difference } from './diff.ts';
import { guard } from './guards.ts';
import type { LiveView } from './observe.ts';
import { inPlanOrder } from './order.ts';
import { deleteRequests } from './requests.ts';
import { assess } from './risk.ts';

/** `drift` is `apply` whose differences are all called drift: nobody asked for a change. */
export type Mode = 'apply' | 'destroy' | 'drift';

export interface PlanInput {
  readonly seed: string;
  readonly identity: ServerIdentity;
  readonly resources: readonly Resource[];
  readonly live: LiveView;
  readonly mode: Mode;
  readonly resendSecrets: boolean;
}

type Step =
  | { readonly change: Change }
  | { readonly unseen: Unseen }
  | { readonly same: Resource; readonly hidden: readonly string[] };

/** Pure: the same input gives the same plan, byte for byte. */
export const assemblePlan = (input: PlanInput): Plan => {
  const ordered = inPlanOrder(input.resources);
  const containerOf = containersAmong(ordered);
  const steps =
    input.mode === 'destroy' ? ordered.flatMap((one) => removal(one, input, containerOf)) : upkeep(ordered, input);
  const plan: Plan = {
    seed: input.seed,
    server: input.identity,
    changes: steps.flatMap((step) => ('change' in step ? [step.change] : [])),
    unseen: steps.flatMap((step) => ('unseen' in step ? [step.unseen] : [])),
    unchanged: steps.filter((step) => 'same' in step).length,
    hidden: steps.flatMap(hiddenOf),
    diagnostics: [],
  };
  return { ...plan, diagnostics: guard(plan, input) };
};

/** Addresses that a plan makes anew, so that nothing the server said about them still holds. */
export const remade = (plan: Plan): ReadonlySet<Address> =>
  new Set(plan.changes.filter(({ action }) => action === 'replace').map(({ address }) => address));

const hiddenOf = (step: Step): Plan['hidden'][number][] => {
  if ('same' in step) return step.hidden.map((field) => ({ address: step.same.address, field }));
  return [];
};

const upkeep = (resources: readonly Resource[], input: PlanInput): Step[] => {
  const remadeParents = new Set<Address>();
  return resources.flatMap((resource): Step[] => {
    const fresh = resource.parent !== undefined && remadeParents.has(resource.parent);
    const live: Live = fresh ? { state: 'absent' } : liveOf(input.live, resource);
    const step = kept(resource, live, { input, cause: fresh ? 'dependency' : undefined });
    if (step !== undefined && 'change' in step && step.change.action === 'replace') remadeParents.add(resource.address);
    return step === undefined ? [] : [step];
  });
};

const liveOf = (view: LiveView, { address }: Resource): Live =>
  view.get(address) ?? { state: 'unseen', why: 'it was not looked at' };

interface Why {
  readonly input: PlanInput;
  /** Set when the change follows from another. */
  readonly cause: Cause | undefined;
}

const kept = (resource: Resource, live: Live, { input, cause }: Why): Step | undefined => {
  if (live.state === 'unseen' || live.state === 'unsupported') return { unseen: unseenOf(resource, live.why) };
  if (resource.existing) return live.state === 'present' ? { same: resource, hidden: [] } : undefined;
  if (live.state === 'absent') {
    return { change: { ...created(resource), cause: cause ?? (input.mode === 'drift' ? 'drift' : 'seed') } };
  }
  if (resource.lifecycle.createOnly) return { same: resource, hidden: [] };
  const found = difference(resource, live.fields, { resendSecrets: input.resendSecrets });
  if (found.edits.length === 0) return { same: resource, hidden: found.hidden };
  return { change: { ...changed(resource, live.fields, found), cause: cause ?? causeOf(found, input) } };
};

// Without a memory of what was applied before, nobody can tell which side moved.
const causeOf = ({ edits }: Difference, { mode, resendSecrets }: PlanInput): Cause => {
  if (resendSecrets && edits.every(({ change }) => change === 'hidden')) return 'resent';
  return mode === 'drift' ? 'drift' : 'differs';
};

const unseenOf = (resource: Resource, why: string): Unseen => ({ address: resource.address, resource, why });

const created = (resource: Resource): Change => {
  const edits = creation(resource);
  return {
    action: 'create',
    address: resource.address,
    resource,
    cause: 'seed',
    edits,
    ...assess(resource, 'create', edits),
  };
};

const changed = (resource: Resource, live: Fields, { edits, forces }: Difference): Change => {
  const base = { address: resource.address, resource, cause: 'differs' as const, edits };
  if (forces.length > 0) {
    const { risk, remarks } = assess(resource, 'replace', edits);
    const why = `${forces.join(', ')} cannot be changed in place`;
    return { ...base, action: 'replace', because: forces, risk, remarks: [why, ...remarks] };
  }
  const { risk, remarks } = assess(resource, 'update', edits);
  const lost = lostSecrets(resource, live);
  const losses = lost.map((name) => `clears ${name}, which the seed does not hold`);
  return { ...base, action: 'update', risk: lost.length > 0 ? 'irreversible' : risk, remarks: [...losses, ...remarks] };
};

/** On endpoints that replace: hidden fields that are set on the server, undeclared, and so lost by the next write. */
const lostSecrets = ({ kind, fields }: Resource, live: Fields): string[] =>
  kind.write !== 'replace'
    ? []
    : kind.fields
        .filter(
          ({ name, writeOnly, setFlag }) =>
            writeOnly && setFlag !== undefined && live[setFlag] === true && !(name in fields),
        )
        .map(({ name }) => name);

const removal = (resource: Resource, input: PlanInput, containerOf: ContainerOf): Step[] => {
  const live = liveOf(input.live, resource);
  if (resource.existing || live.state === 'absent' || live.state === 'unsupported') return [];
  if (live.state === 'unseen') return [{ unseen: unseenOf(resource, live.why) }];
  const carrier = around(resource, containerOf).find((one) => isDeleted(one, input.live));
  const withParent = carrier !== undefined && carrier.address === resource.parent;
  const base = { address: resource.address, resource, cause: 'destroy' as const, edits: [] };
  const remains = remainsBecause(resource);
  if (!withParent && remains !== undefined) {
    const remarks = [carrier === undefined ? remains : `goes with ${carrier.address}`];
    return [{ change: { ...base, action: 'forget', risk: 'safe', remarks } }];
  }
  const remarks = withParent ? [`goes with ${carrier.address}`] : [];
  return [{ change: { ...base, action: 'delete', risk: assess(resource, 'delete', []).risk, remarks } }];
};

/** True when destroying takes the object away, and with it everything that lives in it. */
const isDeleted = (resource: Resource, live: LiveView): boolean =>
  !resource.existing && remainsBecause(resource) === undefined && live.get(resource.address)?.state === 'present';

const remainsBecause = (resource: Resource): string | undefined => {
  if (resource.lifecycle.onDestroy === 'forget') return 'stays on the server, as the seed says';
  return deleteRequests(resource).length > 0 ? undefined : 'will remain on the server, which has no way to delete it';
};
