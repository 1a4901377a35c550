import { supports, writtenHead } from '../../kinds/index.ts';
import { below } from '../../model/below.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Kind } from '../../model/kind.ts';
import type { ServerIdentity } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import type { Mount, MountAt } from '../live/mount-table.ts';

/*
 * Paths, and mounts, that lead into a namespace by themselves: a server takes `team/store/…` for the path `store/…` in the namespace `team`, also `team/sys/…`
 * (seen on OpenBao 2.7.2). There nobody looks what others own, and what would be refused at the root is not.
 */

/** Folders of the server itself, in which no namespace lies. */
const OWN: ReadonlySet<string> = new Set(['auth', 'sys']);

/** A written object, its path, and the mount that the server tells of that. */
interface Place {
  readonly resource: Pick<Resource, 'namespace'>;
  readonly path: string;
  readonly mount: Pick<Mount, 'path'>;
}

/**
 * The namespace that a path leads into, as it is called from that of the object. The server does not tell the mount `team/store` from the mount
 * `store` in the namespace `team`, but for who asks within that one.
 */
export const innerNamespace = async (
  { resource, path, mount }: Place,
  mountAt: MountAt,
): Promise<string | undefined> => {
  const folders = mount.path.split('/');
  const own = folders.findIndex((one) => OWN.has(one));
  for (const [at] of folders.slice(0, own < 0 ? -1 : own).entries()) {
    const inner = folders.slice(0, at + 1).join('/');
    const within = { namespace: below(resource.namespace, inner) };
    const found = await mountAt(path.slice(inner.length + 1), within);
    if (found !== undefined && `${inner}/${found.path}` === mount.path) return inner;
  }
  return undefined;
};

/** True where the server has namespaces at all: others ignore the header, and answer for the whole server. */
export const hasNamespaces = (kinds: readonly Kind[], server: ServerIdentity): boolean =>
  kinds.some(({ scope, products }) => scope && supports(products, server));

export const throughPath = ({ address, at, kind, name }: Resource, inner: string): Diagnostic => {
  const blocks = inner.split('/').reduceRight((within, one) => `namespace ${JSON.stringify(one)} { ${within} }`, '…');
  return {
    code: 'namespace-in-path',
    message: `${address} leads into the namespace ${inner} by its path`,
    help: [
      'what others own in there, and what it would do, is looked at for what is declared in there only',
      `write inside of ${blocks}: ${writtenHead(kind)} ${JSON.stringify(name.slice(inner.length + 1))} { … }`,
    ],
    address,
    at,
  };
};
