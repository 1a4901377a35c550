import { type Data, isMap, Pending } from '../../model/data.ts';
import type { Plan } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import type { LiveView } from '../live/observe.ts';

/*
 * Plans without secrets (`--without-secrets`), for whoever wants to see what a change would do and has no production
 * secrets at hand. A field whose secret was not given is not checked. On an existing object it is left out, so that nothing
 * is planned for it; a new object is shown with it. An apply plans again, with the secrets.
 */

/** Stands for a secret value that was not given. */
const isWithheld = (value: Data): boolean => {
  if (value instanceof Pending) return value.sensitive;
  if (Array.isArray(value)) return value.some(isWithheld);
  return isMap(value) && Object.values(value).some(isWithheld);
};

/** The resources with the fields that can be compared, and the fields that were left out. */
export const withoutWithheld = (
  resources: readonly Resource[],
  live: LiveView,
): { readonly resources: readonly Resource[]; readonly unchecked: NonNullable<Plan['unchecked']> } => {
  const found = resources.map((resource) => {
    const names = Object.entries(resource.fields).flatMap(([name, value]) => (isWithheld(value) ? [name] : []));
    return { resource, names };
  });
  return {
    resources: found.map(({ resource, names }) =>
      live.get(resource.address)?.state === 'present' ? without(resource, names) : withMarks(resource, names),
    ),
    unchecked: found.flatMap(({ resource: { address }, names }) => names.map((field) => ({ address, field }))),
  };
};

const withMarks = (resource: Resource, names: readonly string[]): Resource => ({
  ...resource,
  fields: { ...resource.fields, ...Object.fromEntries(names.map((name) => [name, new Pending(true, true)])) },
});

const without = (resource: Resource, names: readonly string[]): Resource => ({
  ...resource,
  fields: Object.fromEntries(Object.entries(resource.fields).filter(([name]) => !names.includes(name))),
});
