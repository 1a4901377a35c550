import { accessChange } from '../../acl/index.ts';
import { expandPath, fieldOf, mayMeet, wildcard } from '../../kinds/index.ts';
import { type Data, isPlain, Pending, type Plain } from '../../model/data.ts';
import type { Field, Kind } from '../../model/kind.ts';
import { perObject } from '../../model/per-object.ts';
import { type Change, type Edit, GRAVE_RISKS, RISK_ORDER, RISKS, type Risk } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import { Secret } from '../../model/secret.ts';
import { sentBy } from './sent.ts';

/*
 * How dangerous a change is. The kind says what each of its operations risks at least. The edits show what a change does to
 * rights: a policy text that gives more, a role that gets another policy. The worse of the two is the risk of the change,
 * the other one becomes a remark.
 */

/** The worst risk of a change, and the other grave ones. */
type Risks = Pick<Change, 'risk' | 'also'>;

interface Assessment extends Risks {
  readonly remarks: readonly string[];
}

/** Blocks whose names are rights: a list of them gives and takes access. */
const RIGHTS = 'policy';
/** The policy `root` allows everything and has no text. */
const ALL_RIGHTS = 'root';

/** What is judged: an object, with what is declared of it where that matters. */
type Judged = Pick<Resource, 'kind' | 'vars'> & Partial<Pick<Resource, 'fields'>>;

export const assess = (
  resource: Judged,
  operation: 'create' | 'update' | 'replace' | 'delete',
  edits: readonly Edit[],
): Assessment => {
  const { kind } = resource;
  const sent = sentBy(resource, edits);
  const changes = [
    ...edits.flatMap((edit) => {
      const field = fieldOf(kind, edit.field);
      return (field && accessOf(field, edit)) ?? [];
    }),
    ...givenIn(kind, sent),
  ];
  const [widens, narrows] = [changes.some((one) => one.widens), changes.some((one) => one.narrows)];
  const places = placesAt(resource, operation === 'delete' ? 'delete' : 'write');
  const moved = operation === 'update' && !kind.anywhere ? leadsAmong(kind, edits) : [];
  const found = worstOf([
    kind.risk[operation],
    ...places.map(({ risk }) => risk),
    ...(moved.length > 0 ? ['secret-revealing'] : []),
    ...(operation === 'update' ? edits.flatMap((edit) => risksIn(kind, edit)) : []),
    ...(widens ? ['access-widening'] : []),
    ...(narrows ? ['access-narrowing'] : []),
  ]);
  const clear = changes.some((one) => one.narrows && !one.unclear);
  const other = clear && found.risk === 'access-widening' ? [RISKS['access-narrowing']] : [];
  const why = places.flatMap((place) => place.text ?? []);
  const where = moved.length > 0 ? [elsewhere(moved)] : [];
  return { ...found, remarks: [...other, ...why, ...where, ...changes.flatMap(({ grants }) => grants)] };
};

/** What a new value of a field does to what is there. What is not known yet may be the worst. */
const risksIn = (kind: Kind, edit: Edit): readonly Risk[] => {
  const field = fieldOf(kind, edit.field);
  if (field === undefined) return [];
  const gains = isUnknown(edit.after) || membersChange(edit.before, edit.after).widens;
  const setsTrue = field.schema.type === 'boolean' ? !isFalse(edit.after) : gains;
  return [
    ...(losesSome(field, edit) ? (['data-destroying'] as const) : []),
    ...(field.oneWay && setsTrue ? (['irreversible'] as const) : []),
    ...(field.reveals && setsTrue ? (['secret-revealing'] as const) : []),
  ];
};

/** What waits for the server, and what a seed calls secret, is not told apart from the worst. */
const isUnknown = (data: Data | undefined): boolean => data instanceof Pending || data instanceof Secret;

const isFalse = (data: Data | undefined): boolean => data === false || data === null || data === undefined;

/** True when a field would keep fewer than before, such as versions. */
const losesSome = ({ fewerLoses: all }: Field, { before, after }: Edit): boolean => {
  if (all === undefined) return false;
  if (isUnknown(after)) return true;
  const [had = 0, has] = [countIn(before), countIn(after)];
  if (has === undefined) return true;
  // None, or 0, leaves it to what is around, which may keep fewer than were kept here.
  return has === 0 ? had > 0 : has < (had || all);
};

/** The largest number of versions that a server keeps as it is given: of a larger one it takes the last 32 bits (seen on Vault 1.21.1). */
const MOST = 2 ** 32 - 1;

/** A number, also in quotes; none is 0. Undefined: who knows how the server reads it: with a nought in front it is octal. */
const countIn = (data: Data | undefined): number | undefined => {
  if (data === undefined || data === null || data === '') return 0;
  const text = typeof data === 'number' ? String(data) : data;
  if (typeof text !== 'string' || !/^(0|[1-9]\d*)$/.test(text)) return undefined;
  return Number(text) > MOST ? undefined : Number(text);
};

const worstOf = (risks: readonly (string | undefined)[]): Risks => {
  const found = RISK_ORDER.filter((one) => risks.includes(one));
  const risk = found.at(-1) ?? 'safe';
  const also = found.filter((one) => one !== risk && GRAVE_RISKS.includes(one));
  return also.length === 0 ? { risk } : { risk, also };
};

/** Risks with more to them. */
export const withRisk = ({ risk, also = [] }: Risks, more: readonly (string | undefined)[]): Risks =>
  worstOf([risk, ...also, ...more]);

const placesOf = perObject(({ riskAt }: Kind) =>
  riskAt.map(({ path, on = 'write', ...place }) => ({
    ...place,
    on,
    path: path === undefined ? undefined : wildcard(path),
  })),
);

/** What the kind says of a write or a deletion because of its path, or of what is declared (`riskAt` of the kind). */
const placesAt = ({ kind, vars, fields = {} }: Judged, act: 'write' | 'delete') => {
  const isThere = (path: RegExp | undefined): boolean => path === undefined || path.test(expandPath(kind.path, vars));
  return placesOf(kind).filter(({ on, path, when = {} }) => on === act && mayMeet(when, fields) && isThere(path));
};

const leadsOf = perObject(({ leads }: Kind) => (leads?.names ?? []).map(wildcard));

/**
 * Fields, or keys in them, by which a write makes the server send what it keeps hidden, or what others hand to it, to another place than before:
 * whoever names a place of his own gets passwords that he was never told. Plugins of servers take names in letters of either size.
 */
export const leadsAmong = (kind: Kind, edits: readonly Edit[]): readonly string[] =>
  edits.map(({ field }) => field).filter((name) => leadsOf(kind).some((one) => one.test(name.toLowerCase())));

/** What is said of that. */
export const elsewhere = (names: readonly string[]): string =>
  `what the server keeps secret may go elsewhere from then on${names.length === 0 ? '' : `: ${names.join(', ')}`}`;

/** Why a write to the path may lock everybody out, whatever their rights; undefined where it may not. */
export const everybodyAt = (resource: Judged): string | undefined =>
  placesAt(resource, 'write').find(({ everybody }) => everybody !== undefined)?.everybody;

/** Policies that are named inside a map of which nobody knows what it is. */
const givenIn = ({ gives }: Kind, { members, anything }: ReturnType<typeof sentBy>): readonly Access[] =>
  anything && gives.length > 0
    ? [WIDENS]
    : members.filter(({ field }) => gives.includes(field)).map(({ before, after }) => membersChange(before, after));

interface Access {
  readonly widens: boolean;
  readonly narrows: boolean;
  readonly grants: readonly string[];
  readonly unclear?: true | undefined;
}

const accessOf = (field: Field, { before, after }: Edit): Access | undefined => {
  if (field.compare === 'hcl-policy') {
    if (!isReadable(before) || !isReadable(after)) return WIDENS;
    return accessChange(before, after);
  }
  if (field.ends) return endChange(field, before, after);
  return field.refers === RIGHTS ? membersChange(before, after) : undefined;
};

const isSet = (data: Data | undefined): boolean => data !== undefined && data !== null;

const WIDENS: Access = { widens: true, narrows: false, grants: [] };

/** True where an end is taken away, or certainly comes later than the one before. */
export const endsLater = (before: Data | undefined, after: Data | undefined): boolean =>
  !isSet(after) || dateOf(after) >= dateOf(before);

/** Milliseconds since 1970; not a number of what is no date. */
const dateOf = (end: Data | undefined): number => (typeof end === 'string' ? Date.parse(end) : Number.NaN);

/** What another end does to the rights; both, where nobody can tell whether it comes later. */
const endChange = ({ writeOnly, at }: Field, before: Data | undefined, after: Data | undefined): Access => {
  if (endsLater(before, after)) return WIDENS;
  const isShown = !writeOnly && at.read !== undefined;
  const isFirst = isShown && !isSet(before);
  const isSooner = dateOf(after) < dateOf(before);
  return { widens: !isFirst && !isSooner, narrows: true, grants: [] };
};

const isReadable = (data: Data | undefined): data is Plain | undefined => data === undefined || isPlain(data);

const membersChange = (before: Data | undefined, after: Data | undefined): Access => {
  const [had, has] = [members(before), members(after)];
  const gained = has.filter((name) => !had.includes(name));
  const lost = had.filter((name) => !has.includes(name));
  const grants = gained.includes(ALL_RIGHTS) ? [`gives the policy ${ALL_RIGHTS}: everything`] : [];
  return { widens: gained.length > 0, narrows: lost.length > 0, grants };
};

const members = (data: Data | undefined): readonly Data[] => {
  if (typeof data === 'string') return data.split(',').map((name) => name.trim());
  return Array.isArray(data) ? data : data === undefined || data === null ? [] : [data];
};
