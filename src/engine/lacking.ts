import type { Address } from '../model/address.ts';
import type { Plain } from '../model/data.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { CAPABILITIES, type Grant, grantText } from '../model/grant.ts';
import type { Plan } from '../model/plan.ts';
import { named } from './consent.ts';
import { merged } from './grants.ts';
import type { Right } from './rights.ts';

/*
 * What a token lacks for a plan, told once: whoever has to hand a policy to somebody needs all of its lines together.
 */

/** A right that a token has not. */
export interface Lack {
  readonly right: Right;
  /** What it may do at that path. */
  readonly has: readonly Plain[];
  /** Groups of capabilities of which it has none. */
  readonly lacks: Right['needs'];
}

/** One error with all that is lacking, and the lines that a policy has to hold. @param left what has left the seed. */
export const lacking = (found: readonly Lack[], left: ReadonlySet<Address> = new Set()): Diagnostic[] => {
  const [first] = found;
  if (first === undefined) return [];
  const resources = [...new Set(found.flatMap(({ right: { resource } }) => resource ?? []))];
  const [only, ...others] = resources;
  const isOne = only !== undefined && others.length === 0 && found.every(({ right }) => right.resource === only);
  const rows = merged(found.map(rowOf));
  return [
    {
      code: 'right-missing',
      message:
        found.length === 1
          ? oneText(first)
          : manyText(
              found,
              resources.map(({ address }) => address),
            ),
      help: [
        ['its policies need:', ...rows.map((row) => `  ${grantText(row)}`)].join('\n'),
        resources.some(({ address }) => left.has(address)) ? LEFT : WHOLE,
      ],
      ...(isOne ? { address: only.address, at: only.at } : {}),
    },
  ];
};

const WHOLE = 'all that the seed takes, as one policy: vaultseed policy';
/** The seed does not tell of it any more. */
const LEFT =
  'vaultseed policy does not list what has left the seed: apply with the policy that was written from the seed as it was, or with the lines above besides; then write it anew';

/** What has left the seed and may not be looked at stays where it is: whoever hears of an unseen object only would not know. */
export const leftUnseen = (
  { unseen }: Pick<Plan, 'unseen'>,
  gone: readonly { readonly address: Address }[],
): Diagnostic[] => {
  const left = new Set(gone.map(({ address }) => address));
  const addresses = unseen.flatMap(({ address, why }) => (left.has(address) && why.startsWith('403') ? [address] : []));
  if (addresses.length === 0) return [];
  const [has, it] = addresses.length === 1 ? ['has', 'it stays'] : ['have', 'they stay'];
  const message = `${named(addresses)} ${has} left the seed, and the token may not look at what is there: ${it} until it may`;
  return [{ code: 'left-unseen', message, help: [LEFT] }];
};

const oneText = ({ right: { resource, path }, lacks }: Lack): string =>
  `${resource === undefined ? 'the ledger' : resource.address}: the token lacks ${lacks.map((group) => group.join(' or ')).join(' and ')} on ${path}`;

const manyText = (found: readonly Lack[], addresses: readonly string[]): string => {
  const ledger = found.some(({ right }) => right.resource === undefined) ? ['the ledger'] : [];
  const objects = addresses.length === 0 ? [] : [named(addresses)];
  return `the token lacks rights that this plan takes, for ${[...ledger, ...objects].join(' and ')}`;
};

/** A longer path takes the place of a shorter one that fits as well: so it has to say again what the token may already. */
const rowOf = ({ right: { path, needs, row }, has }: Lack): Grant => {
  const wanted = needs.flat();
  return row ?? { path, capabilities: CAPABILITIES.filter((one) => wanted.includes(one) || has.includes(one)) };
};
