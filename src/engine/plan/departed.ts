import type { Book } from '../../ledger/index.ts';
import type { Address } from '../../model/address.ts';
import { Fault } from '../../model/fault.ts';
import type { Kind } from '../../model/kind.ts';
import type { Entry } from '../../model/ledger.ts';
import type { Resource } from '../../model/resource.ts';
import { NOWHERE } from '../../model/span.ts';
import { keyOf } from './memory.ts';

/*
 * Objects that have left the seed: the ledger lists them and no block declares them. A ledger entry holds enough to find
 * the object on the server, to order its deletion, and to delete it.
 */

interface DepartedInput {
  readonly book: Book;
  /** All that the seed declares. */
  readonly declared: readonly Resource[];
  /** A kind by its unique name. */
  readonly kindById: (id: string) => Kind | undefined;
}

/** @throws {Fault} `ledger-newer` for an entry of a kind that this version does not know. */
export const departed = ({ book, declared, kindById }: DepartedInput): readonly Resource[] => {
  const current = new Map(declared.map((resource) => [keyOf(resource), resource.address]));
  const left = [...book.entries.values()].filter(({ key }) => !current.has(key));
  if (left.length === 0) return [];
  const taken = new Set<Address>(current.values());
  const named = new Map(left.map((entry) => [entry.key, freeAddress(entry, taken)]));
  // Entries name their dependencies by addresses that may be out of date; the key tells the present address.
  const byOldAddress = new Map([...book.entries.values()].map(({ address, key }) => [address, key]));
  const now = (address: Address): Address => {
    const key = byOldAddress.get(address);
    return key === undefined ? address : (current.get(key) ?? named.get(key) ?? address);
  };
  return left.map((entry) => resourceOf(entry, { kindById, now, address: named.get(entry.key) ?? entry.address }));
};

/** The address from the entry; with the name on the server appended where that address now means another object. */
const freeAddress = ({ address, name }: Entry, taken: ReadonlySet<Address>): Address =>
  taken.has(address) ? `${address} (${name})` : address;

interface Naming {
  readonly kindById: DepartedInput['kindById'];
  readonly now: (address: Address) => Address;
  readonly address: Address;
}

const resourceOf = (entry: Entry, { kindById, now, address }: Naming): Resource => {
  const kind = kindById(entry.kind);
  if (kind === undefined) {
    throw new Fault('ledger-newer', `the ledger lists ${entry.address}, of the unknown kind ${entry.kind}`, {
      help: ['a newer vaultseed may have made it: install that version'],
    });
  }
  return {
    address,
    kind,
    namespace: entry.namespace,
    name: entry.name,
    vars: entry.vars,
    fields: entry.keep,
    ...(entry.parent === undefined ? {} : { parent: now(entry.parent) }),
    dependsOn: entry.dependsOn.map(now),
    lifecycle: { ...entry.lifecycle, ignore: [], createOnly: false },
    existing: false,
    at: NOWHERE,
    fieldSpans: {},
  };
};
