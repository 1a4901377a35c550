import { apiPrefix } from '../../kinds/index.ts';
import { below } from '../../model/below.ts';
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
  if (around === undefined) {
    const mount = await mountAt(path, resource);
    return { type: mount && typeOf(mount) };
  }
  return { type: typeSeen(around, live), empty: live.get(around.address)?.state === 'absent' };
};

/** As the server has it, which a seed may get wrong; else as it is declared. */
const typeSeen = ({ address, kind, fields }: Resource, live: LiveView): string | undefined => {
  const seen = live.get(address);
  const { type } = seen?.state === 'present' ? seen.fields : fields;
  return typeof type === 'string' ? `${kind.children}/${type}` : undefined;
};
