export { type Book, openBook, seedsIn } from './book.ts';
export type { Shelf } from './document.ts';
export type { Fingerprints } from './fingerprint.ts';
export { type Keeper, openKeeper } from './keeper.ts';
export { type Acquiring, acquire, fenced, type Holder, type Lease, LOCK, unlock } from './lock.ts';
export { dropMount, makeMount, settle } from './mount.ts';
