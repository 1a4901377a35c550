import { type Grant, grantText } from '../model/grant.ts';
import { count } from './layout.ts';

/** A policy, as it is about to be handed to a server. */
export interface ShownPolicy {
  readonly seed: string;
  readonly writes: boolean;
  readonly objects: readonly Grant[];
  /** None where nothing is remembered. */
  readonly ledger: readonly Grant[];
  /** To see what seeds in another store of ledgers own, where that may be needed. */
  readonly elsewhere?: readonly Grant[] | undefined;
  /** The seed whose objects it takes over, and the ledger of that. */
  readonly from?: { readonly seed: string; readonly ledger: readonly Grant[] } | undefined;
}

/** The text of a policy with just what a seed takes. Lines that begin with # are for people. */
export const policyText = ({ seed, writes, objects, ledger, elsewhere = [], from }: ShownPolicy): string => {
  const what = writes ? 'To plan, apply and destroy' : 'To plan, and to watch for drift of,';
  return [
    `# ${what} the seed ${seed}. A token needs the policy "default" besides, which lets it look at itself.`,
    ...section(`What it declares: ${count(objects.length, 'path')}`, objects),
    ...section('What it remembers: the ledger', ledger),
    ...(elsewhere.length === 0 ? [] : [ELSEWHERE, ...elsewhere.map((grant) => `# ${grantText(grant)}`)]),
    ...section(`To take over what ${from?.seed} owns: ledger move`, from?.ledger ?? []),
  ].join('\n');
};

const section = (title: string, grants: readonly Grant[]): readonly string[] =>
  grants.length === 0 ? [] : ['', `# ${title}`, ...grants.map(grantText)];

const ELSEWHERE =
  '# What seeds in another store of ledgers own is seen only with these two lines for it, with its path in place of STORE:';
