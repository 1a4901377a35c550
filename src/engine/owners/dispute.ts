import { inShell } from '../../model/address.ts';
import type { Resource } from '../../model/resource.ts';
import { ledgerOption, type Store, type Theirs } from './other-seeds.ts';

/*
 * What to do where two seeds have to do with one object.
 */

/** An object that two seeds claim. */
export interface Dispute extends Theirs {
  readonly resource: Resource;
  /** It is in this seed's ledger too. */
  readonly mine: boolean;
  /** What this seed is called, and where it is remembered. */
  readonly self: string;
  readonly own: Store | undefined;
}

/** How it ends, of all objects that one other seed has in common with this one. */
export const wayOut = (disputes: readonly Dispute[], first: Dispute): readonly string[] => {
  const { store } = first;
  // In another namespace a seed of this name is another one, or declares the same a second time.
  if (store !== undefined && store.namespace === undefined && first.seed === first.self)
    return ofSameName(disputes, first);
  return first.mine ? ownedTwice(disputes, first) : ownedThere(disputes, first);
};

type Help = (disputes: readonly Dispute[], first: Dispute) => readonly string[];

const UNDONE = 'nothing is written while two seeds take one object for their own: each would undo what the other does';

const ownedTwice: Help = (_, { seed, store, own, resource, entry }) => [
  UNDONE,
  `where ${seed} is to keep it: take its block out here (or write existing = true), then ${forgetting(store && own, [resource.address])}`,
  `where it is to stay here: the same in ${seed}, ${store === undefined ? `with --target ${inShell(entry.address)}` : `with ${forgetting(store, [entry.address])}`}`,
];

/** The line that lets go of these, in a ledger that has to be named or not. */
const forgetting = (store: Store | undefined, addresses: readonly string[]): string => {
  const outer = addresses.filter((one) => !addresses.some((other) => one.startsWith(`${other}.`)));
  const targets = outer.length > MOST_TARGETS ? ['ADDRESS'] : outer.map(inShell);
  const all = targets.map((target) => ` --target ${target}`).join('');
  return `vaultseed ledger forget${ledgerOption(store)}${all}${outer.length > MOST_TARGETS ? ', for each of them' : ''}`;
};

const MOST_TARGETS = 4;

const ownedThere: Help = (disputes, { seed, store, listed }) => [
  disputes.some(({ resource }) => resource.kind.children !== undefined)
    ? `write existing = true here where it is only referred to, or take it out here and leave it to ${seed}`
    : `take it out here, and leave it to ${seed}`,
  `to hand it over: in ${seed} give its block lifecycle { on_destroy = "forget" } and apply, then take the block out and apply; then apply here`,
  // A seed under its new name declares most of what it owned under the old one.
  ...(2 * disputes.length < listed || store?.namespace !== undefined
    ? []
    : [
        `if ${seed} is the old name of this seed: vaultseed ledger move${ledgerOption(store)} --from ${inShell(seed)}${store === undefined ? '' : ', and this seed is remembered there from then on'}`,
      ]),
  ...(store === undefined ? [] : [`or let go of it there, in ${seed}: ${forgetting(store, addressesThere(disputes))}`]),
];

/** Most likely somebody has given another path for the ledger. */
const ofSameName: Help = (disputes, { seed, store, own, mine }) => {
  const there = forgetting(store, addressesThere(disputes));
  const here = forgetting(own, addressesHere(disputes));
  return [
    ...(mine ? [UNDONE] : []),
    `if it is this seed, which was applied with its ledger at ${store?.path}/: go on there, with${ledgerOption(store)} (or VAULTSEED_LEDGER=${inShell(store?.path ?? '')})${mine ? `, after ${here}` : ''}`,
    `if its ledger is to be at ${own?.path ?? 'another path'}/ from now on: ${there}, then apply here${mine ? '' : ', which takes it into care'}`,
    `if it is another seed that is called ${seed}, too: give one of them another name, and take what both declare out of one of the two`,
  ];
};

const addressesHere = (disputes: readonly Dispute[]) => disputes.map(({ resource }) => resource.address);
const addressesThere = (disputes: readonly Dispute[]) => disputes.map(({ entry }) => entry.address);
