import type { Book } from '../ledger/index.ts';
import type { Address } from '../model/address.ts';
import { Fault } from '../model/fault.ts';
import type { Kind } from '../model/kind.ts';
import type { Entry } from '../model/ledger.ts';
import type { Resource } from '../model/resource.ts';
import { NOWHERE } from '../model/span.ts';
import { keyOf } from './memory.ts';

/*
 * What has left the seed: the ledger lists it and no block declares it. The entry remembers enough to find it on the server,
 * to order its deletion, and to delete it.
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
  // Entries speak of others by the addresses of their time: what each is called now, its key tells.
  const byOldAddress = new Map([...book.entries.values()].map(({ address, key }) => [address, key]));
  const now = (address: Address): Address => {
    const key = byOldAddress.get(address);
    return key === undefined ? address : (current.get(key) ?? named.get(key) ?? address);
  };
  return left.map((entry) => resourceOf(entry, { kindById, now, address: named.get(entry.key) ?? entry.address }));
};

/** Its old address; with its name on the server behind it where that address means something else by now. */
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
