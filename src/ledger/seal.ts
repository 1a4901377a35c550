import type { KeyObject } from 'node:crypto';
import type { Data } from '../model/data.ts';
import { Secret } from '../model/secret.ts';
import { derivedKey, isSame } from './derived.ts';

/*
 * Who wrote a document of the ledger. Whoever may write there without the key could list what is not the seed's own, or bring back
 * what it listed once. So each document bears an HMAC-SHA256 of what it holds, of its name and of the version that the
 * write makes, which check-and-set tells before it is sent. Its key is derived from that of the ledger, and used for nothing else.
 */

/** Counted up when an older program would misread a ledger. */
export const FORMAT = 1;

const PURPOSE = 'vaultseed: who wrote a document of the ledger, 1';
/** The member that holds it. */
export const SEAL = 'seal';
/** How many earlier versions are tried, to tell what was brought back from what was made up. */
const BACK = 50;

/** A document as it is written, or was read: its content with or without the seal. */
export interface Sealed {
  readonly name: string;
  readonly version: number;
  readonly content: { readonly [name: string]: Data };
}

/** Signs documents, and tells which were signed. Printing it shows no key. */
export interface Seal {
  of(document: Sealed): string;
  /** True when who had the key wrote just this as just this version. */
  fits(document: Sealed): boolean;
  /** The earlier version as which who had the key wrote it; undefined: nobody who had it did. */
  earlier(document: Sealed): number | undefined;
}

/** @param seed the seed's name: what is signed for one says nothing in another. */
export const sealWith = (key: KeyObject, seed: string): Seal => {
  const derived = derivedKey(key, PURPOSE);
  const of = ({ name, version, content }: Sealed): string => {
    const { [SEAL]: _, ...rest } = content;
    const members = (plain: object): readonly [string, unknown][] =>
      Object.entries(plain).sort(([a], [b]) => (a < b ? -1 : 1));
    return Secret.seal(rest).digest(derived, (plain) =>
      JSON.stringify([FORMAT, seed, name, version, members(Object(plain))]),
    );
  };
  const fits = (document: Sealed): boolean => {
    const { [SEAL]: found } = document.content;
    return typeof found === 'string' && isSame(Buffer.from(of(document)), Buffer.from(found));
  };
  return {
    of,
    fits,
    earlier: (document) => {
      const { version } = document;
      const versions = Array.from({ length: Math.min(BACK, version - 1) }, (_, at) => version - 1 - at);
      return versions.find((one) => fits({ ...document, version: one }));
    },
  };
};
