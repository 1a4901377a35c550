export type { Approval } from './approval.ts';
export { type Book, lockName, openBook, seedsIn } from './book.ts';
export type { Shelf } from './document.ts';
export type { Fingerprints } from './fingerprint.ts';
export { type Keeper, openKeeper, rekeyed } from './keeper.ts';
export { type Acquiring, acquire, fenced, type Holder, type Lease, LOCK, unlock } from './lock.ts';
export { abandon, makeMount, settle } from './mount.ts';
