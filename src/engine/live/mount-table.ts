import { isMap, isPlain, type Plain } from '../../model/data.ts';
import type { Resource } from '../../model/resource.ts';
import type { Client } from '../../server/index.ts';

/*
 * In which mount a path lies, and of what type that is. The server tells it to every token that may do something at the path.
 */

export interface Mount extends Readonly<Record<string, Plain>> {
  /** What paths inside it begin with. */
  readonly path: string;
  readonly type: string;
  readonly options: Plain;
  readonly description: Plain;
}

/** What the server tells of the mount that a path lies in; undefined: nothing. */
export type MountAt = (path: string, resource: Pick<Resource, 'namespace'>) => Promise<Mount | undefined>;

/** Asks about each path once. */
export const mountsOn = (client: Client, signal?: AbortSignal): MountAt => {
  const known = new Map<string, Promise<Mount | undefined>>();
  const ask: MountAt = async (path, { namespace }) => {
    const asked = { method: 'GET', path: `sys/internal/ui/mounts/${path}`, signal } as const;
    const answer = await client.request(namespace === '' ? asked : { ...asked, namespace });
    return answer.status === 200 ? mountIn(answer.data, path) : undefined;
  };
  return (path, resource) => {
    const key = `${resource.namespace} ${path}`;
    const found = known.get(key) ?? ask(path, resource);
    known.set(key, found);
    return found;
  };
};

const AUTH = 'auth/';

const mountIn = (body: Plain | undefined, asked: string): Mount | undefined => {
  const data = isMap(body) && isMap(body.data) ? body.data : {};
  const { path, type, options = null, description = '' } = data;
  if (typeof path !== 'string' || typeof type !== 'string') return undefined;
  if (!isPlain(options) || !isPlain(description)) return undefined;
  // Of an auth method in the namespace that is asked the server leaves that out, of one in a namespace within not.
  const isShort = !`${asked}/`.startsWith(path) && `${asked}/`.startsWith(`${AUTH}${path}`);
  // What a namespace comes with has types of its own (seen on OpenBao 2.7.2: `ns_identity`).
  return {
    path: `${isShort ? AUTH : ''}${path.replace(/\/$/, '')}`,
    type: type.replace(/^ns_/, ''),
    options,
    description,
  };
};

export const folderOf = ({ path }: Pick<Mount, 'path'>): 'auth' | 'secrets' =>
  path.startsWith(AUTH) ? 'auth' : 'secrets';

/** What a mount is called there, without the folder that the path of an auth method begins with. */
export const nameOf = (mount: Pick<Mount, 'path'>): string =>
  folderOf(mount) === 'auth' ? mount.path.slice(AUTH.length) : mount.path;

/** Its folder and its type, as `secrets/toy`. */
export const typeOf = (mount: Pick<Mount, 'path' | 'type'>): string => `${folderOf(mount)}/${mount.type}`;
