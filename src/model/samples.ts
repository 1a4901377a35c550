import type { Plain } from './data.ts';
import type { Products } from './products.ts';

/**
 * Values for the round trip. Strings may hold `${moto}`, `${postgres}` …: addresses of the real servers of the suite.
 */
export interface Samples {
  /** The object's name; absent: the suite makes one. */
  readonly name?: string | undefined;
  /** Declared fields of the parent mount, besides its type. */
  readonly mount: Readonly<Record<string, Plain>>;
  /** Kinds of the same mount (definition names) whose first sample the object needs beside it. */
  readonly with: readonly string[];
  /** Servers the sample needs beside the secrets server: `moto`, `postgres`. */
  readonly needs: readonly string[];
  readonly first: Readonly<Record<string, Plain>>;
  /** Each is applied on top of the state before it, in the order written. `expect` names the action, `update` unless said. */
  readonly transitions: Readonly<Record<string, Transition>>;
  /** Other spellings of `first` that mean the same: the plan stays empty. */
  readonly same: readonly Readonly<Record<string, Plain>>[];
}

export interface Transition {
  readonly set: Readonly<Record<string, Plain>>;
  /** Fields that are declared no longer. */
  readonly drop: readonly string[];
  /** Requests (POST) that bring the server, by other means, to where the change is possible. */
  readonly before: readonly { readonly path: string; readonly body?: Readonly<Record<string, Plain>> | undefined }[];
  readonly expect: 'update' | 'replace';
  /** Products and versions it can be walked on; all, unless said. */
  readonly products: Products;
}
