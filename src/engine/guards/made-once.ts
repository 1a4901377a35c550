import { isMadeOnce } from '../../kinds/index.ts';
import { inShell } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Live } from '../../model/live.ts';
import type { Plan } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import { around, type ContainerOf } from '../live/containers.ts';
import type { LiveView } from '../live/observe.ts';
import type { Ownership } from '../plan/memory.ts';

/*
 * What one request makes, each time that it is sent. Whether it is there is read at another path, which somebody has written down and
 * may have written wrongly: so what the ledger knows as made is not made again because nothing is seen of it.
 */

export const isOnce = ({ kind, name, fields }: Resource): boolean => isMadeOnce({ kind, path: name, fields });

interface Remembering {
  readonly owned?: Ownership | undefined;
  readonly live: LiveView;
  readonly containerOf: ContainerOf;
}

/** How it counts what is seen of an object: of what was made in a place that is still the same, nothing seen is not nothing there. */
export const asRemembered = (resource: Resource, seen: Live, { owned, live, containerOf }: Remembering): Live => {
  if (seen.state !== 'absent' || owned === undefined || !isOnce(resource)) return seen;
  const entry = owned.entryOf(resource);
  // What a run has only begun has no echoes: whether it came to that, nobody knows.
  if (entry === undefined || Object.keys(entry.echoes).length === 0) return seen;
  const isGone = around(resource, containerOf).some(({ address }) => live.get(address)?.state === 'absent');
  return isGone ? seen : { state: 'unseen', why: `it was made, and ${placeOf(resource)} shows nothing` };
};

const placeOf = ({ fields: { read_path: path } }: Resource): string => `read_path ${JSON.stringify(path)}`;

/** True of what counts as unseen though the server has answered that nothing is there. */
export const isMissed = ({ resource }: Plan['unseen'][number], live: LiveView): boolean =>
  isOnce(resource) && live.get(resource.address)?.state === 'absent';

/** Of what was made and is not seen: an error, for nobody but its author knows which of the two is wrong. */
export const missed = ({ unseen }: Plan, live: LiveView): Diagnostic[] =>
  unseen
    .filter((one) => isMissed(one, live))
    .map(({ resource }) => ({
      code: 'made-unseen',
      message: `${resource.address} was made already, but ${placeOf(resource)} shows nothing`,
      help: [
        'mend read_path, which has to show what was made; until then nothing is sent, for it would be made once more',
        `where it was deleted by hand, and is to be made again: vaultseed ledger forget --target ${inShell(resource.address)}, then apply`,
      ],
      address: resource.address,
      at: resource.fieldSpans.read_path ?? resource.at,
    }));

/** Right after it was made. `remembered`: the ledger knows that it was. */
export const unseenWhenMade = (resource: Resource, remembered: boolean): Diagnostic => ({
  code: 'made-unseen',
  message: `${resource.address} was made, but ${placeOf(resource)} shows nothing`,
  help: [
    'mend read_path: it has to be a path at which the server shows what was made',
    remembered
      ? 'the ledger knows that it was made, so it is not made again'
      : 'nothing is remembered (--no-ledger), so the next apply would make another one: mend it before that',
  ],
  address: resource.address,
  at: resource.fieldSpans.read_path ?? resource.at,
});
