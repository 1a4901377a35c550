import type { Address } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { WHY_PATTERN } from '../../model/grant.ts';
import type { Resource } from '../../model/resource.ts';
import { grantsFor, type Purpose } from './grants.ts';

/*
 * In the path of a policy a + between slashes and a * at the end stand for any name, and nothing says that they are part of one
 * (seen on OpenBao 2.7.2 and Vault 1.21.1); what stands in {{ }} is filled in with what the login of whoever asks is called. A policy for an object with such a name would allow far more than the object.
 */

/** Objects that no policy can name, one error each. What stands in one of them is not reported too. */
export const patternNames = (resources: readonly Resource[], purpose: Purpose): readonly Diagnostic[] => {
  const wide = resources.filter((one) => isWide(one, purpose));
  const addresses = new Set<Address>(wide.map(({ address }) => address));
  return wide
    .filter(({ parent }) => parent === undefined || !addresses.has(parent))
    .map((resource) => refusal(resource, isWide(resource, { ...purpose, anyName: true })));
};

const isWide = (resource: Resource, purpose: Purpose): boolean =>
  grantsFor([resource], purpose).some(({ covers }) => covers);

const refusal = ({ address, at }: Resource, always: boolean): Diagnostic => ({
  code: 'pattern-name',
  message: `no policy can name ${address} alone: ${WHY_PATTERN}`,
  help: [
    always
      ? 'give it another name'
      : 'give it another name, or allow any name in its mount: vaultseed policy --any-name',
  ],
  address,
  at,
});
