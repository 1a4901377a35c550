/*
 * What the documents of a ledger are called in their store.
 */

export const folderOf = (seed: string): string => `seeds/${seed}`;
export const indexName = (seed: string): string => `${folderOf(seed)}/index`;
export const lockName = (seed: string): string => `${folderOf(seed)}/lock`;
/** Keys stand apart: a policy can let somebody read what is remembered and not what it is made with. */
export const keyName = (seed: string): string => `keys/${seed}`;
export const shardName = (seed: string, generation: number, shard: number): string =>
  `${folderOf(seed)}/shard-${generation}-${shard}`;
