import type { Plain } from '../model/data.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { CAPABILITIES, type Grant, grantText } from '../model/grant.ts';
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

/** One error with all that is lacking, and the lines that a policy has to hold. */
export const lacking = (found: readonly Lack[]): Diagnostic[] => {
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
      help: [['its policies need:', ...rows.map((row) => `  ${grantText(row)}`)].join('\n'), WHOLE],
      ...(isOne ? { address: only.address, at: only.at } : {}),
    },
  ];
};

const WHOLE = 'all that the seed takes, as one policy: vaultseed policy';

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
