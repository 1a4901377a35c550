import type { Catalog } from '../../../src/kinds/index.ts';
import type { Kind } from '../../../src/model/kind.ts';
import { labelled, members, oneOrMany, ref, type Schema, TEMPLATE, when } from './make.ts';
import { typedDefinitions } from './mounts.ts';
import { kindSchema, ownMembers } from './object.ts';
import { ownBlocks } from './own-blocks.ts';
import { WORDS } from './words.ts';

/** Where the schema is written, from the root of the project. */
export const SCHEMA = 'schemas/seed.schema.json';

/** The blocks that may stand at the top of a seed, or where `within` says in a part of the server with paths of its own. */
const objectBlocks = (catalog: Catalog, within: boolean): Readonly<Record<string, Schema>> =>
  Object.fromEntries(
    catalog.topLevel().flatMap((block) => {
      const kind = catalog.top(block);
      if (kind === undefined || (within && kind.rootOnly)) return [];
      if (kind.children !== undefined) return [[block, ref(`${block}.labels`)]];
      const body = ref(block);
      return [[block, { description: kind.title, ...(kind.named ? labelled(body) : oneOrMany(body)) }]];
    }),
  );

const definitionsOf = (kind: Kind, catalog: Catalog): Readonly<Record<string, Schema>> => {
  if (kind.children !== undefined) return typedDefinitions(kind, catalog);
  const own = ownMembers(kind, catalog);
  const inside = kind.scope ? { ...objectBlocks(catalog, true), module: ref('module') } : {};
  return { [kind.block]: kindSchema(kind, { ...inside, ...own }) };
};

/** What stands in a `*.seed.json` file, as editors read it: all blocks, and every field of every kind of the catalog. */
export const seedSchema = (catalog: Catalog, products: readonly string[]): Schema => {
  const { module = {}, ...own } = ownBlocks(products);
  const kinds = catalog.topLevel().flatMap((block) => catalog.top(block) ?? []);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A seed of vaultseed, as JSON',
    ...when({ type: 'array' }, { items: ref('document') }, ref('document')),
    definitions: {
      document: members({
        $schema: { description: 'Where editors find the schema of this file.', type: 'string' },
        ...own,
        module: ref('module'),
        ...objectBlocks(catalog, false),
      }),
      module,
      template: TEMPLATE,
      ...WORDS,
      ...Object.assign({}, ...kinds.map((kind) => definitionsOf(kind, catalog))),
    },
  };
};

export const schemaText = (catalog: Catalog, products: readonly string[]): string =>
  `${JSON.stringify(seedSchema(catalog, products), null, 1)}\n`;
