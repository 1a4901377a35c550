import { hash } from 'node:crypto';
import { canonicalOf, fieldOf } from '../../kinds/index.ts';
import type { Approval } from '../../ledger/index.ts';
import { type Data, isKnown, isMap, isPlain, Pending, type Plain } from '../../model/data.ts';
import type { Field } from '../../model/kind.ts';
import type { Change, Edit, Plan } from '../../model/plan.ts';
import { MASK, Secret } from '../../model/secret.ts';
import { keyOf } from './memory.ts';

/** Digests of what a plan means, each `sha256:` and 64 hex digits. */
export interface PlanDigest {
  /** Of the whole plan. */
  readonly digest: string;
  /** Of each change, in their order: they tell which changes differ between two plans. */
  readonly marks: readonly string[];
}

/**
 * The digest of a plan: of the server, the ledger's place, and every change with its values in canonical form. Two plans
 * with the same digest do the same. A secret enters as the keyed digest that `approval` makes of it; without `approval` as
 * what a plan shows of it, so that a plan that sends another secret in its place has the same digest.
 */
export const planDigest = (plan: Plan, approval?: Approval): PlanDigest => {
  const { product, address, namespace, clusterId } = plan.server;
  const marks = plan.changes.map((change) => hashed(meaningOf(change, approval)));
  const digest = hashed({
    server: { product, address, namespace, clusterId: clusterId ?? null },
    seed: plan.seed,
    ledger: plan.ledger?.path ?? null,
    secrets: approval?.id ?? null,
    changes: marks,
    unseen: plan.unseen.map(({ address: where }) => where),
  });
  return { digest, marks };
};

const hashed = (meaning: Plain): string => `sha256:${hash('sha256', JSON.stringify(meaning))}`;

const meaningOf = (change: Change, approval: Approval | undefined): Plain => {
  const { address, action, resource, risk, also = [], remarks, edits } = change;
  const destroys = action === 'delete' || action === 'replace';
  return {
    address,
    action,
    object: keyOf(resource),
    risk,
    ...(also.length === 0 ? {} : { also: [...also] }),
    // Here the remarks name what else is deleted. Those on other changes only repeat the edits in words.
    remarks: destroys ? remarks : [],
    edits: edits.map((edit) => editMeaning(edit, change, approval)),
  };
};

const editMeaning = (edit: Edit, { resource }: Change, approval: Approval | undefined): Plain => {
  const field = fieldOf(resource.kind, edit.field);
  const object = keyOf(resource);
  const side = (which: 'before' | 'after'): Plain => {
    const value = edit[which];
    if (value === undefined) return [];
    const hide = (secret: Secret, whole: boolean): string =>
      approval?.value({ object, side: which, field: whole ? field : undefined }, secret) ?? MASK;
    if (edit.sensitive && approval === undefined)
      return [open(value, which === 'before' ? edit.after : value, isWhole(field))];
    return [edit.sensitive && isKnown(value) ? hide(Secret.seal(value), true) : shown(value, field, hide)];
  };
  return [edit.field, edit.change, ...(edit.sensitive ? ['sensitive'] : []), side('before'), side('after')];
};

/**
 * What a plan shows of a value with something secret in it: without a key nothing else tells two plans apart. Of a field that is
 * a secret as a whole these are the names of its members; of another all that is no secret on the declared side, `like`,
 * and of what is one whether the server has another.
 */
const open = (value: Data, like: Data | undefined, whole: boolean): Plain => {
  if (value instanceof Pending) return { pending: value.sensitive };
  if (value instanceof Secret && value === like) return { secret: [...(value.keys() ?? [])] };
  if (isMap(value) && (value === like || isMap(like))) {
    const likes = isMap(like) ? like : {};
    // What only the server has is not compared, and nobody has said that it is no secret.
    const names = Object.keys(value).filter((name) => whole || Object.hasOwn(likes, name));
    return Object.fromEntries(names.sort().map((name) => [name, open(value[name] ?? null, likes[name], whole)]));
  }
  if (Array.isArray(value) && value === like && !whole) return value.map((item) => open(item, item, false));
  if (!whole && like !== undefined && isPlain(like) && isPlain(value)) return value;
  return like === undefined || !isKnown(like) || !isKnown(value) ? MASK : moved(Secret.seal(value), Secret.seal(like));
};

/** Which members are another on the server; of what has none whether it is. */
const moved = (from: Secret, to: Secret): Plain => {
  const keys = from.keysChanged(to);
  return keys === undefined ? { other: !from.equals(to) } : { ...keys };
};

const isWhole = (field: Field | undefined): boolean => field === undefined || field.writeOnly || field.sensitive;

type Hide = (secret: Secret, whole: boolean) => string;

const shown = (value: Data, field: Field | undefined, hide: Hide): Plain =>
  isPlain(value) && field !== undefined ? canonicalOf(field, value) : inParts(value, hide);

const inParts = (value: Data, hide: Hide): Plain => {
  if (value instanceof Secret) return { secret: hide(value, false) };
  if (value instanceof Pending) return { pending: value.sensitive };
  if (Array.isArray(value)) return value.map((item) => inParts(item, hide));
  if (!isMap(value)) return isPlain(value) ? value : MASK;
  const entries = Object.entries(value).map(([name, item]): [string, Plain] => [name, inParts(item, hide)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
};
