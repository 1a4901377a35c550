import type { Address } from './address.ts';
import type { Plain } from './data.ts';
import type { Lifecycle } from './resource.ts';

/**
 * What is remembered of one field: the fingerprint of what was declared, and beside it the fingerprint of what the server
 * showed right after where that is another one. Fingerprints tell nothing about the value.
 */
export type Echo = string | readonly [declared: string, shown: string];

/** What a seed remembers of one object that it owns. It holds no value of any field that is or may be secret. */
export interface Entry {
  /** Unique in a ledger, and the same whatever the object is called in the seed: namespace, kind and path on the server. */
  readonly key: string;
  readonly address: Address;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly vars: Readonly<Record<string, string>>;
  /** The address of the mount it lives in. */
  readonly parent?: Address | undefined;
  readonly dependsOn: readonly Address[];
  readonly lifecycle: Pick<Lifecycle, 'preventDestroy' | 'onDestroy'>;
  /** Declared values that it takes to delete the object: what its path or its kind's conditions speak of. */
  readonly keep: Readonly<Record<string, Plain>>;
  /** Which mount it is, or lives in: one that is made again by the same name has another. */
  readonly uuid?: string | undefined;
  readonly echoes: Readonly<Record<string, Echo>>;
  /** Hidden fields whose declared value was only taken to be what the server holds: it was never sent. */
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

/** Whether a value is the one that was fingerprinted. `new`: none was; `unknown`: the key to compare with is not at hand. */
export type Echoed = 'same' | 'changed' | 'new' | 'unknown';
