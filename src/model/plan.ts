import type { Address } from './address.ts';
import type { Data } from './data.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Resource } from './resource.ts';

export type Risk =
  | 'safe'
  | 'access-widening'
  | 'access-narrowing'
  | 'login-affecting'
  | 'lease-revoking'
  | 'data-destroying'
  | 'irreversible';

/**
 * Why a change is needed. `differs` is the honest word where nothing remembers which side moved:
 * the server is not as the seed says. `both`: the seed and the server have moved. `dependency`: something it needs is made
 * anew. `resent`: hidden fields are sent again because somebody asked for it. `unfinished`: a run ended before it could
 * write down whether they were sent.
 */
export type Cause = 'seed' | 'drift' | 'both' | 'differs' | 'dependency' | 'destroy' | 'resent' | 'unfinished';

/** One field of a change. `before` is absent where the server shows none; `after` is absent where the field goes. */
export interface Edit {
  readonly field: string;
  /** `hidden`: sent, but the server never shows it, so there is nothing to compare. */
  readonly change: 'add' | 'change' | 'remove' | 'reset' | 'hidden';
  readonly before?: Data | undefined;
  readonly after?: Data | undefined;
  readonly sensitive: boolean;
  /** Which side has moved, as far as the ledger tells. */
  readonly cause?: Cause | undefined;
}

interface ChangeBase {
  readonly address: Address;
  readonly resource: Resource;
  readonly cause: Cause;
  readonly risk: Risk;
  readonly edits: readonly Edit[];
  /** Short remarks for people: "widens access", "deletes 214 secrets", "will remain on the server". */
  readonly remarks: readonly string[];
  /** It was to be deleted, cannot be looked at, and is only forgotten. */
  readonly undeleted?: true | undefined;
  /** It goes with something that the seed does not declare, or may. */
  readonly holdsMore?: true | undefined;
}

/**
 * `replace` deletes and makes again; `because` names the immutable fields that force it. `adopt` takes what is there into
 * the seed's care, and brings it to its declaration where it is not.
 */
export type Change =
  | (ChangeBase & { readonly action: 'create' })
  | (ChangeBase & { readonly action: 'update' })
  | (ChangeBase & { readonly action: 'adopt' })
  | (ChangeBase & { readonly action: 'replace'; readonly because: readonly string[] })
  | (ChangeBase & { readonly action: 'delete' })
  | (ChangeBase & { readonly action: 'forget' });

export type Action = Change['action'];

/** What could not be looked at. It is planned as nothing, and shown. */
export interface Unseen {
  readonly address: Address;
  readonly resource: Resource;
  readonly why: string;
  /** It waits for a change of this plan, and is looked at by the next. */
  readonly later?: true;
}

/** Which server a plan is for: enough to stop somebody who is about to change the wrong one. */
export interface ServerIdentity {
  /** A product of the Vault family, as its detection names it: `vault`, `openbao`. */
  readonly product: string;
  readonly version: string;
  readonly edition: 'community' | 'enterprise';
  readonly address: string;
  readonly namespace: string;
  readonly clusterId?: string | undefined;
  /** Display name of the token, when it may look itself up. */
  readonly token?: string | undefined;
  /** The token may do everything. */
  readonly root?: true | undefined;
}

/** Everything `apply` will do, in a stable order. Data only: no closures, no clients. */
export interface Plan {
  readonly seed: string;
  readonly server: ServerIdentity;
  readonly changes: readonly Change[];
  readonly unseen: readonly Unseen[];
  /** Set when targets keep the plan to a part of the seed: how many of its objects were looked at. */
  readonly part?: { readonly looked: number; readonly declared: number } | undefined;
  /** Destroyed, though no target names them: they depend on one that is. */
  readonly along?: readonly Address[] | undefined;
  /** How many objects were compared and found as declared. */
  readonly unchanged: number;
  /** Addresses and fields that are declared but can never be compared, because the server never shows them. */
  readonly hidden: readonly { readonly address: Address; readonly field: string }[];
  /** Declared fields that are as they were taken over, of which nobody knows what the server holds. */
  readonly unsent?: readonly { readonly address: Address; readonly field: string }[] | undefined;
  /** Declared fields that were left out of account, because nobody gave the secrets they hold. */
  readonly unchecked?: readonly { readonly address: Address; readonly field: string }[] | undefined;
  /** Declared fields that the server has changed by itself since they were sent, and that are left alone. */
  readonly rotated: readonly { readonly address: Address; readonly field: string }[];
  /** Where what is owned is remembered; `make`: the first apply makes that mount. Undefined: nothing is remembered. */
  readonly ledger?: { readonly path: string; readonly make: boolean } | undefined;
  /** Guards that refuse, and warnings. An error among them means: nothing may be written. */
  readonly diagnostics: readonly Diagnostic[];
}
