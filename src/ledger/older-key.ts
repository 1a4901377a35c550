import { Fault } from '../model/fault.ts';
import type { Altered, OtherKey } from './altered.ts';
import { type Document, readDocument, type Shelf } from './document.ts';
import { type Fingerprints, fingerprintsWith, keyFrom } from './fingerprint.ts';
import { keyName } from './names.ts';

/*
 * Where nothing fits the key that is there, an older version of its document may be the one that signed it all: then nobody has touched
 * what the ledger lists, and the key is what is wrong.
 */

interface Signer {
  readonly key: OtherKey;
  /** What it tells of the entries that it signed still holds. */
  readonly fingerprints: Fingerprints;
}

/** The store keeps so many versions of each document. */
const KEPT = 5;

/** @param documents all that the key at hand should have signed. */
export const signedBefore = async (
  shelf: Shelf,
  { seed, version }: { readonly seed: string; readonly version: number },
  documents: readonly (Document & { readonly name: string })[],
): Promise<Signer | undefined> => {
  const name = keyName(seed);
  for (let at = version - 1; at >= Math.max(1, version - KEPT); at -= 1) {
    const { content } = await readDocument(shelf, name, { at }).catch(none);
    const key = keyFrom(content?.key);
    const fingerprints = key && fingerprintsWith(key, seed);
    const fits = documents.every(
      (one) => one.content !== undefined && fingerprints?.seal.fits({ ...one, content: one.content }) === true,
    );
    if (fits && fingerprints !== undefined) return { key: { name, version, signed: at }, fingerprints };
  }
  return undefined;
};

/** The documents with the version of the key that signed them, where it did sign all. */
export const withOlderKey = (altered: readonly Altered[], key: OtherKey | undefined): readonly Altered[] =>
  key === undefined ? altered : altered.map((one) => ({ ...one, key }));

/** What the server does not hand out has signed nothing that can be told. */
const none = (error: unknown): Document => {
  if (error instanceof Fault) return { version: 0 };
  throw error;
};
