import type { Address } from '../../model/address.ts';
import type { Fields } from '../../model/data.ts';
import type { Live } from '../../model/live.ts';
import type { Cause, Change, Plan, ServerIdentity, Unseen } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import { guard } from '../guards/guards.ts';
import { asRemembered } from '../guards/made-once.ts';
import { toldOnce } from '../guards/undeclared-setting.ts';
import { containersAmong } from '../live/containers.ts';
import { type LiveView, liveOf } from '../live/observe.ts';
import { lostSecrets, neverSent } from '../remember/unsent.ts';
import { creation, type Difference, difference } from './diff.ts';
import { convertedAmong, succeeded, turnOf } from './in-place-upgrade.ts';
import { isOwned, type Ownership } from './memory.ts';
import { inPlanOrder } from './order.ts';
import { type Removing, removal } from './removal.ts';
import { assess, withRisk } from './risk.ts';
import { namesSent } from './update-fields.ts';

/** What the plan is for. `drift` plans as `apply` does, and calls every difference drift. */
export type Mode = 'apply' | 'destroy' | 'drift';

export interface PlanInput {
  readonly seed: string;
  readonly identity: ServerIdentity;
  readonly resources: readonly Resource[];
  readonly live: LiveView;
  readonly mode: Mode;
  readonly resendSecrets: boolean;
  /** What the ledger says; undefined without one: then every object that exists counts as the seed's own. */
  readonly owned?: Ownership | undefined;
  /** Objects that the seed owns and no longer declares. */
  readonly departed?: readonly Resource[] | undefined;
  /** Objects that no seed owns in collections that this one prunes. */
  readonly pruned?: readonly Resource[] | undefined;
  readonly ledger?: Plan['ledger'];
}

type Step =
  /** `unsent`: declared fields that it neither compares nor sends. */
  | { readonly change: Change; readonly unsent?: readonly string[] | undefined }
  | { readonly unseen: Unseen }
  | { readonly same: Resource; readonly hidden: readonly string[]; readonly rotated: readonly string[] };

/** The plan for a seed and a live view. Pure: the same input gives the same plan, byte for byte. */
export const assemblePlan = (input: PlanInput): Plan => {
  const pruned = input.pruned ?? [];
  const converted = input.mode === 'destroy' ? NOTHING : convertedAmong(input.resources, input.live);
  const departed = [...(input.departed ?? []), ...pruned];
  const ordered = inPlanOrder([...input.resources, ...departed]);
  const leaving = new Set((input.mode === 'destroy' ? ordered : departed).map(({ address }) => address));
  const steps = stepsFor(ordered, input, {
    live: input.live,
    owned: input.owned,
    cause: input.mode === 'destroy' ? 'destroy' : 'seed',
    leaving,
    pruned: new Set(pruned.map(({ address }) => address)),
    containerOf: containersAmong(ordered),
    converted,
    successors: succeeded(input.departed ?? [], input.resources),
  });
  const plan: Plan = {
    seed: input.seed,
    server: input.identity,
    changes: steps.flatMap((step) => ('change' in step ? [step.change] : [])),
    unseen: steps.flatMap((step) => ('unseen' in step ? [step.unseen] : [])),
    unchanged: steps.filter((step) => 'same' in step).length,
    hidden: steps.flatMap((step) => ('same' in step ? placed(step.same, step.hidden) : unsentIn(step))),
    rotated: steps.flatMap((step) => ('same' in step ? placed(step.same, step.rotated) : [])),
    ...(input.ledger === undefined ? {} : { ledger: input.ledger }),
    diagnostics: [],
  };
  const unsent = input.mode === 'destroy' ? [] : neverSent(input, plan);
  return toldOnce({
    ...plan,
    ...(unsent.length === 0 ? {} : { unsent }),
    diagnostics: guard(plan, { ...input, resources: ordered, converted }),
  });
};

/** The hidden fields of what is changed, and stay as they are. */
const unsentIn = (step: Step): Plan['hidden'][number][] =>
  'change' in step && step.unsent !== undefined ? placed(step.change.resource, step.unsent) : [];

const placed = ({ address }: Resource, fields: readonly string[]) => fields.map((field) => ({ address, field }));

/** Addresses that a plan replaces: what the server said about them will not hold any more. */
export const remade = (plan: Plan): ReadonlySet<Address> =>
  new Set(plan.changes.filter(({ action }) => action === 'replace').map(({ address }) => address));

const stepsFor = (ordered: readonly Resource[], input: PlanInput, removing: Removing): Step[] => {
  const { leaving, converted } = removing;
  const remembering = { ...input, containerOf: removing.containerOf };
  const remadeParents = new Set<Address>();
  return ordered.flatMap((resource): Step | readonly Step[] => {
    if (leaving.has(resource.address)) return removal(resource, removing) ?? [];
    if (resource.parent !== undefined && converted.has(resource.parent))
      return { unseen: { ...unseenOf(resource, later(resource.parent)), later: true } };
    const fresh = resource.parent !== undefined && remadeParents.has(resource.parent);
    const live: Live = fresh ? { state: 'absent' } : asRemembered(resource, liveOf(input.live, resource), remembering);
    const step = kept(resource, live, { input, cause: fresh ? 'dependency' : undefined });
    if (step !== undefined && 'change' in step && step.change.action === 'replace') remadeParents.add(resource.address);
    return step ?? [];
  });
};

const NOTHING: ReadonlySet<Address> = new Set();

const later = (container: Address): string => `its place changes with ${container}; apply once more after that`;

interface Why {
  readonly input: PlanInput;
  /** Set when the change follows from another. */
  readonly cause: Cause | undefined;
}

const kept = (resource: Resource, live: Live, { input, cause }: Why): Step | undefined => {
  if (live.state === 'unseen' || live.state === 'unsupported') return { unseen: unseenOf(resource, live.why) };
  const same = { same: resource, hidden: [], rotated: [] };
  if (resource.existing) return live.state === 'present' ? same : undefined;
  if (live.state === 'absent')
    return { change: { ...created(resource), cause: cause ?? absentBecause(resource, input) } };
  const owned = isOwned(resource, input.owned);
  if (resource.lifecycle.createOnly) return same;
  const memory = input.owned?.memoryOf(resource);
  const found = difference(resource, live.fields, { resendSecrets: input.resendSecrets, memory });
  // That no ledger lists it is no drift.
  const settled = found.edits.length === 0 && (owned || input.mode === 'drift');
  if (settled) return { ...same, hidden: found.hidden, rotated: found.rotated };
  const change = { ...changed(resource, live.fields, found), cause: cause ?? causeOf(found, input) };
  const unsent = leftUnsent(change, found);
  return { change: owned ? change : adopted(change, unsent), unsent };
};

/** The hidden fields that a change neither compares nor sends. */
const leftUnsent = ({ action, resource, edits }: Change, { hidden }: Difference): readonly string[] => {
  // What is made anew is sent whole.
  if (action === 'replace') return [];
  const sent = namesSent(resource, edits);
  return hidden.filter((name) => !sent.has(name));
};

/** Why an object is absent: drift if the ledger lists it, else it is new in the seed. A drift without a ledger calls all drift. */
const absentBecause = (resource: Resource, { mode, owned }: PlanInput): Cause => {
  if (mode === 'drift' && owned === undefined) return 'drift';
  const entry = owned?.entryOf(resource);
  return entry === undefined || entry.begun?.action === 'create' ? 'seed' : 'drift';
};

const adopted = (change: Change, unsent: readonly string[]): Change => {
  const kept = unsent.length === 0 ? [] : [`${unsent.join(', ')} taken to be as declared, and not sent`];
  const { action, edits, remarks: more } = change;
  // Nothing is written to the server, so nothing can be lost.
  if (edits.length === 0)
    return { ...change, action: 'adopt', risk: 'safe', also: undefined, remarks: ['is there already', ...kept] };
  const remarks = ['is there already, and is changed', ...kept, ...more];
  return action === 'update' ? { ...change, action: 'adopt', remarks } : { ...change, remarks };
};

/** The cause of an update: the side that changed, if all edits agree; `differs` where there is no ledger to tell. */
const causeOf = ({ edits }: Difference, { mode }: PlanInput): Cause => {
  const causes = [...new Set(edits.flatMap(({ cause }) => cause ?? []))];
  const [only = 'seed'] = causes;
  if (only === 'resent' && causes.length === 1) return 'resent';
  if (causes.includes('differs')) return mode === 'drift' ? 'drift' : 'differs';
  if (causes.length > 1) return 'both';
  return only;
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
    const { remarks, ...risks } = assess(resource, 'replace', edits);
    const why = `${forces.join(', ')} cannot be changed in place`;
    return { ...base, action: 'replace', because: forces, ...risks, remarks: [why, ...remarks] };
  }
  const turn = turnOf(resource, live);
  const { remarks, ...risks } = assess(resource, 'update', edits);
  const lost = lostSecrets(resource, live);
  const losses = lost.map((name) => `clears ${name}, which the seed does not hold`);
  const all = withRisk(risks, [...(lost.length > 0 ? (['irreversible'] as const) : []), turn?.risk]);
  return { ...base, action: 'update', ...all, remarks: [...losses, ...(turn ? [turn.text] : []), ...remarks] };
};
