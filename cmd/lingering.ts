import type { Lease } from '../src/ledger/index.ts';
import { Fault } from '../src/model/fault.ts';

/*
 * A lock that could not be given back, as the server is away, or takes the token no longer. It ends by itself; until then whoever runs the
 * same command again waits for it.
 */

type Lingering = Pick<Lease, 'lingers'>;

const SECOND = 1_000;

/** What to say of it; undefined where the lock was given back, or is another's. */
const lingeringText = ({ lingers }: Lingering): string | undefined =>
  lingers === undefined
    ? undefined
    : `the lock could not be given back: the next run may have to wait for it, ${Math.ceil(lingers / SECOND)} s at most`;

/** The same where nothing else is to be said. */
export const lingeringNote = (lease: Lingering): string | undefined => {
  const text = lingeringText(lease);
  return text && `${text.replace(/^t/, 'T')}.`;
};

/** What went wrong, with that. */
export const withLingering = <T extends { readonly help?: readonly string[] | undefined }>(
  why: T,
  lease: Lingering,
): T => {
  const text = lingeringText(lease);
  return text === undefined ? why : { ...why, help: [...(why.help ?? []), text] };
};

/** An error of a run, with that. */
export const lingering = (fault: Fault, lease: Lingering): Fault => {
  const { code, message, help } = fault;
  return lingeringText(lease) === undefined ? fault : new Fault(code, message, withLingering({ help }, lease));
};
