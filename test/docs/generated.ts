import { openCatalog } from '../../src/kinds/index.ts';
import { casesOf } from '../roundtrip/cases.ts';
import { kindsTable, TABLE } from '../roundtrip/table.ts';
import { differencesPage, PAGE } from './differences/page.ts';
import { SCHEMA, schemaText } from './seed-schema/schema.ts';

/** The products that the label of a server block may name. */
export const PRODUCTS = ['vault', 'openbao'];

/** Every generated file that takes no run of anything, by its path from the root of the project. */
export const generated: Readonly<Record<string, () => string>> = {
  [PAGE]: () => differencesPage(),
  [TABLE]: () => kindsTable(casesOf(openCatalog())),
  [SCHEMA]: () => schemaText(openCatalog(), PRODUCTS),
};
