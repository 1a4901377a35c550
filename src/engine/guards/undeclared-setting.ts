import { conditionText, fieldOf, meets, pointerGet } from '../../kinds/index.ts';
import type { Address } from '../../model/address.ts';
import { type Data, type Fields, isMap, isPlain } from '../../model/data.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kind.ts';
import type { Plan } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import type { LiveView } from '../live/observe.ts';
import { alike } from '../plan/diff.ts';

/*
 * What stands in an object may depend on a setting of it that the seed leaves out, or that it says otherwise of an object that it
 * only refers to. Then the seed was read as if the server had the default, and where it has something else, the contents would be looked for where they are not: what is there would be
 * made again, and what is remembered would be deleted.
 */

/** Contents that the seed takes for something else than what the server has, one message for each container. */
export const misread = (resources: readonly Resource[], live: LiveView): Diagnostic[] => {
  // Most kinds stand in their container whatever it is set to.
  const choosy = resources.filter(({ parent, kind }) => parent !== undefined && Object.keys(kind.when).length > 0);
  const kinds = new Map<Address, Set<Kind>>();
  for (const { parent = '', kind } of choosy) kinds.set(parent, (kinds.get(parent) ?? new Set()).add(kind));
  return resources.flatMap((container) => {
    const seen = live.get(container.address);
    if (seen?.state !== 'present') return [];
    const other = otherType(container, seen.fields);
    if (other !== undefined) return [differing(container, TYPE, other)];
    // Nothing of an existing object is changed, whatever the seed says of it.
    const really = container.existing ? seen.fields : overlaid(seen.fields, container.fields);
    const inside = [...(kinds.get(container.address) ?? [])];
    return inside.flatMap((kind) => mistaken(kind, container, really)).slice(0, 1);
  });
};

/** The field that says what may stand in a mount. */
const TYPE = 'type';

/** The type of an existing mount, where it is not the one that the seed says: paths in it would be taken for other things. */
const otherType = ({ existing, kind, fields }: Resource, live: Fields): string | undefined => {
  const [field, declared] = [fieldOf(kind, TYPE), fields[TYPE]];
  if (!existing || kind.children === undefined || field === undefined || declared === undefined) return undefined;
  return alike(field, declared, live[TYPE]) ? undefined : valueAt(live, TYPE);
};

const mistaken = ({ when }: Kind, container: Resource, really: Fields): readonly Diagnostic[] => {
  const setting = Object.keys(when).find((one) => !meets({ [one]: when[one] ?? [] }, really));
  const value = setting === undefined ? undefined : valueAt(really, setting);
  return setting === undefined || value === undefined ? [] : [differing(container, setting, value)];
};

/** What the server will have: what is declared, over what is there. Maps are written key by key. */
const overlaid = (live: Fields, declared: Fields): Fields => {
  const both = Object.entries(declared).map(([name, value]): [string, Data] => {
    const under = live[name];
    return [name, isMap(value) && isMap(under) ? { ...under, ...value } : value];
  });
  return { ...live, ...Object.fromEntries(both) };
};

const valueAt = (fields: Fields, setting: string): string | undefined => {
  const value = setting.startsWith('/') ? pointerGet(fields, setting) : fields[setting];
  return value !== undefined && isPlain(value) && value !== null && typeof value !== 'object'
    ? String(value)
    : undefined;
};

const differing = ({ address, at }: Resource, setting: string, value: string): Diagnostic => {
  const name = setting.split('/').filter(Boolean).join('.');
  return {
    code: 'another-form',
    message: `${address} has ${name} ${value} on the server, and the seed does not say so: what stands in it was taken for something else`,
    help: [`write ${conditionText({ [setting]: [value] })} in it`],
    address,
    at,
  };
};

/** What is said of a container is not said again of each object that stands in it and was looked for in the wrong place. */
export const toldOnce = (plan: Plan): Plan => {
  const told = plan.diagnostics.flatMap(({ code, address }) => (code === 'another-form' ? (address ?? []) : []));
  if (told.length === 0) return plan;
  const containers: ReadonlySet<Address | undefined> = new Set(told);
  const isInside = ({ resource: { parent } }: Plan['unseen'][number]): boolean =>
    parent !== undefined && containers.has(parent);
  const inside: ReadonlySet<Address | undefined> = new Set(plan.unseen.filter(isInside).map(({ address }) => address));
  return {
    ...plan,
    unseen: plan.unseen.map((one) => (isInside(one) ? { ...one, why: ELSEWHERE } : one)),
    diagnostics: plan.diagnostics.filter(({ code, address }) => code !== 'cannot-see' || !inside.has(address)),
  };
};

const ELSEWHERE = 'was looked for in the wrong place';
