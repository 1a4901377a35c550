import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Change, Plan, Risk } from '../../model/plan.ts';
import type { Mode } from '../plan/plan.ts';

/*
 * Changes that need more than the seed's word. An unattended apply (`--auto-approve`) may destroy data only with
 * `--allow`. And a seed that drops most of what it owned was more likely read from the wrong folder than meant so: that
 * takes `--max-deletions`.
 */

/** What the command line allows. */
export interface Consent {
  readonly allow?: readonly Risk[] | undefined;
  /** The plan is applied without a question. */
  readonly unattended?: boolean | undefined;
  /** How many objects that left the seed may be deleted; undefined: half of what it owns. */
  readonly maxDeletions?: number | undefined;
}

/** Risks that lose data. The command `destroy` is consent by itself. */
const DESTRUCTIVE: readonly Risk[] = ['data-destroying', 'irreversible'];

/** This many deletions are always allowed, however small the seed. */
const FEW = 3;

export interface Consenting extends Consent {
  readonly mode: Mode;
  /** How many objects the seed owns. */
  readonly owned: number;
}

/** Refusals of changes that nobody has consented to. Pure. */
export const consentGuards = ({ changes }: Pick<Plan, 'changes'>, consent: Consenting): Diagnostic[] => {
  if (consent.mode !== 'apply') return [];
  return [...unallowed(changes, consent), ...tooMany(changes, consent)];
};

const unallowed = (changes: readonly Change[], { allow = [], unattended = false }: Consent): Diagnostic[] =>
  DESTRUCTIVE.filter((risk) => unattended && !allow.includes(risk)).flatMap((risk): Diagnostic[] => {
    const such = changes.filter((change) => change.risk === risk).map(({ address }) => address);
    if (such.length === 0) return [];
    const what = risk === 'irreversible' ? 'cannot be undone' : 'destroys data';
    return [
      {
        code: 'risk-not-allowed',
        message: `the plan ${what}, and nobody is asked: ${named(such)}`,
        help: [`if it is meant: --allow ${risk}`, 'or leave out --auto-approve, look at the plan, and say yes'],
      },
    ];
  });

const tooMany = (changes: readonly Change[], { owned, maxDeletions }: Consenting): Diagnostic[] => {
  const gone = changes
    .filter(({ action, cause }) => action === 'delete' && cause === 'seed')
    .map(({ address }) => address);
  const limit = maxDeletions ?? Math.max(FEW, Math.floor(owned / 2));
  if (gone.length <= limit) return [];
  return [
    {
      code: 'too-many-deletions',
      message: `${gone.length} of ${owned} objects have left the seed and would be deleted: ${named(gone)}`,
      help: [
        'look whether the seed was read from the right folder, with all of its files and variables',
        `if it is meant: --max-deletions ${gone.length}`,
      ],
    },
  ];
};

const NAMED = 4;

/** The first few of some addresses, and how many more there are. */
export const named = (addresses: readonly string[]): string =>
  addresses.length > NAMED
    ? `${addresses.slice(0, NAMED).join(', ')} and ${addresses.length - NAMED} more`
    : addresses.join(', ');
