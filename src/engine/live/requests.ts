import { conditionText, expandPath, fieldOf, meets, pointerSet, wire } from '../../kinds/index.ts';
import { below } from '../../model/below.ts';
import { type Data, type Fields, isMap, Pending } from '../../model/data.ts';
import type { Kind, Step } from '../../model/kind.ts';
import type { Resource } from '../../model/resource.ts';
import { Secret } from '../../model/secret.ts';
import type { Request } from '../../server/index.ts';

type Writing = 'create' | 'update';

/** The values that path templates of a resource may use: its vars, and its fields that are plain text. */
export const pathVars = ({
  vars,
  fields,
  kind,
}: Pick<Resource, 'vars' | 'fields' | 'kind'>): Record<string, string> => {
  const texts = Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const defaults = kind.fields.flatMap(({ name, schema }): [string, string][] =>
    typeof schema.default === 'string' ? [[name, schema.default]] : [],
  );
  return { ...Object.fromEntries(defaults), ...Object.fromEntries(texts), ...vars };
};

const HOLE = /\{([^{}]+)\}/g;
const holes = new Map<string, readonly string[]>();

const holesOf = (template: string): readonly string[] => {
  const known = holes.get(template);
  if (known !== undefined) return known;
  const names = [...template.matchAll(HOLE)].map(([, name = '']) => name);
  holes.set(template, names);
  return names;
};

/** A path template filled in for a resource. Most templates use vars only, so fields are collected only when needed. */
export const pathFor = (template: string, resource: Pick<Resource, 'vars' | 'fields' | 'kind'>): string => {
  const isPlain = holesOf(template).every((name) => resource.vars[name] !== undefined);
  return expandPath(template, isPlain ? resource.vars : pathVars(resource));
};

/** The path of a request as a policy names it: from the namespace of the connection, decoded, without a query. */
export const policyPath = (path: string, namespace: string): string => {
  const [bare = ''] = path.split('?');
  return below(namespace, bare.split('/').map(decodeURIComponent).join('/'));
};

/** What is written, over which live state. */
interface Writes {
  readonly operation: Writing;
  readonly fields: Fields;
  /** The live fields before the write, or what the server still says about a deleted object: for check-and-set. */
  readonly before: Fields;
}

/**
 * The requests that write fields of a resource, in order. Steps without content are left out. In a creation fields at
 * their default are left out: some servers refuse even the default of a field that does not fit the others.
 */
export const writeRequests = (resource: Resource, { operation, fields, before }: Writes): Request[] => {
  const steps = resource.kind[operation];
  const named = new Set(steps.flatMap((step) => step.fields ?? []));
  const written = operation === 'create' ? withoutNulls(fields) : fields;
  return steps.flatMap((step) => {
    const carried = carriedBy({ kind: resource.kind, step, fields: written, named });
    const empty = carried.length === 0 && step.body === undefined;
    if (empty && !step.always && !(operation === 'create' && steps.length === 1)) return [];
    return [{ body: bodyOf(step, [...carried, ...guarding(step, before)]), ...requestOf(resource, step) }];
  });
};

const withoutNulls = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

/** The requests that delete a resource, in order. Empty when the server has no way to. */
export const deleteRequests = (resource: Resource): Request[] =>
  meets(resource.kind.deleteWhen, resource.fields)
    ? resource.kind.delete.map((step) => ({
        ...requestOf(resource, step),
        ...(step.body === undefined ? {} : { body: step.body }),
      }))
    : [];

/** Why an object stays on the server when it leaves the seed; undefined when it is deleted. */
export const remainsBecause = (resource: Resource): string | undefined => {
  if (resource.lifecycle.onDestroy === 'forget') return 'stays on the server, as the seed says';
  const { kind, name } = resource;
  if (kind.named && kind.builtin.includes(name))
    return 'stays on the server, which came with it and does not delete it';
  if (deleteRequests(resource).length > 0) return undefined;
  if (kind.delete.length === 0) return 'will remain on the server, which has no way to delete it';
  return `stays on the server: its block does not say ${conditionText(kind.deleteWhen)}`;
};

const requestOf = (resource: Resource, step: Step): Request => ({
  method: step.method,
  path: pathFor(step.path, resource),
  ...(resource.namespace === '' ? {} : { namespace: resource.namespace }),
  repeat: step.method === 'DELETE' ? 'safe' : resource.kind.repeat,
});

interface Carried {
  readonly pointer: string;
  readonly value: Data;
}

const carriedBy = (input: {
  readonly kind: Kind;
  readonly step: Step;
  readonly fields: Fields;
  readonly named: ReadonlySet<string>;
}): Carried[] =>
  Object.entries(input.fields).flatMap(([name, value]) => {
    const field = fieldOf(input.kind, name);
    if (field === undefined || field.local || field.readOnly) return [];
    const mine = input.step.fields === undefined ? !input.named.has(name) : input.step.fields.includes(name);
    const pointer = field.at[input.step.shape];
    if (!mine || pointer === undefined) return [];
    return [{ pointer, value: wire(field, value) }];
  });

// The version number that the write replaces: 0 for a new object, none where the server shows none.
const guarding = ({ cas, shape }: Step, before: Fields): Carried[] => {
  if (cas === undefined) return [];
  const number = before[cas.field] ?? (shape === 'create' ? 0 : undefined);
  return number === undefined ? [] : [{ pointer: cas.at, value: number }];
};

const bodyOf = (step: Step, carried: readonly Carried[]): Data => {
  // Whole bodies first, so that single fields land inside them.
  const inOrder = [...carried].sort((a, b) => a.pointer.length - b.pointer.length);
  return inOrder.reduce<Data>((body, { pointer, value }) => put(body, pointer, value), step.body ?? {});
};

const put = (body: Data, pointer: string, value: Data): Data =>
  pointer === '' || body instanceof Secret ? merged(body, pointer, value) : pointerSet(body, pointer, value);

// Two whole bodies become one. If either is secret, the result is.
const merged = (body: Data, pointer: string, value: Data): Data => {
  if (pointer !== '' || value instanceof Pending) throw new Error('only a known, whole body can be merged');
  if (isMap(body) && isMap(value)) return { ...body, ...value };
  const [first, second] = [Secret.seal(body), Secret.seal(value)];
  return second.mergeOnto(first);
};
