import type { Book, Shelf } from '../../ledger/index.ts';
import type { Address } from '../../model/address.ts';
import type { LoadedSeed } from '../../seed/index.ts';
import type { Client } from '../../server/index.ts';
import type { Consent } from '../guards/consent.ts';
import type { Mode } from './plan.ts';

/** What a plan is made of. */
export interface MakePlanInput extends Consent {
  readonly seed: Pick<
    LoadedSeed,
    'name' | 'named' | 'resources' | 'resolve' | 'wanted' | 'inside' | 'kindById' | 'topKinds' | 'prune'
  >;
  readonly client: Client;
  readonly mode: Mode;
  /** The ledger of the seed; undefined: none is used. */
  readonly book?: Book | undefined;
  /** The ledger mount of this server, when the run itself uses none: to see what other seeds own. */
  readonly unusedLedger?: Shelf | undefined;
  /** Plan these addresses only, with what they depend on (for destroy: what depends on them); empty: everything. */
  readonly targets: readonly Address[];
  readonly resendSecrets: boolean;
  /** Leave out fields whose secret values nobody gave. */
  readonly withoutSecrets?: boolean | undefined;
  readonly parallelism: number;
  /** The plan will be applied: ask the server whether the token has the rights. */
  readonly writes?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}
