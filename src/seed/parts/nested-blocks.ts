import {
  type Block,
  blocksText,
  type EvaluatedBlock,
  holdsSensitive,
  isWhollyKnown,
  type Value,
} from '../../language/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Field, Kind } from '../../model/kind.ts';
import { suggest } from '../../model/suggest.ts';
import { didYouMean, type Tell } from '../tell.ts';
import { DYNAMIC, dynamicOf } from './dynamic.ts';
import { split } from './split.ts';
import type { NestedBlock } from './written.ts';

/** Blocks written out in the language of blocks; sensitive or unknown as soon as any value in it is. */
export const textOfBlocks = (blocks: readonly EvaluatedBlock[]): Value => {
  const values = blocks.flatMap(({ attributes }) => attributes.map(([, value]) => value));
  const sensitive = values.some(holdsSensitive);
  if (!values.every(isWhollyKnown)) return { kind: 'unknown', type: { kind: 'string' }, sensitive };
  return { kind: 'string', value: blocksText(blocks), sensitive };
};

/** Why a block cannot stand in an object of this kind. */
export const strangeInside = ({ block }: NestedBlock, kind: Kind): Diagnostic => {
  const field = kind.fields.find(({ name }) => name === block.type);
  if (field !== undefined) {
    return {
      code: 'block-for-field',
      message: `${block.type} is a field of ${kind.title}, not a block`,
      at: block.head,
      help: [`write ${block.type} = ${exampleOf(kind, field.name)}`],
    };
  }
  const near = suggest(block.type, [...Object.keys(kind.blocks), ...kind.fields.map(({ name }) => name), 'lifecycle']);
  const instead = Object.hasOwn(kind.mistaken, block.type) ? kind.mistaken[block.type] : undefined;
  return {
    code: 'unknown-block',
    message: `${kind.title} has no block ${block.type}`,
    at: block.head,
    help: [...(instead?.split('\n') ?? didYouMean(near)), `vaultseed explain ${kind.handle} tells what it has`],
  };
};

/** How the value of a field looks. */
export const exampleOf = ({ fields }: Kind, name: string): string =>
  exampleFor(fields.find((field) => field.name === name)?.schema);

const exampleFor = (schema: Field['schema'] | undefined, words: readonly string[] = []): string => {
  const types = [schema?.type].flat();
  if (types.includes('object')) return '{ … }';
  if (!types.includes('array')) return '…';
  const items = schema?.items;
  const of = items instanceof Object && 'type' in items ? items.type : undefined;
  return of === 'object' ? '[{ … }]' : `[${words.length === 0 ? '"…"' : words.map((word) => `"${word}"`).join(', ')}]`;
};

/** A block without a content of its own to look at, for a reason that has been told. */
const brokenBlock = (block: Block): NestedBlock | undefined => {
  const [label] = block.labels;
  return label && { block: { ...block, type: label.text, labels: [] }, attributes: new Map(), broken: true };
};

/** A block in an object of the kind that declares nothing itself. */
export const nestedBlock = (written: Block, kind: Kind | undefined, tell: Tell): NestedBlock | undefined => {
  const made = written.type === DYNAMIC ? dynamicOf(written, tell) : undefined;
  if (written.type === DYNAMIC && made === undefined) return brokenBlock(written);
  const block = made?.content ?? written;
  const { attributes, blocks } = split(block.body, {}, tell);
  const fields = kind?.blockFields[block.type] ?? [];
  for (const inner of blocks) tell(blockInBlock(inner, block, fields));
  const blurred = blocks.map(({ type }) => type).filter((type) => fields.some(({ name }) => name === type));
  return { block, attributes, dynamic: made?.dynamic, ...(blurred.length === 0 ? {} : { blurred }) };
};

const blockInBlock = (inner: Block, { type }: Block, fields: readonly Field[]): Diagnostic => {
  const field = fields.find(({ name }) => name === inner.type);
  const known = fields.map(({ name }) => name);
  const near = field === undefined ? suggest(inner.type, known) : undefined;
  const strange = field === undefined && near === undefined && fields.length > 0;
  return {
    code: 'block-for-field',
    message: `"${inner.type}" is a block, and ${type} holds attributes only`,
    at: inner.head,
    help: strange
      ? [`it may hold: ${known.join(', ')}`]
      : [
          `write ${near ?? inner.type} = ${field === undefined ? '…' : exampleFor(field.schema, wordsIn(inner, field))}`,
        ],
  };
};

/** The allowed words that a block in the place of a list has for labels or attributes. */
const wordsIn = ({ labels, body }: Block, { schema }: Field): readonly string[] => {
  const { items: one } = schema;
  const allowed: readonly unknown[] = one instanceof Object && 'enum' in one ? [one.enum].flat() : [];
  const items = body.syntax === 'native' ? body.items : [];
  const written = items.flatMap((item) => (item.kind === 'attribute' ? item.name : []));
  return [...labels.map(({ text }) => text), ...written].filter((word) => allowed.includes(word));
};
