import type { Value } from '../language/index.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Kind } from '../model/kind.ts';
import { suggest } from '../model/suggest.ts';
import { didYouMean } from './tell.ts';
import type { NestedBlock } from './written.ts';

/** A block with the values of its attributes. */
export interface EvaluatedBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: readonly (readonly [string, Value])[];
}

/** Blocks written out in the language of blocks; sensitive or unknown as soon as any value in it is. */
export const textOfBlocks = (blocks: readonly EvaluatedBlock[]): Value => {
  const values = blocks.flatMap(({ attributes }) => attributes.map(([, value]) => value));
  const sensitive = values.some((value) => holds(value, (one) => one.sensitive));
  if (values.some((value) => holds(value, ({ kind }) => kind === 'unknown'))) {
    return { kind: 'unknown', type: { kind: 'string' }, sensitive };
  }
  return { kind: 'string', value: blocks.map(blockText).join('\n'), sensitive };
};

const blockText = ({ type, labels, attributes }: EvaluatedBlock): string => {
  const head = [type, ...labels.map((label) => JSON.stringify(label))].join(' ');
  const lines = attributes.flatMap(([name, value]) =>
    value.kind === 'null' ? [] : [`  ${name} = ${valueText(value, '  ')}\n`],
  );
  return `${head} {\n${lines.join('')}}\n`;
};

const valueText = (value: Value, indent: string): string => {
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'bool':
      return String(value.value);
    case 'number':
      return value.value.toFixed();
    case 'string':
      return JSON.stringify(value.value);
    case 'list':
    case 'set':
    case 'tuple':
      return `[${value.items.map((item) => valueText(item, indent)).join(', ')}]`;
    case 'map':
    case 'object':
      return mapText(value.entries, indent);
    case 'unknown':
      throw new Error('an unknown value has no text');
  }
};

const mapText = (entries: ReadonlyMap<string, Value>, indent: string): string => {
  const inner = `${indent}  `;
  const lines = [...entries].map(([name, value]) => `${inner}${JSON.stringify(name)} = ${valueText(value, inner)}\n`);
  return lines.length === 0 ? '{}' : `{\n${lines.join('')}${indent}}`;
};

const holds = (value: Value, question: (value: Value) => boolean): boolean => {
  if (question(value)) return true;
  if ('items' in value) return value.items.some((item) => holds(item, question));
  return 'entries' in value && [...value.entries.values()].some((item) => holds(item, question));
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
  const near = suggest(block.type, [...Object.keys(kind.blocks), ...kind.fields.map(({ name }) => name)]);
  return {
    code: 'unknown-block',
    message: `${kind.title} has no block ${block.type}`,
    at: block.head,
    help: [...didYouMean(near), `vaultseed explain ${kind.handle} tells what it has`],
  };
};

/** How the value of a field looks. */
export const exampleOf = ({ fields }: Kind, name: string): string => {
  const types = [fields.find((field) => field.name === name)?.schema.type].flat();
  if (types.includes('object')) return '{ … }';
  return types.includes('array') ? '[{ … }]' : '…';
};
