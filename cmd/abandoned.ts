import type { Keeping } from '../src/engine/index.ts';
import type { Lease, Shelf } from '../src/ledger/index.ts';
import { visible } from '../src/model/clean.ts';
import { Fault } from '../src/model/fault.ts';

/** What is to be taken away: an empty ledger, under its lock. */
interface Abandoned {
  readonly seed: string;
  readonly lease: Lease;
  readonly keeper: Pick<Keeping, 'close'>;
}

/**
 * A seed that owns nothing leaves nothing behind. A token that may not take the mount away leaves it, empty.
 * @returns what to say about that.
 */
export const abandoned = async (shelf: Shelf, { seed, lease, keeper }: Abandoned): Promise<string | undefined> => {
  const { abandon } = await import('../src/ledger/index.ts');
  try {
    // Nothing guards a deletion but the time that is left: who was held up leaves it to the next run.
    lease.ensure();
    await keeper.close();
    const command = await abandon(shelf, seed, lease);
    return command === undefined ? undefined : remainsText(shelf, command);
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
};

const remainsText = ({ path }: Shelf, command: string): string =>
  visible(`The store of the ledgers at ${path} stays, empty: this token may not unmount it. Who may: ${command}`);
