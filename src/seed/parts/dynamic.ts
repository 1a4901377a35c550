import type { Attribute, Block, Expression } from '../../language/index.ts';
import type { Tell } from '../tell.ts';
import { twice } from './meta.ts';
import { constant, invalid, missingSetting, splitForm } from './split.ts';

/** The block by which Terraform makes others. */
export const DYNAMIC = 'dynamic';

/** `dynamic "path" { for_each = … content { … } }`: blocks of one type, one for each member. */
export interface Dynamic {
  readonly forEach: Attribute;
  /** What a member is called in the labels and in the content. */
  readonly iterator: string;
  readonly labels?: Attribute | undefined;
}

export const DYNAMIC_FORM = {
  head: 'dynamic "BLOCK"',
  labels: 1,
  attributes: ['for_each', 'iterator', 'labels'],
  required: ['for_each'],
  blocks: { content: { labels: [0, 0] } },
} as const;

/** What makes the blocks, and one of them as it would be written by hand, without its labels. */
export const dynamicOf = (block: Block, tell: Tell): { dynamic: Dynamic; content: Block } | undefined => {
  const { attributes, blocks } = splitForm(block, DYNAMIC_FORM, tell);
  const contents = blocks.filter(({ type }) => type === 'content');
  const [content, again] = contents;
  const [label] = block.labels;
  const forEach = attributes.get('for_each');
  if (again !== undefined) tell(twice('content', again, content));
  if (content === undefined) tell({ ...missingSetting(block, 'content'), help: ['add content { … }'] });
  if (content === undefined || label === undefined || forEach === undefined) return undefined;
  const iterator = iteratorOf(attributes.get('iterator'), label.text, tell);
  return {
    dynamic: { forEach, iterator, labels: attributes.get('labels') },
    content: { ...content, type: label.text, typeSpan: label.span, labels: [], head: block.head },
  };
};

const iteratorOf = (attribute: Attribute | undefined, type: string, tell: Tell): string => {
  if (attribute === undefined) return type;
  const name = nameIn(attribute.expression);
  if (name !== undefined) return name;
  tell(invalid(attribute.expression.span, 'iterator must be a name', ['for example iterator = item']));
  return type;
};

/** Bare, or, as JSON has to, as a text. */
const nameIn = (expression: Expression): string | undefined => {
  if (expression.kind === 'variable') return expression.name;
  const text = constant(expression);
  return typeof text === 'string' && /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(text) ? text : undefined;
};
