import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { canonicalOf } from '../kinds/index.ts';
import type { Data } from '../model/data.ts';
import type { Field } from '../model/kind.ts';
import { Secret } from '../model/secret.ts';
import { type Approval, approvalWith } from './approval.ts';
import { type Seal, sealWith } from './seal.ts';

/*
 * Fingerprints: HMAC-SHA256 over where a value stands and the value in canonical form, with a key of 32 random bytes that is
 * kept apart from them. Who holds the ledger and not the key learns nothing, not even that two values are equal.
 */

/** So many characters of a fingerprint are kept: 120 bits. */
const LENGTH = 20;
const ID_LENGTH = 10;
const KEY_BYTES = 32;

/** Where a value stands. */
export interface Place {
  /** The key of the object's entry. */
  readonly object: string;
  readonly field: Field;
}

/** Makes fingerprints for one seed. Printing it shows no key. */
export interface Fingerprints {
  /** Which key they are made with: tells nothing of it. */
  readonly id: string;
  /** The fingerprint of a value; nothing yet must be pending in it. */
  of(place: Place, value: Data): string;
  /** For the digests of plans: another key, derived from this one. */
  readonly approval: Approval;
  /** For the documents of the ledger: another one. */
  readonly seal: Seal;
}

/** A new key: to work with, and to be stored. */
export const newKey = (): { readonly key: KeyObject; readonly text: Secret } => {
  const bytes = randomBytes(KEY_BYTES);
  return { key: createSecretKey(bytes), text: new Secret(bytes.toString('base64url')) };
};

/** The key in a form that nothing prints; undefined where the text is none. */
export const keyFrom = (text: unknown): KeyObject | undefined => {
  if (typeof text !== 'string') return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === KEY_BYTES ? createSecretKey(bytes) : undefined;
};

/** @param seed the seed's name: the same value in another seed has another fingerprint. */
export const fingerprintsWith = (key: KeyObject, seed: string): Fingerprints => ({
  id: new Secret('id').digest(key, (word) => JSON.stringify([seed, word])).slice(0, ID_LENGTH),
  of: ({ object, field }, value) =>
    Secret.seal(value)
      .digest(key, (plain) => JSON.stringify([seed, object, field.name, canonicalOf(field, plain)]))
      .slice(0, LENGTH),
  approval: approvalWith(key, seed),
  seal: sealWith(key, seed),
});
