import type { Diagnostic } from '../model/diagnostic.ts';
import type { Plan } from '../model/plan.ts';
import type { Resource } from '../model/resource.ts';
import { pathFor } from './requests.ts';
import { spotOf } from './spots.ts';

/**
 * What is written or read by its path, and leads into the ledger: its documents are every seed's, and hold who owns what and what
 * secrets are compared with.
 */
export const inLedger = ({ changes, ledger }: Plan, resources: readonly Resource[]): Diagnostic[] => {
  if (ledger === undefined) return [];
  const { path } = ledger;
  const leads = (spot: string): boolean => spot === path || spot.startsWith(`${path}/`);
  const left = new Set(changes.filter(({ action }) => action === 'forget').map(({ address }) => address));
  return resources.flatMap((resource): Diagnostic[] => {
    const { kind, namespace, address, at } = resource;
    if (!kind.anywhere || left.has(address)) return [];
    const read = `${namespace === '' ? '' : `${namespace}/`}${pathFor(kind.readPath, resource)}`;
    const spot = [spotOf(resource), read].find(leads);
    if (spot === undefined) return [];
    const help = ['take it out: vaultseed ledger has what may be done there by hand'];
    return [{ code: 'ledger-place', message: `${address} leads into the ledger, at ${spot}`, help, address, at }];
  });
};
