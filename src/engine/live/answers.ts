import { fieldOf, pointerGet } from '../../kinds/index.ts';
import { type Fields, isMap, type Plain } from '../../model/data.ts';
import type { Field, Kind } from '../../model/kind.ts';
import type { Live } from '../../model/live.ts';
import { perObject } from '../../model/per-object.ts';
import type { Resource } from '../../model/resource.ts';
import { Secret } from '../../model/secret.ts';
import { type Answer, isNothing, isUnrouted, says } from '../../server/index.ts';

/*
 * What the answer to a read means. An error is never taken for absence: absent is a 404 by which the server says so, and what
 * the kind lists in `absent`. A path that the server does not know is "unsupported"; everything else is "unseen".
 */
export const liveFrom = (resource: Resource, answer: Answer): Live => {
  const { kind } = resource;
  if (isAbsent(kind, answer)) return { state: 'absent', remains: remainsIn(resource, answer) };
  if (answer.status === 404 || answer.status === 405) {
    return { state: 'unsupported', why: said(answer), ...(isUnrouted(answer) ? { unrouted: true } : {}) };
  }
  if (answer.status !== 200) return { state: 'unseen', why: said(answer) };
  if (!hasData(answer.data)) return { state: 'unseen', why: 'the server answered a read without data' };
  // The pointers of such fields start at an entry of a table; in the answer for one object that entry stands below `data`.
  const entry = kind.tables.length > 0 ? answer.data.data : answer.data;
  return { state: 'present', fields: fieldsFrom(shownByRead(resource), entry) };
};

// Some 404s still describe a deleted version: the next write has to name its number.
const remainsIn = ({ kind }: Resource, { data }: Answer): Fields =>
  hasData(data)
    ? fieldsFrom(
        kind.fields.filter(({ readOnly, readPath }) => readOnly && readPath === undefined),
        data,
      )
    : {};

const hasData = (body: Plain | undefined): body is { readonly data: Plain; readonly [name: string]: Plain } =>
  isMap(body) && isMap(body.data);

/** True when the answer means "there is no such object". */
export const isAbsent = (kind: Kind, answer: Answer): boolean => {
  if (isNothing(answer)) return true;
  return kind.absent.some(({ status, text }) => status === answer.status && (text === undefined || says(answer, text)));
};

const isShown = ({ at, writeOnly, local }: Field): boolean => at.read !== undefined && !writeOnly && !local;

const ownFields = perObject(({ fields }: Kind): readonly Field[] =>
  fields.filter((field) => field.readPath === undefined && isShown(field)),
);

/** The fields that the object's own read shows: all readable ones but those with a read path of their own. */
export const shownByRead = ({ kind, fields }: Pick<Resource, 'kind' | 'fields'>): readonly Field[] => {
  const known = ownFields(kind);
  if (kind.open === false) return known;
  const names = new Set(kind.fields.map(({ name }) => name));
  const others = Object.keys(fields).filter((name) => !names.has(name));
  return [...known, ...others.flatMap((name) => fieldOf(kind, name) ?? [])];
};

/** The readable fields in an answer, by the seed's names; sensitive ones as secrets. Fields that are not there are left out. */
export const fieldsFrom = (fields: readonly Field[], body: Plain): Fields => {
  const found: [string, Fields[string]][] = [];
  for (const { name, at, writeOnly, local, sensitive } of fields) {
    if (at.read === undefined || writeOnly || local) continue;
    const value = pointerGet(body, at.read);
    if (value === undefined) continue;
    found.push([name, sensitive && value !== null ? Secret.seal(value) : value]);
  }
  return Object.fromEntries(found);
};

/** Status and words of an answer, for a message: `403 permission denied`. */
export const said = ({ status, errors, warnings }: Answer): string =>
  errors.length === 0 && warnings.length > 0
    ? `${status} with a warning: ${warnings.join('; ')}`
    : errors.length > 0
      ? `${status} ${errors.join('; ')}`
      : status === 200
        ? 'the server answered a read with something else than objects'
        : `the server answered ${status} without a word`;
