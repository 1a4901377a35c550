import type { Diagnostic } from '../model/diagnostic.ts';
import type { Change, Plan } from '../model/plan.ts';
import { type Consent, named } from './consent.ts';
import type { Ownership } from './memory.ts';
import { type Damaged, type OtherSeeds, ownersUnknown } from './other-seeds.ts';
import type { Mode } from './plan.ts';

/*
 * Where a ledger of another seed is damaged, nobody knows what that seed owns: then nothing is done that could be to its harm. A token
 * that may not read it goes on as it is told elsewhere, but takes nothing away with a mount that the seed does not know of.
 */

interface Unread extends Consent {
  readonly plan: Pick<Plan, 'changes'>;
  readonly others: OtherSeeds;
  /** Undefined: nothing is remembered of this seed. */
  readonly owned: Ownership | undefined;
  readonly mode: Mode;
}

/** What the plan would do that may be to the harm of a seed whose ledger cannot be read. */
export const ownersUnread = (input: Unread): Diagnostic[] => {
  const { plan, others, mode, allow = [] } = input;
  if (others.damaged.length > 0) {
    const harmful = plan.changes.filter(mayHarm(input));
    if (harmful.length > 0) return others.damaged.map((one) => damagedText(harmful, one, mode));
  }
  // A look at what has changed takes nothing away.
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

/** What is in the own ledger is certainly the seed's, but for what stands in it. */
const mayHarm =
  ({ owned, mode }: Pick<Unread, 'owned' | 'mode'>) =>
  ({ action, resource }: Change): boolean => {
    if (action === 'forget') return false;
    const { kind } = resource;
    const goes = action === 'delete' || action === 'replace';
    if (goes && (mode === 'destroy' || kind.children !== undefined || kind.scope)) return true;
    if (owned?.entryOf(resource) !== undefined) return false;
    // Where nothing is there, nothing is taken from anybody: as far as the path of an endpoint shows that.
    return action !== 'create' || kind.anywhere;
  };

const damagedText = (harmful: readonly Change[], { seed, fault, back }: Damaged, mode: Mode): Diagnostic => {
  const what = named(harmful.map(({ address }) => address));
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
