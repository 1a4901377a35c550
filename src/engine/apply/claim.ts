import { inShell } from '../../model/address.ts';
import { type Diagnostic, hasErrors } from '../../model/diagnostic.ts';
import type { Change } from '../../model/plan.ts';
import type { Recorder } from './carry-out.ts';

/** A failure after which nobody knows whether the object was made, or changed, says whose it is from then on. */
export const withClaim = (
  found: readonly Diagnostic[],
  { resource, address }: Change,
  record: Pick<Recorder, 'isClaimed'> | undefined,
): readonly Diagnostic[] => {
  const last = found.findLast((one) => hasErrors([one]));
  if (last === undefined || record?.isClaimed(resource) !== true) return found;
  const help = [
    'what failed may have been made or changed all the same, so the ledger lists it for this seed from now on',
    `to let go of it: vaultseed ledger forget --target ${inShell(address)}`,
  ];
  return found.map((one) => (one === last ? { ...one, help: [...(one.help ?? []), ...help] } : one));
};
