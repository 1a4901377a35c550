import { createHmac, type KeyObject } from 'node:crypto';
import { canonicalOf } from '../kinds/index.ts';
import type { Field } from '../model/kind.ts';
import { Secret } from '../model/secret.ts';
import { derivedKey, isSame } from './derived.ts';

/*
 * What a plan file may know of secrets. The digest of a plan has to change when a secret does, and somebody who finds the
 * file must not be able to try words until the digest fits. So what goes into it is made with a key: one that is derived
 * from the key of the ledger and used for nothing else, so that nothing in a plan file is a fingerprint that a ledger holds.
 *
 * And who can write the file can write its checksum. So the whole of it is sealed as well, with a further key: only who may read
 * the key of the ledger can make a seal that fits.
 */

const PURPOSE = 'vaultseed: what a plan approves, 1';
const SEALING = 'vaultseed: the seal of a plan file, 1';
/** Characters that are kept: 120 bits. */
const LENGTH = 20;
/** Nothing is cut off a seal: it stands for every byte of a file. */
const SEAL = 'hmac-sha256:';

/** Where a value stands. */
export interface Where {
  /** The key of the object's entry. */
  readonly object: string;
  readonly field?: Field | undefined;
  readonly side: 'before' | 'after';
}

/** Stands in for what must not be shown, in the digest of a plan. Printing it shows no key. */
export interface Approval {
  /** Which key it is: tells nothing of it. */
  readonly id: string;
  /** Of a value in its canonical form. Never stored by itself: it goes into a digest with what else a change means. */
  value(where: Where, value: Secret): string;
  /** Of what a source file means, which may hold secrets. */
  source(path: string, meaning: string): string;
  /** Of a whole plan file in its canonical form. */
  seal(text: string): string;
  /** Whether it is the seal of that text. */
  isSeal(seal: string, text: string): boolean;
}

/** @param seed the seed's name: what is approved for one says nothing of another. */
export const approvalWith = (key: KeyObject, seed: string): Approval => {
  const [derived, sealing] = [derivedKey(key, PURPOSE), derivedKey(key, SEALING)];
  const sealOf = (text: string): Buffer =>
    createHmac('sha256', sealing)
      .update(JSON.stringify([seed, text]))
      .digest();
  const print = (secret: Secret, about: readonly string[], field?: Field): string =>
    secret
      .digest(derived, (plain) =>
        JSON.stringify([seed, ...about, field === undefined ? plain : canonicalOf(field, plain)]),
      )
      .slice(0, LENGTH);
  return {
    id: print(new Secret(''), ['key']),
    value: ({ object, field, side }, value) => print(value, ['value', object, field?.name ?? '', side], field),
    source: (path, meaning) => print(new Secret(meaning), ['source', path]),
    seal: (text) => `${SEAL}${sealOf(text).toString('base64url')}`,
    isSeal: (seal, text) =>
      seal.startsWith(SEAL) && isSame(Buffer.from(seal.slice(SEAL.length), 'base64url'), sealOf(text)),
  };
};
