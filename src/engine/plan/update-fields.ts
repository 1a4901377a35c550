import { fieldOf, meets, same } from '../../kinds/index.ts';
import type { Data, Fields } from '../../model/data.ts';
import type { Kind } from '../../model/kind.ts';
import type { Edit } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import { isHidden } from './diff.ts';

/**
 * The fields that an update sends. To an endpoint that merges: what changes, and what the kind wants in every write. To
 * one that replaces: everything declared, and every live value that is undeclared and not the default, because a field
 * that is left out would be reset.
 */
export const updateFields = (resource: Resource, live: Fields, edits: readonly Edit[]): Fields => {
  const { kind } = resource;
  const kept = kind.write === 'replace' ? undeclaredLive(resource, live) : {};
  const sent = Object.fromEntries(
    [...namesSent(resource, edits)].flatMap((name): [string, Data][] => {
      const value = name in resource.fields ? resource.fields[name] : liveToSend(kind, live, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return { ...kept, ...cleared(resource, live, sent), ...sent };
};

/** The fields that an update sends, whatever the server holds in them; none where nothing changes. */
export const namesSent = (resource: Resource, edits: readonly Edit[]): ReadonlySet<string> => {
  const { kind, fields, lifecycle } = resource;
  if (edits.length === 0) return new Set();
  if (kind.write === 'replace') return new Set(Object.keys(fields).filter((name) => !lifecycle.ignore.includes(name)));
  return new Set([...together(resource, edits), ...kind.always, ...(kind.write === 'mixed' ? kind.resets : [])]);
};

// The changed fields, and the declared ones that the server takes or checks only together with them.
const together = ({ kind, fields }: Resource, edits: readonly Edit[]): string[] => {
  const names = edits.map(({ field }) => field);
  const companions = kind.groups
    .filter(({ need, fields: members }) => need === 'together' && members.some((name) => names.includes(name)))
    .flatMap(({ fields: members }) => members.filter((name) => name in fields));
  return [...names, ...companions];
};

const liveToSend = (kind: Kind, live: Fields, name: string): Data | undefined => {
  const field = fieldOf(kind, name);
  return field === undefined || field.readOnly || isHidden(field, kind) ? undefined : live[name];
};

const undeclaredLive = ({ kind, fields, lifecycle }: Resource, live: Fields): Fields => {
  const excluded = new Set(excludedBy(kind, fields));
  return Object.fromEntries(
    kind.fields.flatMap((field): [string, Data][] => {
      if (excluded.has(field.name)) return [];
      const value = liveToSend(kind, live, field.name);
      const isDefault = value === undefined || (field.reset !== undefined && same(field, value, field.reset));
      const managed = field.name in fields && !lifecycle.ignore.includes(field.name);
      return managed || value === null || isDefault ? [] : [[field.name, value]];
    }),
  );
};

// A live value is not sent along when the seed declares something that the server refuses beside it.
const excludedBy = (kind: Kind, fields: Fields): readonly string[] =>
  kind.groups
    .filter(({ need }) => need === 'one' || need === 'at-most-one')
    .filter((group) => group.fields.some((name) => (fields[name] ?? null) !== null))
    .flatMap((group) => group.fields);

// Fields to be emptied when another changes, because the server refuses their old value beside its new one.
const cleared = ({ kind, fields }: Resource, live: Fields, sent: Fields): Fields => {
  const next = { ...live, ...fields, ...sent };
  return Object.fromEntries(
    kind.clears
      .filter(({ when }) => meets(when, next))
      .flatMap(({ fields: names }) => names)
      .filter((name) => fields[name] === undefined && isSet(live[name]))
      .map((name) => [name, null]),
  );
};

const isSet = (value: Data | undefined): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
