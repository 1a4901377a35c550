import type { Address } from './address.ts';
import type { Data } from './data.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Resource } from './resource.ts';

/**
 * From harmless to worst. Giving rights is worse than taking a login away: nobody would notice and complain. What was given away
 * is worse than what was lost: no backup brings it back.
 */
export const RISK_ORDER = [
  'safe',
  'access-narrowing',
  'login-affecting',
  'access-widening',
  'lease-revoking',
  'data-destroying',
  'irreversible',
  'secret-revealing',
] as const;

export type Risk = (typeof RISK_ORDER)[number];

/** What each risk does, as a verb phrase: "policy.reader widens access". */
export const RISKS: Readonly<Record<Risk, string>> = {
  safe: '',
  'access-narrowing': 'narrows access',
  'access-widening': 'widens access',
  'login-affecting': 'affects logins',
  'lease-revoking': 'revokes leases',
  'data-destroying': 'destroys data',
  irreversible: 'cannot be undone',
  'secret-revealing': 'can give secrets away',
};

/** What nobody can make good afterwards: each of them takes a word of its own. */
export const GRAVE_RISKS: readonly Risk[] = ['data-destroying', 'irreversible', 'secret-revealing'];

/**
 * Why a change is needed. `seed`, `drift`: the side that changed since the last write; `both`: both did; `differs`: without a
 * ledger nobody knows. `dependency`: something it depends on is replaced. `resent`: hidden fields are sent again on request.
 * `unfinished`: a run was cut off before it could record whether they were sent.
 */
export type Cause = 'seed' | 'drift' | 'both' | 'differs' | 'dependency' | 'destroy' | 'resent' | 'unfinished';

/** One field of a change. `before` is absent where the server shows no value, `after` where the field is removed. */
export interface Edit {
  readonly field: string;
  /** `hidden`: sent, but the server never shows it, so there is nothing to compare. */
  readonly change: 'add' | 'change' | 'remove' | 'reset' | 'hidden';
  readonly before?: Data | undefined;
  readonly after?: Data | undefined;
  readonly sensitive: boolean;
  /** Which side has changed, as far as the ledger tells. */
  readonly cause?: Cause | undefined;
}

interface ChangeBase {
  readonly address: Address;
  readonly resource: Resource;
  readonly cause: Cause;
  /** The worst it can do. */
  readonly risk: Risk;
  /** What else it can do that nobody can make good afterwards. */
  readonly also?: readonly Risk[] | undefined;
  readonly edits: readonly Edit[];
  /** Short remarks for people: "widens access", "deletes 214 secrets", "will remain on the server". */
  readonly remarks: readonly string[];
  /** The object cannot be read, so it is forgotten instead of deleted. */
  readonly undeleted?: true | undefined;
  /** What is deleted holds, or may hold, more than the seed declares. */
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

/** An object that could not be read. Nothing is planned for it, and the plan says so. */
export interface Unseen {
  readonly address: Address;
  readonly resource: Resource;
  readonly why: string;
  /** It depends on a change of this plan: the next plan will read it. */
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
  /** Addresses that are destroyed only because they depend on a target. */
  readonly along?: readonly Address[] | undefined;
  /** How many objects were compared and found as declared. */
  readonly unchanged: number;
  /** Addresses and fields that are declared but can never be compared, because the server never shows them. */
  readonly hidden: readonly { readonly address: Address; readonly field: string }[];
  /** Declared hidden fields of adopted objects that were never sent: nobody knows what the server holds. */
  readonly unsent?: readonly { readonly address: Address; readonly field: string }[] | undefined;
  /** Declared fields that were left out because nobody gave their secrets (`--without-secrets`). */
  readonly unchecked?: readonly { readonly address: Address; readonly field: string }[] | undefined;
  /** Declared fields that the server has rotated since they were sent: left alone. */
  readonly rotated: readonly { readonly address: Address; readonly field: string }[];
  /** The ledger; `make`: its mount does not exist yet. Undefined: none is used. */
  readonly ledger?: { readonly path: string; readonly make: boolean } | undefined;
  /** Refusals of the guards, and warnings. With an error among them nothing may be written. */
  readonly diagnostics: readonly Diagnostic[];
}
