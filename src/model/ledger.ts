import type { Address } from './address.ts';
import type { Plain } from './data.ts';
import type { Lifecycle } from './resource.ts';

/**
 * What the ledger holds of one field: the fingerprint of the declared value, and the fingerprint of what the server showed
 * right after the write if that differs. A fingerprint reveals nothing about the value.
 */
export type Echo = string | readonly [declared: string, shown: string];

/** The ledger's entry for one object that a seed owns. It holds no value that is or may be secret. */
export interface Entry {
  /** Namespace, kind and path on the server: unique in a ledger, and independent of the address in the seed. */
  readonly key: string;
  readonly address: Address;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly vars: Readonly<Record<string, string>>;
  /** The address of its mount. */
  readonly parent?: Address | undefined;
  readonly dependsOn: readonly Address[];
  readonly lifecycle: Pick<Lifecycle, 'preventDestroy' | 'onDestroy'> & Partial<Pick<Lifecycle, 'createOnly'>>;
  /** Declared values that a deletion needs: those in its path and in the kind's conditions. */
  readonly keep: Readonly<Record<string, Plain>>;
  /** The identity of its mount: one that is made again under the same name has another. */
  readonly uuid?: string | undefined;
  readonly echoes: Readonly<Record<string, Echo>>;
  /** Hidden fields of an adopted object that were never sent. */
  readonly unsent?: readonly string[] | undefined;
  /** A change was begun and nobody has written down how it ended: what it was to do, and which fields it was to send.
   * What an adoption was begun of is not ours yet: it stood there before. */
  readonly begun?:
    | { readonly action: 'create' | 'change' | 'delete' | 'adopt'; readonly fields: readonly string[] }
    | undefined;
  /** When it was last written, in ISO 8601, and by whom (the display name of the token). */
  readonly written: string;
  readonly by: string;
}

/** Whether a value is the one that was fingerprinted. `new`: none was; `unknown`: the key is not at hand. */
export type Echoed = 'same' | 'changed' | 'new' | 'unknown';
