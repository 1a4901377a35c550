import type { Approval } from '../ledger/index.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { type PlanFile, type PlanSource, sealedText } from './plan-file.ts';

/*
 * Whether a plan file is the one that was written. Its checksum can be made anew by whoever alters it, and then it could say
 * anything: that nothing tells secrets apart, that every risk was allowed. Its seal takes the key of the ledger. So where that is at
 * hand, a file without a seal is refused as one with a wrong one is; and where the ledger is, no file has a say in.
 */

/** A run that is to carry out a plan file. */
export interface Applying {
  /** What messages call the file. */
  readonly path: string;
  /** The ledger that this run was told to use, by whoever started it. */
  readonly ledger: PlanSource['ledger'];
  /** With the key of that ledger, where it is at hand. */
  readonly approval: Pick<Approval, 'id' | 'isSeal'> | undefined;
}

const NOTHING = 'nothing was written';
const AGAIN = `${NOTHING}; look at a new plan: vaultseed plan --out FILE`;

/** Why a file is not for a run that keeps its ledger elsewhere; undefined when it is. */
export const otherLedger = (
  { source }: PlanFile,
  { path, ledger }: Pick<Applying, 'path' | 'ledger'>,
): Diagnostic | undefined => {
  if (source.ledger === ledger) return undefined;
  const place = (one: PlanSource['ledger']): string => (one === false ? 'no ledger' : `the ledger at ${one}`);
  const option = source.ledger === false ? '--no-ledger' : `--ledger ${source.ledger}`;
  return {
    code: 'plan-elsewhere',
    message: `${path} is a plan with ${place(source.ledger)}, and this run uses ${place(ledger)}`,
    help: [`${NOTHING}; a plan file cannot choose the ledger: if it is the right one, say ${option} here as well`],
  };
};

/** Why a file is not proven to be what was written; undefined where it is, and where there is no key to prove it with. */
export const unproven = (
  file: PlanFile,
  { path, approval }: Pick<Applying, 'path' | 'approval'>,
): Diagnostic | undefined => {
  const { seal, secrets } = file;
  if (approval === undefined)
    return seal === undefined && secrets.key === undefined
      ? undefined
      : moved('the key of the ledger cannot be read, and without it nobody can say whether the file was altered');
  if (seal === undefined || secrets.key === undefined) return unsigned(path);
  if (secrets.key !== approval.id)
    return moved('the key of the ledger is another one by now, so nobody can say whether the file was altered');
  return approval.isSeal(seal, sealedText(file)) ? undefined : forged(path);
};

const moved = (message: string): Diagnostic => ({ code: 'plan-moved', message, help: [AGAIN] });

const unsigned = (path: string): Diagnostic => ({
  code: 'plan-unsigned',
  message: `${path} is not sealed with the key of the ledger: it was planned without that key, or forged`,
  help: [
    `${NOTHING}; plan again with a token that may read the key (keys/NAME in the ledger; vaultseed policy --read-only gives that)`,
    'a plan from before the first apply of a seed has no seal: once there is a key, it is out of date',
  ],
});

const forged = (path: string): Diagnostic => ({
  code: 'plan-tampered',
  message: `${path} is forged: its checksum fits, and its seal, which takes the key of the ledger, does not`,
  help: ['nothing was written; find out who altered it, and plan again: vaultseed plan --out FILE'],
});
