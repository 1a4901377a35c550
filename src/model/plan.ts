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
 * the server is not as the seed says. `dependency`: something it needs is made anew. `resent`: hidden fields are sent again
 * because somebody asked for it.
 */
export type Cause = 'seed' | 'drift' | 'differs' | 'dependency' | 'destroy' | 'resent';

/** One field of a change. `before` is absent where the server shows none; `after` is absent where the field goes. */
export interface Edit {
  readonly field: string;
  /** `hidden`: sent, but the server never shows it, so there is nothing to compare. */
  readonly change: 'add' | 'change' | 'remove' | 'reset' | 'hidden';
  readonly before?: Data | undefined;
  readonly after?: Data | undefined;
  readonly sensitive: boolean;
}

interface ChangeBase {
  readonly address: Address;
  readonly resource: Resource;
  readonly cause: Cause;
  readonly risk: Risk;
  readonly edits: readonly Edit[];
  /** Short remarks for people: "widens access", "deletes 214 secrets", "will remain on the server". */
  readonly remarks: readonly string[];
}

/** `replace` deletes and makes again; `because` names the immutable fields that force it. */
export type Change =
  | (ChangeBase & { readonly action: 'create' })
  | (ChangeBase & { readonly action: 'update' })
  | (ChangeBase & { readonly action: 'replace'; readonly because: readonly string[] })
  | (ChangeBase & { readonly action: 'delete' })
  | (ChangeBase & { readonly action: 'forget' });

export type Action = Change['action'];

/** What could not be looked at. It is planned as nothing, and shown. */
export interface Unseen {
  readonly address: Address;
  readonly resource: Resource;
  readonly why: string;
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
  /** How many objects were compared and found as declared. */
  readonly unchanged: number;
  /** Addresses and fields that are declared but can never be compared, because the server never shows them. */
  readonly hidden: readonly { readonly address: Address; readonly field: string }[];
  /** Guards that refuse, and warnings. An error among them means: nothing may be written. */
  readonly diagnostics: readonly Diagnostic[];
}
