import { type ServerVersion, supports } from '../kinds/index.ts';
import type { Products } from '../model/products.ts';

/*
 * Where servers read policies differently. Each row was seen on OpenBao 2.6.2, OpenBao 2.7.2 and Vault 1.21.1.
 */

type Habit = 'bareFirst' | 'expires' | 'guardsTemplates' | 'failsOnTemplates' | 'looksIntoLists';

const HABITS: Readonly<Record<Habit, Products>> = {
  /** When a path that ends in a slash is listed, patterns that match it without the slash win over those that match it as it is. */
  bareFirst: { openbao: false },
  /** A path block may end at a time of its own. */
  expires: { vault: false },
  /** What a template stands for may hold neither wildcards nor slashes, unless the policy says so. */
  guardsTemplates: { vault: false, openbao: '>=2.6' },
  /** Such a value takes every right away, not only those of its block. */
  failsOnTemplates: { vault: false, openbao: '>=2.7' },
  /** A list as a parameter is judged by its members, and so is text with commas. */
  looksIntoLists: { vault: '>=1.21', openbao: false },
};

/** How one server reads policies. */
export type Dialect = Readonly<Record<Habit, boolean>>;

export const dialectOf = (server: ServerVersion): Dialect => {
  const has = (habit: Habit): boolean => supports(HABITS[habit], server);
  return {
    bareFirst: has('bareFirst'),
    expires: has('expires'),
    guardsTemplates: has('guardsTemplates'),
    failsOnTemplates: has('failsOnTemplates'),
    looksIntoLists: has('looksIntoLists'),
  };
};
