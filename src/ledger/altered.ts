import { Fault } from '../model/fault.ts';
import type { Document, Shelf } from './document.ts';
import { command } from './mend.ts';
import type { Seal } from './seal.ts';

/*
 * Documents that were not written by whoever has the key, or not as the version that they are: what they list may be anything.
 */

/** One of them. */
export interface Altered extends Pick<Document, 'version' | 'written'> {
  readonly name: string;
  /** The version that it was written as, where it was by who has the key. */
  readonly earlier?: number | undefined;
  /** Who has another version of the key wrote it: the document of the key is not as it was then. */
  readonly key?: OtherKey | undefined;
}

/** The document of the key: which version it has, and which one signed what is there. */
export interface OtherKey {
  readonly name: string;
  readonly version: number;
  readonly signed: number;
}

/** Why a document is not to be believed; undefined: it is, as far as the key at hand tells. */
export const alteredIn = (
  { name, version, content, written }: Document & { readonly name: string },
  seal: Seal | undefined,
): Altered | undefined => {
  if (seal === undefined || content === undefined || seal.fits({ name, version, content })) return undefined;
  return { name, version, written, earlier: seal.earlier({ name, version, content }) };
};

const when = (written: number | undefined): string =>
  written === undefined || Number.isNaN(written) ? '' : ` (written at ${new Date(written).toISOString()})`;

const what = ({ name, version, written, earlier }: Altered): string => {
  const which = `${name}: version ${version}${when(written)}`;
  return earlier === undefined
    ? `${which} was not signed with the key of this ledger: somebody else wrote it, or a rekey has ended halfway`
    : `${which} is a copy of version ${earlier}: somebody has brought that back, as a rollback does`;
};

/** The documents are as they were written, and the key is another: so it is the key that somebody has exchanged. */
const exchanged = (shelf: Shelf, seed: string, { name, version, signed }: OtherKey): Fault =>
  new Fault(
    'ledger-altered',
    `the key of the ledger of ${seed} is not the one that it was signed with: ${shelf.path}/${name}`,
    {
      help: [
        `${name}: version ${version} is another key than version ${signed}, which signed all that is there: somebody has exchanged it or brought an older one back, or a rekey has ended halfway`,
        `to go on as before, with the key that fits:\n  ${command(shelf, 'rollback', { name, version: signed })}`,
        'or vaultseed ledger rekey, which makes another key and signs what stands there anew',
      ],
    },
  );

/** @throws nothing: it is what is thrown where a ledger is not as it was written. */
export const alteredFault = (shelf: Shelf, seed: string, altered: readonly Altered[]): Fault => {
  const keys = altered.map(({ key }) => key);
  const [key] = keys;
  if (key !== undefined && keys.every((one) => one?.signed === key.signed)) return exchanged(shelf, seed, key);
  const names = altered.map(({ name }) => `${shelf.path}/${name}`);
  const shown = names.length > 1 ? `${names[0]} and ${names.length - 1} more` : names.join();
  const versions = altered
    .slice(0, SHOWN)
    .flatMap(({ name, version }) =>
      [version - 1, version]
        .filter((one) => one > 0)
        .map((one) => `\n  ${command(shelf, 'get', { name, version: one })}`),
    );
  return new Fault('ledger-altered', `the ledger of ${seed} is not as vaultseed wrote it: ${shown}`, {
    help: [
      ...altered.slice(0, SHOWN).map(what),
      `nothing is planned with it: look at what it lists, and listed before; who wrote it, the audit log of the server tells${versions.join('')}`,
      'after that, or where it was you who went back to an older version: vaultseed ledger rekey takes what stands there as the ledger, and signs it anew',
    ],
  });
};

const SHOWN = 3;
