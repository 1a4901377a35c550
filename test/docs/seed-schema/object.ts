import type { Catalog } from '../../../src/kinds/index.ts';
import type { Kind } from '../../../src/model/kind.ts';
import { fieldSchema } from './field.ts';
import { dynamicSchema, labelled, members, type Schema } from './make.ts';
import { wordsOf } from './words.ts';

/** A member that is there and not `null`. */
const declares = (name: string): Schema => ({ required: [name], properties: { [name]: { not: { type: 'null' } } } });

const pairs = (names: readonly string[]): readonly (readonly [string, string])[] =>
  names.flatMap((first, index) => names.slice(index + 1).map((second) => [first, second] as const));

const groupSchemas = ({ groups }: Kind): readonly Schema[] =>
  groups.flatMap(({ fields, need }) => {
    const some = need === 'one' || need === 'at-least-one' ? [{ anyOf: fields.map(declares) }] : [];
    const exclusive = need === 'one' || need === 'at-most-one' ? pairs(fields) : [];
    return [...some, ...exclusive.map(([one, other]) => ({ not: { allOf: [declares(one), declares(other)] } }))];
  });

/** What a declaration must hold. A field may be written as blocks, and the type of a mount is its label. */
const needs = (kind: Kind): readonly Schema[] => {
  const blocks = Object.entries(kind.blocks);
  const required = kind.fields.filter(
    ({ name, required }) => required && !(kind.children !== undefined && name === 'type'),
  );
  const plain = required.filter(({ name }) => blocks.every(([, field]) => field !== name)).map(({ name }) => name);
  const standIns = blocks
    .filter(([, field]) => required.some(({ name }) => name === field))
    .map(([type, field]) => ({ anyOf: [{ required: [field] }, { required: [type] }, { required: ['dynamic'] }] }));
  const twice = blocks.map(([type, field]) => ({ not: { required: [type, field] } }));
  return [...(plain.length === 0 ? [] : [{ required: plain }]), ...standIns, ...twice, ...groupSchemas(kind)];
};

/** Nothing is needed of what belongs to somebody else. */
const needsUnlessExisting = (kind: Kind): readonly Schema[] => {
  const all = needs(kind);
  if (all.length === 0 || (kind.children === undefined && !kind.scope)) return all;
  const existing = { required: ['existing'], properties: { existing: { const: true } } };
  return [{ if: existing, else: { allOf: all } }];
};

/** The fields of a kind, and the blocks that may be written in place of one. */
export const ownMembers = (kind: Kind, catalog: Catalog): Readonly<Record<string, Schema>> => {
  const fields = kind.fields.filter(({ readOnly }) => !readOnly).map((field) => [field.name, fieldSchema(field)]);
  const bodies = Object.keys(kind.blocks).map((type): readonly [string, Schema] => {
    const inner = (kind.blockFields[type] ?? []).map((one) => [one.name, fieldSchema(one)]);
    return [type, members(Object.fromEntries(inner))];
  });
  const blocks = bodies.map(([type, body]) => [
    type,
    { description: `Written out as text into ${kind.blocks[type]}.`, ...labelled(body) },
  ]);
  const dynamic = bodies.length === 0 ? {} : { dynamic: dynamicSchema(bodies.map(([type]) => type)) };
  return { ...wordsOf(kind, catalog), ...Object.fromEntries([...fields, ...blocks]), ...dynamic };
};

/** A kind as the body of its block, with what else may stand in it. */
export const kindSchema = (kind: Kind, properties: Readonly<Record<string, Schema>>): Schema => {
  const all = needsUnlessExisting(kind);
  return {
    description: [`${kind.title[0]?.toUpperCase()}${kind.title.slice(1)}.`, kind.description].join(' ').trim(),
    ...members(properties),
    ...(kind.open === false ? {} : { additionalProperties: true }),
    ...(all.length === 0 ? {} : { allOf: all }),
  };
};
