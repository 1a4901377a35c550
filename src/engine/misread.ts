import { meets, pointerGet } from '../kinds/index.ts';
import type { Address } from '../model/address.ts';
import { type Data, type Fields, isMap, isPlain } from '../model/data.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Resource } from '../model/resource.ts';
import type { LiveView } from './observe.ts';

/*
 * What stands in an object may depend on a setting of it that the seed leaves out. Then the seed was read as if the server had
 * the default, and where it has something else, the contents would be looked for where they are not: what is there would be
 * made again, and what is remembered would be deleted.
 */

/** Contents that the seed takes for something else than what the server has, one message for each container. */
export const misread = (resources: readonly Resource[], live: LiveView): Diagnostic[] => {
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  const told = new Map<Address, Diagnostic>();
  for (const { parent, kind } of resources) {
    const container = parent === undefined ? undefined : byAddress.get(parent);
    if (container === undefined || told.has(container.address)) continue;
    const seen = live.get(container.address);
    if (seen?.state !== 'present') continue;
    const really = overlaid(seen.fields, container.fields);
    if (meets(kind.when, really)) continue;
    const [setting] = Object.keys(kind.when).filter((one) => !meets({ [one]: kind.when[one] ?? [] }, really));
    const value = setting === undefined ? undefined : valueAt(really, setting);
    if (setting !== undefined && value !== undefined) told.set(container.address, differing(container, setting, value));
  }
  return [...told.values()];
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
  const names = setting.split('/').filter((name) => name !== '');
  const written = names
    .toReversed()
    .reduce(
      (inner, name, depth) => (depth === 0 ? `${name} = ${inner}` : `${name} = { ${inner} }`),
      JSON.stringify(value),
    );
  return {
    code: 'another-form',
    message: `${address} has ${names.join('.')} ${value} on the server, and the seed does not say so: what stands in it was taken for something else`,
    help: [`write ${written} in it`],
    address,
    at,
  };
};
