import { LIFECYCLE_WORDS } from '../../kinds/index.ts';
import type { Attribute, Block, Expression } from '../../language/index.ts';
import { type Lifecycle, USUAL_LIFECYCLE } from '../../model/resource.ts';
import { placeOf, type Tell } from '../tell.ts';
import { constant, constantBool, invalid, type Parts, splitForm } from './split.ts';
import type { Meta } from './written.ts';

export const LIFECYCLE = {
  head: 'lifecycle',
  labels: 0,
  attributes: LIFECYCLE_WORDS,
  instead: {
    ignore_changes: 'write ignore = ["FIELD"]',
    create_before_destroy: 'names are unique on a server: what is replaced is deleted first',
    replace_triggered_by: 'nothing is replaced because of something else',
  },
} as const;

/** The attributes that mean the same on every object. */
const META = ['for_each', 'depends_on'] as const;
/** Those of objects that hold others. */
const HOLDING = ['existing', 'prune'] as const;

const ALL: readonly string[] = [...META, ...HOLDING];

interface MetaRequest {
  readonly parts: Parts;
  /** Whether the object may belong to somebody else: only then `existing` is a meta-argument. */
  readonly mayExist: boolean;
}

/** Takes the meta-arguments out of a body. Lifecycle settings and `existing` must be plain values. */
export const metaOf = ({ parts, mayExist }: MetaRequest, tell: Tell): { meta: Meta; rest: Parts } => {
  const lifecycles = parts.blocks.length === 0 ? [] : parts.blocks.filter(({ type }) => type === 'lifecycle');
  for (const again of lifecycles.slice(1)) tell(twice('lifecycle', again, lifecycles[0]));
  const existing = mayExist ? parts.attributes.get('existing') : undefined;
  const prune = mayExist ? parts.attributes.get('prune') : undefined;
  const taken = mayExist ? ALL : META;
  const { lifecycle, ignoreSpan } = lifecycleOf(lifecycles[0], tell);
  return {
    meta: {
      forEach: parts.attributes.get('for_each'),
      dependsOn: parts.attributes.get('depends_on'),
      lifecycle,
      ignoreSpan,
      existing: constantBool(existing, false, tell) ? existing?.span : undefined,
      prune: prune && { blocks: blockNames(prune, tell), at: prune.expression.span },
    },
    rest: {
      attributes: without(parts.attributes, taken),
      blocks: lifecycles.length === 0 ? parts.blocks : parts.blocks.filter(({ type }) => type !== 'lifecycle'),
    },
  };
};

/** The same map where none of them is in it, as in most blocks. */
const without = (attributes: Parts['attributes'], taken: readonly string[]): Parts['attributes'] =>
  taken.some((name) => attributes.has(name))
    ? new Map([...attributes].filter(([name]) => !taken.includes(name)))
    : attributes;

export const twice = (what: string, again: Block, first: Block | undefined) => ({
  code: 'declared-twice' as const,
  message: `${what} is written twice`,
  at: again.head,
  help: first === undefined ? [] : [`the first one is at ${placeOf(first.head)}`],
});

const lifecycleOf = (block: Block | undefined, tell: Tell): Pick<Meta, 'lifecycle' | 'ignoreSpan'> => {
  if (block === undefined) return { lifecycle: USUAL_LIFECYCLE };
  const { attributes } = splitForm(block, LIFECYCLE, tell);
  const ignore = attributes.get('ignore');
  return {
    lifecycle: {
      preventDestroy: constantBool(attributes.get('prevent_destroy'), false, tell),
      createOnly: constantBool(attributes.get('create_only'), false, tell),
      ignore: ignore === undefined ? [] : fieldNames(ignore, tell),
      onDestroy: onDestroyOf(attributes.get('on_destroy'), tell),
    },
    ignoreSpan: ignore?.expression.span,
  };
};

const ON_DESTROY = [
  'to leave it on the server: on_destroy = "forget"',
  'to delete it, as without this: on_destroy = "delete"',
];

const onDestroyOf = (attribute: Attribute | undefined, tell: Tell): Lifecycle['onDestroy'] => {
  if (attribute === undefined) return 'delete';
  const value = constant(attribute.expression);
  if (value === 'delete' || value === 'forget') return value;
  tell(invalid(attribute.expression.span, 'on_destroy must be "delete" or "forget"', ON_DESTROY));
  return 'delete';
};

/** A list of field names, quoted or bare. */
const fieldNames = (attribute: Attribute, tell: Tell): readonly string[] =>
  names(attribute) ??
  told(tell, attribute, ['ignore must be a list of field names', 'for example ignore = ["description"]']);

/** A list of blocks, quoted or bare: nothing else of these is to be on the server. */
export const blockNames = (attribute: Attribute, tell: Tell): readonly string[] =>
  names(attribute) ?? told(tell, attribute, ['prune must be a list of blocks', 'for example prune = ["role"]']);

const told = (tell: Tell, { expression }: Attribute, [message, help]: readonly [string, string]): readonly string[] => {
  tell(invalid(expression.span, message, [help]));
  return [];
};

const names = ({ expression }: Attribute): readonly string[] | undefined => {
  const items = expression.kind === 'tuple' ? expression.items : undefined;
  const found = items?.map(fieldName);
  return found === undefined || found.includes(undefined) ? undefined : found.flatMap((name) => name ?? []);
};

const fieldName = (expression: Expression): string | undefined => {
  if (expression.kind === 'variable') return expression.name;
  const value = constant(expression);
  return typeof value === 'string' ? value : undefined;
};
