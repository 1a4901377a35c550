import { type Data, isMap, Pending } from '../model/data.ts';
import { Secret } from '../model/secret.ts';
import { assignsSecret } from './hidden.ts';

/** Calls that are made where there is a secret: what else stands in the line may be one. */
const ABOUT_SECRETS = /\b(?:non)?sensitive\s*\(/;

/**
 * True when what somebody typed, and what came of it, may be written to a file of theirs: nothing secret came of it, it
 * speaks of no secret, and no text is given to something that is called like one. A line that begins with a space is not
 * meant to be kept, as in shells.
 */
export const isKeepable = (typed: string, data: Data): boolean =>
  !typed.startsWith(' ') && !ABOUT_SECRETS.test(typed) && !typed.split('\n').some(assignsSecret) && !holdsSecret(data);

const holdsSecret = (data: Data): boolean => {
  if (data instanceof Secret) return true;
  if (data instanceof Pending) return data.sensitive;
  if (Array.isArray(data)) return data.some(holdsSecret);
  return isMap(data) && Object.values(data).some(holdsSecret);
};
