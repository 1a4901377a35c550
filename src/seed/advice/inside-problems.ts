import { type Catalog, conditionText, meets } from '../../kinds/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Kind, Plugin } from '../../model/kind.ts';
import { suggest } from '../../model/suggest.ts';
import type { Instance } from '../evaluate/state.ts';
import { exampleOf } from '../parts/nested-blocks.ts';
import type { Declaration } from '../parts/written.ts';
import { didYouMean } from '../tell.ts';
import { homeOf } from './where-it-belongs.ts';

/*
 * A block that the object around it does not know, of which the type is known.
 */

interface Inside {
  readonly plugin: Plugin;
  readonly catalog: Catalog;
}

/** The head of the blocks that declare objects of a kind, but for the name. */
export const blockHead = ({ block, label }: Kind): string => (label === undefined ? block : `${block} "${label}"`);

/** Where a block belongs that is a block of something else. */
export const elsewhere = (
  { block: { type }, attributes }: Pick<Declaration, 'block' | 'attributes'>,
  catalog: Catalog,
): readonly string[] =>
  catalog.topLevel().includes(type)
    ? [`${type} stands at the top of a file, not inside of anything`]
    : homeOf(type, catalog, [...attributes.keys()]);

const isField = ({ kind }: Instance, name: string): boolean => kind.fields.some((field) => field.name === name);

const fieldAsBlock = ({ block: { type, head } }: Declaration, { kind }: Instance): Diagnostic => ({
  code: 'block-for-field',
  message: `${type} is a field of ${kind.title}, not a block`,
  at: head,
  help: [`write ${type} = ${exampleOf(kind, type)}`],
});

/** A block as the API has it around fields that a mount has itself: taking it away with what is in it would lose them. */
const fieldsOutside = ({ attributes, block }: Declaration, parent: Instance): readonly string[] | undefined => {
  const names = [...attributes.keys()];
  if (names.length === 0 || !names.every((name) => isField(parent, name))) return undefined;
  const stand = names.length === 1 ? 'stands' : 'stand';
  return [`${names.join(' and ')} ${stand} in the ${parent.declaration.block.type} itself, without ${block.type} { }`];
};

/** What was most likely meant, surest first. */
const meantBy = (declaration: Declaration, parent: Instance, { plugin, catalog }: Inside): readonly string[] => {
  const { block, label } = declaration;
  const called = plugin.kinds.find((kind) => Object.hasOwn(kind.elsewhere, block.type));
  const here =
    called && `here that is ${blockHead(called)} ${called.named ? `${JSON.stringify(label ?? 'NAME')} ` : ''}{ … }`;
  const other = plugin.kinds.find((kind) => kind.block === block.type && !meets(kind.when, parent.resource.fields));
  if (other !== undefined) {
    const condition = `that takes ${conditionText(other.when)} in the ${parent.declaration.block.type}`;
    return here === undefined ? [condition] : [condition, here];
  }
  if (here !== undefined) return [here];
  const fields = parent.kind.fields.map(({ name }) => name);
  const near = suggest(block.type, [...new Set(plugin.kinds.map((kind) => kind.block)), ...fields, 'lifecycle']);
  if (near === undefined) return elsewhere(declaration, catalog);
  return near === block.type ? [] : didYouMean(near);
};

export const unknownInside = (declaration: Declaration, parent: Instance, inside: Inside): Diagnostic => {
  const { block, label } = declaration;
  if (isField(parent, block.type)) return fieldAsBlock(declaration, parent);
  const outside = fieldsOutside(declaration, parent);
  const { id, kinds } = inside.plugin;
  const fitting = kinds.filter((kind) => meets(kind.when, parent.resource.fields));
  const blocks = [...new Set(fitting.map(blockHead))];
  // Blocks of this type have two labels, of which the first says what they are.
  const heads = label === undefined ? fitting.filter((kind) => kind.block === block.type).map(blockHead) : [];
  const named = label === undefined ? block.type : `${block.type} "${label}"`;
  return {
    code: 'unknown-block',
    message: `${parent.kind.title} of type "${id.split('/')[1]}" has no block ${named}`,
    at: block.head,
    help: outside ?? [
      ...meantBy(declaration, parent, inside),
      ...(heads.length === 0 ? [] : [`write ${heads.map((head) => `${head} { … }`).join(' or ')}`]),
      blocks.length === 0 ? 'it has no blocks at all' : `it may hold: ${blocks.join(', ')}`,
    ],
  };
};
