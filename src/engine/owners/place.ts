import { apiPrefix } from '../../kinds/index.ts';
import { below } from '../../model/below.ts';
import type { Fields } from '../../model/data.ts';
import type { Change } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import { type MountAt, typeOf } from '../live/mount-table.ts';
import type { LiveView } from '../live/observe.ts';

/* Of what type the mount is in which something is written, or read, by its path. */

export interface Surroundings {
  /** All that the seed declares: mounts among it, of which it says the type. */
  readonly declared: readonly Resource[];
  readonly live: LiveView;
  readonly mountAt: MountAt;
}

/** True where nobody has looked whether what is made is there already: it is read elsewhere than it is written. */
export const isUnseen = ({ action, resource }: Pick<Change, 'action' | 'resource'>): boolean =>
  action === 'create' && (resource.fields.read_path ?? null) !== null;

interface Place {
  /** Its folder and its type, as `secrets/pki`; undefined: nobody tells. */
  readonly type: string | undefined;
  /** The mount is not there yet, so there is nothing in it. */
  readonly empty?: boolean;
}

const SYSTEM = 'sys/';

export const placeOf = async (
  path: string,
  resource: Pick<Resource, 'namespace'>,
  { declared, live, mountAt }: Surroundings,
): Promise<Place> => {
  if (path.startsWith(SYSTEM)) return { type: 'secrets/system' };
  const whole = below(resource.namespace, path);
  const around = declared.find(
    (one) => one.kind.children !== undefined && whole.startsWith(`${below(one.namespace, apiPrefix(one))}/`),
  );
  const seen = around && live.get(around.address);
  if (around !== undefined && seen?.state === 'present') return { type: typeIn(around, seen.fields) };
  // What the seed says of a mount counts for one that is not there: else it could call any engine by another name.
  const mount = await mountAt(path, resource);
  if (mount !== undefined) return { type: typeOf(mount) };
  return around !== undefined && seen?.state === 'absent'
    ? { type: typeIn(around, around.fields), empty: true }
    : { type: undefined };
};

const typeIn = ({ kind }: Resource, { type }: Fields): string | undefined =>
  typeof type === 'string' ? `${kind.children}/${type}` : undefined;
