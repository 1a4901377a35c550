import type { Address } from '../../model/address.ts';
import type { Change } from '../../model/plan.ts';
import { dependents, withDependencies } from '../plan/order.ts';
import type { Node } from './walk.ts';

export interface ChangeNode extends Node {
  readonly change: Change;
}

/**
 * A plan's changes as graphs that are walked one after the other. Writes go from dependencies to dependents, and all come
 * after the objects of the lowest stage (audit devices, so that the rest of the run is logged). Deletions come last and in
 * the opposite order: until then an object that is changed in the same run may still depend on one that goes. What is
 * deleted with its parent waits for the parent.
 */
export const schedule = (changes: readonly Change[]): readonly (readonly ChangeNode[])[] => {
  const deleting = removals(changes);
  const gone = new Set(deleting);
  const making = changes.filter((change) => !gone.has(change));
  return [makeNodes(making), deleteNodes(deleting)].filter((phase) => phase.length > 0);
};

/** The changes that remove objects: deletions, and entries to forget. */
export const removals = (changes: readonly Change[]): Change[] =>
  changes.filter(({ action }) => action === 'delete' || action === 'forget');

const makeNodes = (changes: readonly Change[]): ChangeNode[] => {
  const barrier = barrierOf(changes);
  return changes.map((change) => ({
    key: change.address,
    change,
    lock: change.resource.kind.lane,
    needs: [...change.resource.dependsOn, ...barrier(change)],
  }));
};

// The dependencies of a first-stage object cannot wait for its stage.
const barrierOf = (changes: readonly Change[]): ((change: Change) => readonly Address[]) => {
  const lowest = Math.min(...changes.map(({ resource }) => resource.kind.stage));
  const first = changes.filter(({ resource }) => resource.kind.stage === lowest).map(({ address }) => address);
  if (first.length === changes.length) return () => [];
  const exempt = withDependencies(
    first,
    changes.map(({ resource }) => resource),
  );
  return ({ address }) => (exempt.has(address) ? [] : first);
};

const deleteNodes = (changes: readonly Change[]): ChangeNode[] => {
  const carriers = carriersOf(changes);
  const needing = dependents(changes.map(({ resource }) => resource));
  return changes.map((change) => {
    const carrier = carriers.get(change.address);
    if (carrier !== undefined) return { key: change.address, change, needs: [carrier] };
    const users = (needing.get(change.address) ?? []).filter((user) => carriers.get(user) !== change.address);
    return { key: change.address, change, needs: users };
  });
};

/**
 * The objects that are deleted with their parent, each with that parent. An object that something outside the parent
 * depends on is not among them: it is deleted by itself, after its dependents, so that the deletions have no cycle.
 */
export const carriersOf = (changes: readonly Change[]): ReadonlyMap<Address, Address> => {
  const gone = new Map(changes.map((change) => [change.address, change]));
  const needing = dependents(changes.map(({ resource }) => resource));
  const parentOf = (address: Address): Address | undefined => {
    const { parent } = gone.get(address)?.resource ?? {};
    return parent !== undefined && gone.get(parent)?.action === 'delete' ? parent : undefined;
  };
  return new Map(
    changes.flatMap(({ address }): [Address, Address][] => {
      const parent = parentOf(address);
      const isOwn = (needing.get(address) ?? []).every((user) => parentOf(user) === parent);
      return parent !== undefined && isOwn ? [[address, parent]] : [];
    }),
  );
};
