import { type Address, named } from '../../model/address.ts';
import type { Plain } from '../../model/data.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { CAPABILITIES, type Grant, grantText } from '../../model/grant.ts';
import type { Plan } from '../../model/plan.ts';
import { merged } from './grants.ts';
import type { Right } from './rights.ts';

/*
 * The rights that a token lacks for a plan, in one message: whoever writes the policy needs all of its lines together.
 */

/** A right that the token lacks. */
export interface Lack {
  readonly right: Right;
  /** The capabilities that it has at that path. */
  readonly has: readonly Plain[];
  /** The groups of capabilities of which it has none. */
  readonly lacks: Right['needs'];
}

/** One error with all missing rights, and the policy lines that give them. @param left addresses that have left the seed. */
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
/** In the place of `WHOLE` where an object has left the seed, so that the seed's policy does not cover it. */
const LEFT =
  'vaultseed policy does not list what has left the seed: apply with the policy that was written from the seed as it was, or with the lines above besides; then write it anew';

/** A warning that objects which left the seed stay on the server, because the token may not read them. */
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

/** Of two policy paths that match only the longer counts: so its line repeats the capabilities that the token already has. */
const rowOf = ({ right: { path, needs, row }, has }: Lack): Grant => {
  const wanted = needs.flat();
  return row ?? { path, capabilities: CAPABILITIES.filter((one) => wanted.includes(one) || has.includes(one)) };
};
