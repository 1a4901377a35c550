import { named } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Change, Plan } from '../../model/plan.ts';
import type { Consent } from '../guards/consent.ts';
import type { Ownership } from '../plan/memory.ts';
import type { Mode } from '../plan/plan.ts';
import { type Damaged, type OtherSeeds, ownersUnknown } from './other-seeds.ts';

/*
 * Where the ledger of another seed is damaged, nobody knows what that seed owns: changes that might harm it are refused. A
 * token that may only not read it gets a warning elsewhere; but it may not delete a mount whose contents are unknown.
 */

interface Unread extends Consent {
  readonly plan: Pick<Plan, 'changes'>;
  readonly others: OtherSeeds;
  /** What this seed owns; undefined without a ledger. */
  readonly owned: Ownership | undefined;
  readonly mode: Mode;
}

/** Refuses changes that might harm a seed whose ledger cannot be read. */
export const ownersUnread = (input: Unread): Diagnostic[] => {
  const { plan, others, mode, allow = [] } = input;
  if (others.damaged.length > 0) {
    const harmful = plan.changes.filter(mayHarm(input));
    if (harmful.length > 0) return others.damaged.map((one) => damagedText(harmful, one, mode));
  }
  // `drift` changes nothing.
  if (others.unread === undefined || mode === 'drift' || allow.includes('data-destroying')) return [];
  const blind = plan.changes.filter(({ holdsMore }) => holdsMore).map(({ address }) => address);
  if (blind.length === 0) return [];
  return [
    {
      code: 'owners-unreadable',
      message: `${named(blind)} would go with what the seed does not declare, and whether that is another seed's is not known`,
      help: [
        others.unread.message,
        'a token that may list and read all of the ledger can tell (vaultseed policy prints the rights it takes)',
        'if all of it is to go, whoever made it: --allow data-destroying',
      ],
    },
  ];
};

/** What this seed's ledger lists is its own; what is inside such an object may not be. */
const mayHarm =
  ({ owned, mode }: Pick<Unread, 'owned' | 'mode'>) =>
  ({ action, resource }: Change): boolean => {
    if (action === 'forget') return false;
    const { kind } = resource;
    const goes = action === 'delete' || action === 'replace';
    if (goes && (mode === 'destroy' || kind.children !== undefined || kind.scope)) return true;
    if (owned?.entryOf(resource) !== undefined) return false;
    // A creation takes nothing from anybody; for an endpoint with another read path it is not known to be one.
    return action !== 'create' || kind.anywhere;
  };

const damagedText = (harmful: readonly Change[], { seed, store, fault, back }: Damaged, mode: Mode): Diagnostic => {
  const what = named(harmful.map(({ address }) => address));
  // Who keeps apart from others cannot be expected to mend what is theirs.
  if (store !== undefined) return ownersUnknown(what, fault, back);
  if (mode === 'drift') return ownersUnknown(what, fault);
  const whose = seed === undefined ? 'another seed' : `the seed ${seed}`;
  return {
    code: 'owners-unreadable',
    message: `whether ${whose} owns ${what}, or something in it, cannot be known: ${fault.message}`,
    help: [
      ...back,
      ...(seed === undefined
        ? []
        : [`in the seed ${seed}, vaultseed plan tells whether its ledger is whole again; then plan again here`]),
      'nothing is written on a guess of what others own; no --allow is a way round that',
    ],
  };
};
