import { Pending } from '../model/data.ts';
import type { Field } from '../model/kind.ts';
import type { Change, Edit, Plan, ServerIdentity, Unseen } from '../model/plan.ts';
import type { Resource } from '../model/resource.ts';
import { type KeysChanged, MASK, Secret } from '../model/secret.ts';
import { apiPath, readPath } from './api-path.ts';
import { planCounts } from './counts.ts';
import { diagnosticsJson } from './diagnostic-json.ts';
import { sayDuration } from './duration.ts';
import { partlySecret } from './partly-secret.ts';
import { plainValue, withHidden } from './value.ts';

/** Counted up when a reader of the old form would misread the new one; new members alone do not count. */
export const FORMAT_VERSION = '1.0';

export const serverJson = (server: ServerIdentity) => ({
  kind: server.product,
  version: server.version,
  edition: server.edition,
  address: server.address,
  ...(server.namespace === '' ? {} : { namespace: server.namespace }),
});

/** Lengths of time of both sides in the unit that one of them is written in. */
const sameUnit = (before: Edit['before'], after: Edit['after'], field: Field | undefined) => {
  const mixed = field?.compare === 'duration' && typeof before !== typeof after;
  if (!mixed || before === undefined || after === undefined) return [before, after];
  const like = typeof after === 'string' ? after : before;
  return [sayDuration(before, like) ?? before, sayDuration(after, like) ?? after];
};

/** The members of a secret map that move: their names are no secrets, what they stand for is. */
const membersOf = ({ before, after }: Edit): KeysChanged | undefined => {
  if (!(after instanceof Secret)) return undefined;
  if (before instanceof Secret) return before.keysChanged(after);
  const added = after.keys();
  return added && { added, changed: [], removed: [] };
};

const fieldJson = (edit: Edit, field: Field | undefined) => {
  const sensitive = edit.sensitive || field?.writeOnly === true || field?.sensitive === true;
  const partly = partlySecret(edit, field);
  const side = (value: Edit['after']) =>
    value === undefined || !sensitive || partly !== undefined ? withHidden(value, field?.hides ?? []) : MASK;
  const [before, after] = sameUnit(side((partly ?? edit).before), side((partly ?? edit).after), field);
  const members = sensitive ? membersOf(edit) : undefined;
  return {
    name: edit.field,
    change: edit.change,
    ...(before === undefined ? {} : { before: plainValue(before) }),
    ...(after === undefined ? {} : { after: plainValue(after) }),
    ...(edit.after instanceof Pending ? { known_after_apply: true } : {}),
    sensitive,
    ...(members === undefined ? {} : { members }),
  };
};

/** The fields of a change as machines read them; everything that is or may be a secret is its mask. */
export const fieldsJson = (change: Change) =>
  change.edits.map((edit) =>
    fieldJson(
      edit,
      change.resource.kind.fields.find(({ name }) => name === edit.field),
    ),
  );

const insideOf = ({ parent }: Resource) => (parent === undefined ? {} : { parent });

const changeJson = (change: Change) => ({
  address: change.address,
  kind: change.resource.kind.id,
  name: change.resource.name,
  path: apiPath(change.resource),
  ...insideOf(change.resource),
  action: change.action,
  cause: change.cause,
  risk: change.risk,
  ...(change.also === undefined ? {} : { also: change.also }),
  ...(change.action === 'replace' ? { because: change.because } : {}),
  remarks: change.remarks,
  fields: fieldsJson(change),
});

const unseenOne = ({ address, resource, why }: Unseen) => ({
  address,
  kind: resource.kind.id,
  path: apiPath(resource),
  why,
});

export const unseenJson = (plan: Plan) => plan.unseen.map(unseenOne);

/** How much of the seed was looked at, where targets kept to a part of it. */
export const partJson = ({ part }: Plan) => (part === undefined ? {} : { part });

/** What was left out of account because nobody gave the secrets. */
export const uncheckedJson = ({ unchecked }: Plan) =>
  unchecked === undefined ? {} : { not_checked: unchecked.map(({ address, field }) => ({ address, field })) };

/** What was taken over and never sent. */
export const unsentJson = ({ unsent = [] }: Plan) =>
  unsent.length === 0 ? {} : { never_sent: unsent.map(({ address, field }) => ({ address, field })) };

/**
 * The plan machines read, described by `schemas/output/plan.schema.json`. Keys come in a fixed order, so the same plan is
 * the same bytes. It holds no secret.
 */
export const planJson = (plan: Plan, digest: string) => ({
  format_version: FORMAT_VERSION,
  seed: plan.seed,
  server: serverJson(plan.server),
  summary: planCounts(plan),
  changes: plan.changes.map(changeJson),
  unseen: plan.unseen.map((one) => ({
    ...unseenOne(one),
    ...insideOf(one.resource),
    read: readPath(one.resource),
  })),
  not_compared: plan.hidden.map(({ address, field }) => ({ address, field })),
  ...unsentJson(plan),
  ...uncheckedJson(plan),
  ...(plan.rotated.length === 0 ? {} : { rotated: plan.rotated.map(({ address, field }) => ({ address, field })) }),
  ...(plan.ledger === undefined ? {} : { ledger: plan.ledger }),
  ...partJson(plan),
  diagnostics: diagnosticsJson(plan.diagnostics),
  digest,
});

export type PlanJson = ReturnType<typeof planJson>;
