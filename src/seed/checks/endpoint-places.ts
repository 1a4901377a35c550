import {
  apiPrefix,
  type Catalog,
  checkAct,
  checkStrays,
  type Described,
  describedAt,
  meets,
  type Place,
  prefixFor,
  writtenHead,
} from '../../kinds/index.ts';
import { below } from '../../model/below.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kind.ts';
import type { Resource } from '../../model/resource.ts';
import type { Instance } from '../evaluate/state.ts';
import { placeOf } from '../tell.ts';

/*
 * Endpoints: objects whose name is an API path. One may be inside a mount that the seed declares: then it depends on the
 * mount. And one may be at a path that a kind of its own describes: that is refused, since such a write would bypass the
 * checks of the kind, and its ownership.
 */

/** Finds the mount that an endpoint's path is in, or else the namespace. */
type HostOf = (resource: Resource) => Resource | undefined;

/** From the namespace of the connection. */
const fullPath = ({ namespace, name }: Resource): string => below(namespace, name);

export const hostsAmong = (instances: readonly Pick<Instance, 'resource' | 'misnamed'>[]): HostOf => {
  const hosts = new Map<string, Resource>();
  for (const { resource, misnamed } of instances) {
    const { kind, namespace, name } = resource;
    if (misnamed || (kind.children === undefined && !kind.scope)) continue;
    hosts.set(below(namespace, kind.scope ? name : apiPrefix(resource)), resource);
  }
  return (resource) => {
    if (!resource.kind.anywhere || hosts.size === 0) return undefined;
    const path = fullPath(resource);
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const host = hosts.get(path.slice(0, end));
      if (host !== undefined) return host;
    }
    return undefined;
  };
};

interface Found extends Described {
  /** What is written around it. */
  readonly around: string;
  /** Where its name begins in the path that was written. */
  readonly namespace: string;
  readonly mount?: Resource | undefined;
}

/** Refuses endpoints that a kind describes. */
export const describedElsewhere = (
  objects: readonly (readonly [Instance, Resource])[],
  catalog: Catalog,
): readonly Diagnostic[] => {
  const anywhere = objects.filter(([{ misnamed }, { kind }]) => kind.anywhere && !misnamed);
  if (anywhere.length === 0) return [];
  const hostOf = hostsAmong(objects.map(([instance]) => instance));
  const top = catalog.topLevel().flatMap((block) => catalog.top(block) ?? []);
  return anywhere.flatMap(([, resource]): Diagnostic[] => {
    const host = hostOf(resource);
    const found = foundAt(resource, host, { catalog, top });
    if (found === undefined) return lodgedProblems(resource, hostOf);
    const there = objects.find(([, one]) => isThat(one, found))?.[1];
    return [
      {
        code: 'described-path',
        message: `${resource.name} is what the block ${writtenHead(found.kind)} is for`,
        at: resource.at,
        help: [
          there === undefined
            ? instead(found)
            : `${there.address}, at ${placeOf(there.at)}, declares it: write it there`,
          `what may stand in it: vaultseed explain ${found.kind.handle}`,
        ],
        address: resource.address,
      },
    ];
  });
};

/**
 * Refuses endpoints that act instead of holding state (by the type of their mount; a guess where that is not declared), and
 * those whose fields make the write lead to another object than the one at their path.
 */
export const lodgedProblems = (resource: Resource, hostOf: HostOf): Diagnostic[] => {
  const { kind, name, fields, at, address } = resource;
  const host = hostOf(resource);
  const place = host?.kind.children === undefined ? undefined : placeAt(host, resource);
  const written = { kind, path: name, fields };
  return [...checkAct(written, place), ...checkStrays(written, place)].map((one) => ({ ...one, at, address }));
};

/** The mount as the path of an endpoint names it, from whichever namespace that is written. */
const placeAt = (host: Resource, resource: Resource): Place => {
  const { kind, fields } = host;
  return { prefix: prefixFor(host, resource), type: `${kind.children}/${String(fields.type ?? '')}`, fields };
};

const foundAt = (
  resource: Resource,
  host: Resource | undefined,
  { catalog, top }: { readonly catalog: Catalog; readonly top: readonly Kind[] },
): Found | undefined => {
  const { name, namespace } = resource;
  if (host?.kind.children !== undefined) return insideOf(host, resource, catalog);
  const own = describedAt(name, top);
  if (own !== undefined) return { ...own, around: '', namespace };
  // A namespace may stand in front of the path as well.
  const at = name.indexOf(SYSTEM);
  const prefix = name.slice(0, Math.max(at, 0));
  const found = at < 1 ? undefined : describedAt(name.slice(at + 1), top);
  return found && { ...found, around: `inside of namespace "${prefix}" { … }: `, namespace: below(namespace, prefix) };
};

const SYSTEM = '/sys/';

const insideOf = (host: Resource, resource: Resource, catalog: Catalog): Found | undefined => {
  const { type } = host.fields;
  const plugin = typeof type === 'string' ? catalog.children(host.kind, type) : undefined;
  const kinds = plugin?.kinds.filter(({ when }) => meets(when, host.fields)) ?? [];
  const rest = fullPath(resource).slice(below(host.namespace, apiPrefix(host)).length);
  const found = describedAt(`{mount}${rest}`, kinds);
  return found && { ...found, around: `inside of ${host.address}: `, namespace: host.namespace, mount: host };
};

const isThat = ({ kind, name, namespace, parent }: Resource, found: Found): boolean =>
  kind === found.kind &&
  namespace === found.namespace &&
  parent === found.mount?.address &&
  (name === found.name || (kind.name.case === 'lower' && name === found.name.toLowerCase()));

const instead = ({ kind, name, around }: Found): string =>
  `write ${around}${writtenHead(kind)}${kind.named ? ` ${JSON.stringify(name)}` : ''} { … }`;
