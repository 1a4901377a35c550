import type { Diagnostic } from '../model/diagnostic.ts';
import { suggest } from '../model/suggest.ts';
import type { Attribute, Block, Body, Expression, NativeBody } from './ast.ts';
import { jsonContent } from './json-content.ts';
import { literalText } from './literal.ts';

/** The blocks that a body may hold, by type, with how many labels each takes. */
export type BlockHeaders = Readonly<Record<string, BlockHeader>>;

export interface BlockHeader {
  readonly labels: readonly [min: number, max: number];
  /** What may stand in it. In JSON nothing else tells a label from a member where a label is forgotten. */
  readonly holds?: (() => ReadonlySet<string>) | undefined;
}

export interface Content {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: readonly Block[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Splits a body into attributes and blocks. `blocks` names what is a block; every other item is an attribute. In JSON
 * nothing else tells the two apart. A block written as an attribute, or the reverse, is reported and left out.
 */
export const content = (body: Body, blocks: BlockHeaders): Content =>
  body.syntax === 'native' ? nativeContent(body, blocks) : jsonContent(body, blocks);

const nativeContent = ({ items, attributes }: NativeBody, headers: BlockHeaders): Content => {
  const blocks: Block[] = [];
  const diagnostics: Diagnostic[] = [];
  const misplaced: string[] = [];
  for (const item of items) {
    if (item.kind === 'attribute') {
      if (!Object.hasOwn(headers, item.name)) continue;
      misplaced.push(item.name);
      diagnostics.push(blockAsAttribute(item, headers[item.name]));
      continue;
    }
    const header = Object.hasOwn(headers, item.type) ? headers[item.type] : undefined;
    const wrong = header === undefined ? attributeAsBlock(item, headers) : wrongLabels(item, header.labels);
    if (wrong === undefined) blocks.push(item);
    else diagnostics.push(wrong);
  }
  return { attributes: without(attributes, misplaced), blocks, diagnostics };
};

/** Nearly always the same map: nothing is copied for a mistake that nobody made. */
const without = (attributes: Content['attributes'], names: readonly string[]): Content['attributes'] => {
  if (names.length === 0) return attributes;
  const left = new Map(attributes);
  for (const name of names) left.delete(name);
  return left;
};

const blockAsAttribute = ({ name, nameSpan, expression }: Attribute, header?: BlockHeader): Diagnostic => ({
  code: 'block-as-attribute',
  message: `"${name}" is a block, not an attribute`,
  at: nameSpan,
  help: [`write ${name} ${isText(expression) ? '"…" ' : header?.labels[0] === 1 ? '"NAME" ' : ''}{ … }, without "="`],
});

const isText = (expression: Expression): boolean =>
  expression.kind === 'template' || literalText(expression) !== undefined;

const attributeAsBlock = ({ type, head }: Block, headers: BlockHeaders): Diagnostic => {
  const near = suggest(type, Object.keys(headers));
  const help = near === undefined ? [`as an attribute it is written ${type} = { … }`] : [`did you mean ${near}?`];
  return { code: 'attribute-as-block', message: `there is no block "${type}" here`, at: head, help };
};

const wrongLabels = (block: Block, [min, max]: readonly [number, number]): Diagnostic | undefined => {
  const { length } = block.labels;
  if (length >= min && length <= max) return undefined;
  const wanted = min === max ? count(min) : `${min} to ${count(max)}`;
  const example = [block.type, ...Array.from({ length: min }, () => '"…"'), '{ … }'].join(' ');
  const message = `"${block.type}" takes ${wanted}, and has ${length}`;
  return { code: 'label-count', message, at: block.head, help: [`write ${example}`] };
};

const count = (labels: number): string => (labels === 0 ? 'no label' : labels === 1 ? '1 label' : `${labels} labels`);
