import { type Catalog, explainKind } from '../../../src/kinds/index.ts';
import type { Kind } from '../../../src/model/kind.ts';
import { DYNAMIC_BODY, flag, members, ref, type Schema, text, when } from './make.ts';

/** What may be said of any object besides its fields: definitions that all kinds share. */
export const WORDS: Readonly<Record<string, Schema>> = {
  for_each: {
    description: 'One object for each member of a map or a set of texts; each.key and each.value stand for it.',
    anyOf: [{ type: 'object' }, ref('template')],
  },
  depends_on: {
    description: 'Addresses of objects that are made before and deleted after it.',
    anyOf: [{ type: 'array', items: { type: 'string' } }, ref('template')],
  },
  existing: flag('It belongs to somebody else: it is neither made nor changed, and what is declared inside it is.'),
  prune: {
    description: 'Blocks of which nothing is to be inside but what is declared: the rest is deleted.',
    type: 'array',
    items: { type: 'string' },
  },
  name: text('What it is called on the server, where that is not the label.'),
  lifecycle: {
    description: 'What apply and destroy may do with it.',
    ...when({ type: 'array' }, { items: ref('lifecycle-body'), maxItems: 1 }, ref('lifecycle-body')),
  },
  'dynamic-body': DYNAMIC_BODY,
  'lifecycle-body': members({
    prevent_destroy: flag('A plan that would delete it is refused.'),
    create_only: flag('It is made when it is not there, and never changed.'),
    ignore: { description: 'Fields that are not compared.', type: 'array', items: { type: 'string' } },
    on_destroy: { description: 'Whether destroy deletes it or leaves it on the server.', enum: ['delete', 'forget'] },
  }),
};

/** The words of a kind, by the name that they have there (`path` or `name`). */
export const wordsOf = (kind: Kind, catalog: Catalog): Readonly<Record<string, Schema>> =>
  Object.fromEntries(
    explainKind(kind, catalog).words.map(({ name }) => {
      const word = name.replace(' { }', '');
      return [word, ref(word === 'path' ? 'name' : word)];
    }),
  );
