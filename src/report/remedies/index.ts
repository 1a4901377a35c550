import type { Code } from '../../model/diagnostic.ts';
import { commandRemedies } from './command.ts';
import { engineRemedies } from './engine.ts';
import { kindsRemedies } from './kinds.ts';
import { ledgerRemedies } from './ledger.ts';
import type { Remedy } from './remedy.ts';
import { seedRemedies } from './seed.ts';
import { serverRemedies } from './server.ts';
import { syntaxRemedies } from './syntax.ts';
import { valueRemedies } from './values.ts';
import { watchRemedies } from './watch.ts';

/** What to do about each code there is. A code without its entry does not compile. */
export const remedies: Readonly<Record<Code, Remedy>> = {
  ...syntaxRemedies,
  ...valueRemedies,
  ...seedRemedies,
  ...kindsRemedies,
  ...serverRemedies,
  ...ledgerRemedies,
  ...engineRemedies,
  ...commandRemedies,
  ...watchRemedies,
};
