import { fieldOf, inWords, same, spokenOf } from '../../kinds/index.ts';
import { type Data, type Fields, holdsSecret, isKnown } from '../../model/data.ts';
import type { Field, Kind } from '../../model/kind.ts';
import type { Echoed } from '../../model/ledger.ts';
import type { Cause, Edit } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import type { Memory } from './memory.ts';

/*
 * The diff of one object: what the seed declares against what the server shows, field by field, in canonical form. Fields
 * that the seed does not declare are not compared. A hidden field, which the server never shows, is an edit when the seed
 * has changed it since it was last sent, when the server says that it is not set, or with `--resend-secrets`; what the server has
 * rotated is sent when the seed changes it, and never else. A field that
 * differs although neither side has changed since the last write is only spelt differently by the server: no edit.
 */

/** What a comparison takes into account besides the two sides. */
interface Comparing {
  /** Send write-only fields although nothing shows that they changed. */
  readonly resendSecrets: boolean;
  /** What the ledger remembers of the object; undefined: nothing. */
  readonly memory?: Memory | undefined;
}

export interface Difference {
  readonly edits: readonly Edit[];
  /** Immutable fields that differ: the object must be replaced. */
  readonly forces: readonly string[];
  /** Declared fields that could not be compared. */
  readonly hidden: readonly string[];
  /** Declared fields that the server has rotated by itself: left as they are. */
  readonly rotated: readonly string[];
}

/** The edits of a creation: every declared field but those declared as their default (`null`). */
export const creation = (resource: Resource): Edit[] =>
  declared(resource)
    .filter(([, after]) => after !== null)
    .map(([field, after]) => ({ field: field.name, change: 'add', after, sensitive: isSensitive(field, after) }));

/** The edits that bring a live object to its declaration. */
export const difference = (resource: Resource, live: Fields, comparing: Comparing): Difference => {
  const fields = declared(resource).filter(([field]) => !resource.lifecycle.ignore.includes(field.name));
  const found = fields.flatMap(
    ([field, after]) => editOf({ field, after, live, kind: resource.kind, comparing }) ?? [],
  );
  const rotated = rotatedIn(resource, found);
  const edits = withGroups(
    resource,
    found.filter(({ field }) => !rotated.has(field)),
  );
  const uncompared = ([field, after]: [Field, Data]): boolean =>
    isHidden(field, resource.kind) && !rotated.has(field.name) && !isRemembered(field, after, comparing);
  return {
    edits,
    forces: edits.filter((edit) => forcesReplace(resource.kind, edit)).map(({ field }) => field),
    hidden: fields
      .filter(uncompared)
      .map(([field]) => field.name)
      .filter((name) => !edits.some((edit) => edit.field === name)),
    rotated: fields.map(([{ name }]) => name).filter((name) => rotated.has(name)),
  };
};

/** True when a hidden field is known to be declared as it was last sent. */
const isRemembered = (field: Field, value: Data, { memory }: Comparing): boolean =>
  memory !== undefined && isKnown(value) && memory.declared(field, value) === 'same';

/**
 * The fields of rotation groups whose readable half has changed on the server while the seed has not: the server has
 * rotated the secret, and sending the declared one again would undo that.
 */
const rotatedIn = ({ kind }: Resource, edits: readonly Edit[]): ReadonlySet<string> => {
  const shown = edits.filter(({ change }) => change !== 'hidden');
  const causeOf = new Map(shown.map(({ field, cause }) => [field, cause]));
  const moved = kind.rotates.filter((group) => {
    const causes = group.map((name) => causeOf.get(name));
    const meant = edits.some(({ field, cause }) => group.includes(field) && cause === 'seed');
    return causes.includes('drift') && !causes.includes('both') && !meant;
  });
  return new Set(moved.flat());
};

const declared = ({ kind, fields }: Resource): [Field, Data][] =>
  Object.entries(fields).flatMap(([name, value]): [Field, Data][] => {
    const field = fieldOf(kind, name);
    return field === undefined || field.local || field.readOnly ? [] : [[field, value]];
  });

/** Whether the declared value means the same as the live one. The cheap comparison comes first: most are equal as written. */
export const alike = (field: Field, declared: Data, live: Data | undefined): boolean =>
  (typeof declared !== 'object' && declared === live) || same(field, declared, live);

/** True when no read of the kind shows the field. */
export const isHidden = (field: Field, kind: Kind): boolean =>
  field.writeOnly || kind.unreadable || field.at.read === undefined;

interface Comparison {
  readonly field: Field;
  readonly after: Data;
  readonly live: Fields;
  readonly kind: Kind;
  readonly comparing: Comparing;
}

const editOf = ({ field, after, live, kind, comparing }: Comparison): Edit | undefined => {
  const sensitive = isSensitive(field, after);
  if (isHidden(field, kind)) {
    const cause = hiddenCause({ field, after, live, kind, comparing });
    return cause && { field: field.name, change: 'hidden', after, sensitive, cause };
  }
  if (isKnown(after) && alike(field, after, live[field.name])) return undefined;
  const before = spokenOf(field, after, live[field.name]);
  const cause = visibleCause(field, { after, before }, comparing);
  const shown = inWords(field, after, before);
  return cause && { field: field.name, change: changeOf(before, after), ...sides(shown, after), sensitive, cause };
};

/** Why a hidden field has to be sent; undefined where it has not. */
const hiddenCause = (comparison: Comparison): Cause | undefined =>
  knownCause(comparison) ?? (comparison.comparing.resendSecrets ? 'resent' : undefined);

const knownCause = ({ field, after, live, comparing: { memory } }: Comparison): Cause | undefined => {
  if (field.setFlag !== undefined && live[field.setFlag] === false && after !== null) return 'drift';
  if (memory === undefined || !isKnown(after)) return undefined;
  if (memory.unfinished.has(field.name)) return 'unfinished';
  const declared = memory.declared(field, after);
  return declared === 'changed' || declared === 'new' ? 'seed' : undefined;
};

/** Which side of a difference has changed since the last write; undefined where neither has, so that it is no edit. */
const visibleCause = (
  field: Field,
  { after, before }: { readonly after: Data; readonly before: Data | undefined },
  { memory }: Comparing,
): Cause | undefined => {
  if (memory === undefined || !isKnown(after)) return 'differs';
  return CAUSES[memory.declared(field, after)][memory.shown(field, before)];
};

/** Indexed by whether the declared value changed, then by whether the live one did. */
const CAUSES: Readonly<Record<Echoed, Readonly<Record<Echoed, Cause | undefined>>>> = {
  same: { same: undefined, changed: 'drift', new: 'differs', unknown: 'differs' },
  changed: { same: 'seed', changed: 'both', new: 'seed', unknown: 'differs' },
  new: { same: 'seed', changed: 'seed', new: 'seed', unknown: 'seed' },
  unknown: { same: 'differs', changed: 'differs', new: 'differs', unknown: 'differs' },
};

const changeOf = (before: Data | undefined, after: Data): Edit['change'] => {
  if (after === null) return 'reset';
  return before === undefined || before === null ? 'add' : 'change';
};

const sides = (before: Data | undefined, after: Data): Pick<Edit, 'before' | 'after'> => ({
  ...(before === undefined ? {} : { before }),
  after,
});

const isSensitive = (field: Field, value: Data): boolean => field.writeOnly || field.sensitive || holdsSecret(value);

const forcesReplace = (kind: Kind, edit: Edit): boolean => {
  const field = fieldOf(kind, edit.field);
  if (field === undefined || edit.change === 'hidden') return false;
  if (kind.write === 'create-only' || kind.update.length === 0) return true;
  return field.immutable || (field.oneWay && edit.before === true);
};

/** The hidden fields of the same rotation groups: when one field of a group changes, these are sent with it. */
const withGroups = ({ kind, fields }: Resource, edits: readonly Edit[]): Edit[] => {
  const changed = new Set(edits.map(({ field }) => field));
  const companions = kind.rotates
    .filter((group) => group.some((name) => changed.has(name)))
    .flat()
    .filter((name) => !changed.has(name) && fields[name] !== undefined);
  const extra = companions.map((name): Edit => {
    const field = fieldOf(kind, name);
    const after = fields[name] ?? null;
    return { field: name, change: 'hidden', after, sensitive: field === undefined || isSensitive(field, after) };
  });
  return [...edits, ...extra];
};
