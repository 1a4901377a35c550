import type { Catalog } from '../../../src/kinds/index.ts';
import { aliasOf } from '../../../src/kinds/normalise.ts';
import type { Kind, Plugin } from '../../../src/model/kind.ts';
import { cases, chosen, dynamicSchema, labelled, oneOrMany, REMARK, ref, type Schema } from './make.ts';
import { kindSchema, ownMembers } from './object.ts';

/*
 * A block that holds what its type decides: a mount, an auth method. The type is what is written, else the label.
 * There is a definition for each type, one for a type that only an expression tells, and one for a type nobody knows.
 */

type Definitions = Readonly<Record<string, Schema>>;

const typeOf = ({ id }: Plugin): string => id.slice(id.indexOf('/') + 1);

const pluginsFor = (kind: Kind, catalog: Catalog): readonly Plugin[] =>
  catalog.plugins().flatMap((id) => (id.startsWith(`${kind.children}/`) ? (catalog.plugin(id) ?? []) : []));

/** The words that name a type: its own, and those that the server takes for it. */
const spellings = (kind: Kind, type: string): readonly string[] => {
  const field = kind.fields.find(({ name }) => name === 'type');
  const aliases = field === undefined ? [] : Object.keys(field.aliases);
  return [type, ...aliases.filter((word) => field !== undefined && aliasOf(field, word)?.type === type)];
};

const bodies = (kinds: readonly Kind[], name: (kind: Kind) => string): Schema => {
  const all = [...new Set(kinds.map(name))].map(ref);
  return all.length === 1 && all[0] !== undefined ? all[0] : { anyOf: all };
};

/** The blocks of one type: with the words that are part of a kind as labels, with any label, or with none. */
const blockSchema = (kinds: readonly Kind[], name: (kind: Kind) => string): Schema => {
  const fixed = kinds.filter(({ label }) => label !== undefined);
  const named = kinds.filter(({ label, named }) => label === undefined && named);
  const bare = kinds.filter(({ label, named }) => label === undefined && !named);
  const words = Object.fromEntries(
    [...new Set(fixed.map(({ label }) => label ?? ''))].map((label) => [
      label,
      bodies(
        fixed.filter((kind) => kind.label === label),
        name,
      ),
    ]),
  );
  const withLabel = named.length > 0 ? [labelled(bodies(named, name), words)] : fixed.length > 0 ? [chosen(words)] : [];
  const all = [...withLabel, ...(bare.length > 0 ? [oneOrMany(bodies(bare, name))] : [])];
  const description = [
    ...new Set(kinds.map(({ title, label }) => (label === undefined ? title : `${title} ("${label}")`))),
  ];
  return { description: `${description.join('; ')}.`, ...(all.length === 1 ? all[0] : { anyOf: all }) };
};

const childBlocks = (kinds: readonly Kind[], name: (kind: Kind) => string): Definitions => {
  const types = [...new Set(kinds.map(({ block }) => block))];
  const blocks = types.map((block) => {
    const some = kinds.filter((kind) => kind.block === block);
    return [block, blockSchema(some, name)];
  });
  return { ...Object.fromEntries(blocks), ...(types.length === 0 ? {} : { dynamic: dynamicSchema(types) }) };
};

/** The definitions for a kind whose type decides what stands inside. The one of its own name takes a body without a label. */
export const typedDefinitions = (kind: Kind, catalog: Catalog): Definitions => {
  const { block } = kind;
  const plugins = pluginsFor(kind, catalog);
  const own = Object.keys(ownMembers(kind, catalog));
  const shared = Object.fromEntries(
    own.map((name) => [name, { $ref: `#/definitions/${block}.other/properties/${name}` }]),
  );
  const nameIn = new Map(
    plugins.flatMap((one) =>
      one.kinds.map((child) => [child, `${block}.${child.id.replace('#', '.').replace(/^.*\//, '')}`]),
    ),
  );
  const nameOf = (child: Kind): string => nameIn.get(child) ?? '';
  const typed = plugins.map((one): readonly [string, Schema] => [
    `${block}.${typeOf(one)}`,
    kindSchema(kind, { ...shared, ...childBlocks(one.kinds, nameOf) }),
  ]);
  const children = plugins.flatMap((one) =>
    one.kinds.map((child) => [nameOf(child), kindSchema(child, ownMembers(child, catalog))]),
  );
  const all = plugins.flatMap((one) => one.kinds);
  const byType = (rest: Schema): Schema =>
    cases(
      plugins.map((one) => [
        { required: ['type'], properties: { type: { enum: spellings(kind, typeOf(one)) } } },
        ref(`${block}.${typeOf(one)}`),
      ]),
      cases([[{ required: ['type'], properties: { type: ref('template') } }, ref(`${block}.any`)]], rest),
    );
  const labels = plugins.flatMap((one) => spellings(kind, typeOf(one)).map((word) => [word, typeOf(one)] as const));
  return {
    [`${block}.other`]: kindSchema(kind, ownMembers(kind, catalog)),
    [`${block}.any`]: kindSchema(kind, { ...shared, ...childBlocks(all, nameOf) }),
    ...Object.fromEntries([...typed, ...children]),
    [`${block}.by-type`]: byType(ref(`${block}.other`)),
    [`${block}.labels`]: {
      description: `${kind.title}: the label is its path, and its type unless that is written.`,
      ...oneOrMany({
        type: 'object',
        properties: {
          '//': REMARK,
          ...Object.fromEntries(
            labels.map(([word, type]) => [
              word,
              oneOrMany(cases([[{ required: ['type'] }, ref(`${block}.by-type`)]], ref(`${block}.${type}`))),
            ]),
          ),
        },
        additionalProperties: oneOrMany(ref(`${block}.by-type`)),
      }),
    },
  };
};
