import { isDeepStrictEqual } from 'node:util';
import { accessChange } from '../../acl/index.ts';
import { expandPath, fieldOf, mayMeet, wildcard } from '../../kinds/index.ts';
import { type Data, isMap, isPlain, type Plain } from '../../model/data.ts';
import type { Field, Kind } from '../../model/kind.ts';
import { perObject } from '../../model/per-object.ts';
import { type Edit, RISK_ORDER, type Risk } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import { Secret } from '../../model/secret.ts';

/*
 * How dangerous a change is. The kind says what each of its operations risks at least. The edits show what a change does to
 * rights: a policy text that gives more, a role that gets another policy. The worse of the two is the risk of the change,
 * the other one becomes a remark.
 */

interface Assessment {
  readonly risk: Risk;
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
  const least = RISK_ORDER.find((risk) => risk === kind.risk[operation]) ?? 'safe';
  const changes = edits.flatMap((edit) => {
    const field = fieldOf(kind, edit.field);
    if (field === undefined) return [];
    const access = accessOf(field, edit);
    return [...(access === undefined ? [] : [access]), ...givenIn(kind, edit)];
  });
  const [widens, narrows] = [changes.some((one) => one.widens), changes.some((one) => one.narrows)];
  const places = operation === 'delete' ? [] : placesAt(resource);
  const moved = operation === 'update' ? edits.flatMap((edit) => movedIn(kind, edit)) : [];
  const risks: Risk[] = [
    least,
    ...RISK_ORDER.filter((one) => places.some((place) => place.risk === one)),
    ...(moved.length > 0 ? (['secret-revealing'] as const) : []),
    ...(operation === 'update' && edits.some((edit) => losesSome(kind, edit)) ? (['data-destroying'] as const) : []),
    ...(widens ? (['access-widening'] as const) : []),
    ...(narrows ? (['access-narrowing'] as const) : []),
  ];
  const risk = RISK_ORDER.findLast((one) => risks.includes(one)) ?? 'safe';
  const clear = changes.some((one) => one.narrows && !one.unclear);
  const other = clear && risk === 'access-widening' ? ['narrows access'] : [];
  const why = places.flatMap((place) => place.text ?? []);
  const where =
    moved.length > 0 ? [`what the server keeps secret goes elsewhere from then on: ${moved.join(', ')}`] : [];
  return { risk, remarks: [...other, ...why, ...where, ...changes.flatMap(({ grants }) => grants)] };
};

/** True when a field would keep fewer than before, such as versions. */
const losesSome = (kind: Kind, { field, before, after }: Edit): boolean => {
  const all = fieldOf(kind, field)?.fewerLoses;
  if (all === undefined) return false;
  const [had, has] = [before, after].map((number) => (typeof number === 'number' && number > 0 ? number : all));
  return (has ?? all) < (had ?? all);
};

/** The worse of two risks. */
export const worse = (risk: Risk, other: string | undefined): Risk =>
  RISK_ORDER.findLast((one) => one === risk || one === other) ?? risk;

const placesOf = perObject(({ riskAt }: Kind) =>
  riskAt.map(({ path = '*', ...place }) => ({ ...place, path: wildcard(path) })),
);

/** What the kind says of a write because of its path, or of what is written (`riskAt` of the kind). */
const placesAt = ({ kind, vars, fields = {} }: Judged) => {
  if (kind.riskAt.length === 0) return [];
  const path = expandPath(kind.path, vars);
  return placesOf(kind).filter(({ path: where, when = {} }) => where.test(path) && mayMeet(when, fields));
};

const leadsOf = perObject(({ leads }: Kind) => leads.map(wildcard));

/**
 * Fields by which a change makes the server send what it keeps hidden, and what others hand to it, to another place than before: whoever
 * names a place of his own gets passwords that he was never told.
 */
const movedIn = (kind: Kind, { field, before, after }: Edit): readonly string[] => {
  const leads = leadsOf(kind);
  if (leads.length === 0) return [];
  const isLead = (name: string): boolean => leads.some((one) => one.test(name));
  if (isLead(field)) return isSet(before) ? [field] : [];
  if (after instanceof Secret) return (after.keys() ?? []).filter((name) => isLead(name));
  if (!isMap(after)) return [];
  // What a read does not show may stand there as well.
  const had = isMap(before) ? before : undefined;
  return Object.keys(after).filter((name) => isLead(name) && !isSame(had?.[name], after[name]));
};

const isSame = (had: Data | undefined, has: Data | undefined): boolean =>
  had !== undefined && has !== undefined && isPlain(had) && isPlain(has) && isDeepStrictEqual(had, has);

const isSet = (data: Data | undefined): boolean => data !== undefined && data !== null && data !== '';

/** Why a write to the path may lock everybody out, whatever their rights; undefined where it may not. */
export const everybodyAt = (resource: Judged): string | undefined =>
  placesAt(resource).find(({ everybody }) => everybody !== undefined)?.everybody;

/** Policies that are named inside a map of which nobody knows what it is. */
const givenIn = ({ gives }: Kind, { before, after }: Edit): readonly Access[] =>
  gives.flatMap((key) => {
    const [had, has] = [before, after].map((map) => (isMap(map) ? map[key] : undefined));
    return has === undefined ? [] : [membersChange(had, has)];
  });

interface Access {
  readonly widens: boolean;
  readonly narrows: boolean;
  readonly grants: readonly string[];
  readonly unclear?: true | undefined;
}

const accessOf = (field: Field, { before, after }: Edit): Access | undefined => {
  if (field.compare === 'hcl-policy') {
    if (!isReadable(before) || !isReadable(after)) return { widens: true, narrows: false, grants: [] };
    return accessChange(before, after);
  }
  return field.refers === RIGHTS ? membersChange(before, after) : undefined;
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
