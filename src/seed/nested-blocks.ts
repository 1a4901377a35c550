import { blocksText, type EvaluatedBlock, holdsSensitive, isWhollyKnown, type Value } from '../language/index.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Kind } from '../model/kind.ts';
import { suggest } from '../model/suggest.ts';
import { didYouMean } from './tell.ts';
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
export const exampleOf = ({ fields }: Kind, name: string): string => {
  const types = [fields.find((field) => field.name === name)?.schema.type].flat();
  if (types.includes('object')) return '{ … }';
  return types.includes('array') ? '[{ … }]' : '…';
};
