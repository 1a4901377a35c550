// Writes docs/kinds.md anew: `npm run docs:kinds`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openCatalog } from '../../src/kinds/index.ts';
import { casesOf } from './cases.ts';
import { kindsTable, TABLE } from './table.ts';

const file = join(import.meta.dirname, '../..', TABLE);
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, kindsTable(casesOf(openCatalog())));
