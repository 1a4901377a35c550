import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';

/** A key for one purpose, made from that of a ledger: what is made with it tells nothing of what is made for another purpose. */
export const derivedKey = (key: KeyObject, purpose: string): KeyObject =>
  createSecretKey(createHmac('sha256', key).update(purpose).digest());

/** Compares in a time that does not tell how much is the same. */
export const isSame = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
