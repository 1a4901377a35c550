import type { Book } from '../../ledger/index.ts';
import { named } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { type Change, GRAVE_RISKS, type Plan, RISKS, type Risk } from '../../model/plan.ts';
import type { Resource } from '../../model/resource.ts';
import type { Mode } from '../plan/plan.ts';

/*
 * Changes that need more than the seed's word. An unattended apply (`--auto-approve`) may destroy data, or give secrets away, only with
 * `--allow`. And a seed that drops most of what it owned was more likely read from the wrong folder than meant so: that
 * takes `--max-deletions`. So does, unattended, a seed that declares nothing any more, however little it owned.
 */

/** What the command line allows. */
export interface Consent {
  readonly allow?: readonly Risk[] | undefined;
  /** The plan is applied without a question. */
  readonly unattended?: boolean | undefined;
  /** How many objects that left the seed may be deleted; undefined: half of what it owns. */
  readonly maxDeletions?: number | undefined;
}

/** This many deletions are always allowed, however small the seed. */
const FEW = 3;

export interface Consenting extends Consent {
  readonly mode: Mode;
  /** How many objects the seed owns. */
  readonly owned: number;
  /** How many objects the seed declares as its own. */
  readonly declared: number;
}

interface Holding {
  readonly seed: { readonly resources: readonly Pick<Resource, 'existing'>[] };
  readonly book?: Pick<Book, 'entries'> | undefined;
}

/** How much there is to lose, and how much of it is still meant. */
export const holdings = ({ seed, book }: Holding): Pick<Consenting, 'owned' | 'declared'> => ({
  owned: book?.entries.size ?? 0,
  declared: seed.resources.filter(({ existing }) => !existing).length,
});

/** Refusals of changes that nobody has consented to. The command `destroy` is consent by itself. Pure. */
export const consentGuards = ({ changes }: Pick<Plan, 'changes'>, consent: Consenting): Diagnostic[] => {
  if (consent.mode !== 'apply') return [];
  return [...unallowed(changes, consent), ...tooMany(changes, consent)];
};

const unallowed = (changes: readonly Change[], { allow = [], unattended = false }: Consent): Diagnostic[] =>
  GRAVE_RISKS.filter((risk) => unattended && !allow.includes(risk)).flatMap((risk): Diagnostic[] => {
    const such = changes
      .filter((change) => change.risk === risk || change.also?.includes(risk))
      .map(({ address }) => address);
    if (such.length === 0) return [];
    return [
      {
        code: 'risk-not-allowed',
        message: `the plan ${RISKS[risk]}, and nobody is asked: ${named(such)}`,
        help: [
          `if it is meant: --allow ${risk}`,
          'or let somebody look at the plan: without --auto-approve, or as a file (plan --out FILE, then apply FILE)',
        ],
      },
    ];
  });

const tooMany = (changes: readonly Change[], consent: Consenting): Diagnostic[] => {
  const { owned, declared, unattended = false, maxDeletions } = consent;
  const gone = changes
    .filter(({ action, cause }) => action === 'delete' && cause === 'seed')
    .map(({ address }) => address);
  const empty = unattended && declared === 0;
  const limit = maxDeletions ?? (empty ? 0 : Math.max(FEW, Math.floor(owned / 2)));
  if (gone.length <= limit) return [];
  const left = `${gone.length} of ${owned} objects have left the seed and would be deleted: ${named(gone)}`;
  const meant = `--max-deletions ${gone.length}`;
  return [
    {
      code: 'too-many-deletions',
      message: empty ? `the seed declares nothing any more, and nobody is asked: ${left}` : left,
      help: [
        'look whether the seed was read from the right folder, with all of its files and variables',
        empty ? `if all of it is to go: vaultseed destroy, or ${meant}` : `if it is meant: ${meant}`,
      ],
    },
  ];
};
