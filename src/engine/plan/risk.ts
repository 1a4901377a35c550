import { accessChange } from '../../acl/index.ts';
import { expandPath, fieldOf, wildcard } from '../../kinds/index.ts';
import { type Data, isMap, isPlain, type Plain } from '../../model/data.ts';
import type { Field, Kind } from '../../model/kind.ts';
import { perObject } from '../../model/per-object.ts';
import type { Edit, Risk } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';

/*
 * How dangerous a change is. The kind says what each of its operations risks at least. The edits show what a change does to
 * rights: a policy text that gives more, a role that gets another policy. The worse of the two is the risk of the change,
 * the other one becomes a remark.
 */

interface Assessment {
  readonly risk: Risk;
  readonly remarks: readonly string[];
}

/** From harmless to worst. Giving rights is worse than taking a login away: nobody would notice and complain. */
const ORDER: readonly Risk[] = [
  'safe',
  'access-narrowing',
  'login-affecting',
  'access-widening',
  'lease-revoking',
  'data-destroying',
  'irreversible',
];

/** Blocks whose names are rights: a list of them gives and takes access. */
const RIGHTS = 'policy';
/** The policy `root` allows everything and has no text. */
const ALL_RIGHTS = 'root';

export const assess = (
  resource: Pick<Resource, 'kind' | 'vars'>,
  operation: 'create' | 'update' | 'replace' | 'delete',
  edits: readonly Edit[],
): Assessment => {
  const { kind } = resource;
  const least = ORDER.find((risk) => risk === kind.risk[operation]) ?? 'safe';
  const changes = edits.flatMap((edit) => {
    const field = fieldOf(kind, edit.field);
    if (field === undefined) return [];
    const access = accessOf(field, edit);
    return [...(access === undefined ? [] : [access]), ...givenIn(kind, edit)];
  });
  const [widens, narrows] = [changes.some((one) => one.widens), changes.some((one) => one.narrows)];
  const risks: Risk[] = [
    least,
    ...(operation === 'delete' ? [] : riskThere(resource)),
    ...(operation === 'update' && edits.some((edit) => losesSome(kind, edit)) ? (['data-destroying'] as const) : []),
    ...(widens ? (['access-widening'] as const) : []),
    ...(narrows ? (['access-narrowing'] as const) : []),
  ];
  const risk = ORDER.findLast((one) => risks.includes(one)) ?? 'safe';
  const clear = changes.some((one) => one.narrows && !one.unclear);
  const other = clear && risk === 'access-widening' ? ['narrows access'] : [];
  return { risk, remarks: [...other, ...changes.flatMap(({ grants }) => grants)] };
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
  ORDER.findLast((one) => one === risk || one === other) ?? risk;

const placesOf = perObject(({ riskAt }: Kind) => riskAt.map((place) => ({ ...place, path: wildcard(place.path) })));

const placesAt = ({ kind, vars }: Pick<Resource, 'kind' | 'vars'>) => {
  if (kind.riskAt.length === 0) return [];
  const path = expandPath(kind.path, vars);
  return placesOf(kind).filter((place) => place.path.test(path));
};

/** The least risk of a write because of its path (`riskAt` of the kind). */
const riskThere = (resource: Pick<Resource, 'kind' | 'vars'>): readonly Risk[] => {
  const named = placesAt(resource);
  return ORDER.filter((risk) => named.some((place) => place.risk === risk));
};

/** Why a write to the path may lock everybody out, whatever their rights; undefined where it may not. */
export const everybodyAt = (resource: Pick<Resource, 'kind' | 'vars'>): string | undefined =>
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
