import type { Catalog } from '../../kinds/index.ts';
import { normalise } from '../../kinds/index.ts';
import type { Attribute, Block } from '../../language/index.ts';
import { type Address, step } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Kind, Plugin } from '../../model/kind.ts';
import { perObject } from '../../model/per-object.ts';
import { withHome } from '../advice/where-it-belongs.ts';
import type { Tell } from '../tell.ts';
import { MODULE, OWN_BLOCKS, strangeBlock } from './block-names.ts';
import { DYNAMIC, dynamicOf } from './dynamic.ts';
import { headersFor, labelCount, objectHeaders } from './headers.ts';
import { metaOf } from './meta.ts';
import { nestedBlock } from './nested-blocks.ts';
import { constant, missingSetting, split, wrongLabels } from './split.ts';
import type { Declaration, NestedBlock } from './written.ts';

interface Context {
  readonly catalog: Catalog;
  readonly tell: Tell;
}

/** Two labels, as other tools have a type and a name. */
const typedLabels = ({ type, labels: [first, second, third, more] }: Block, { children }: Kind): readonly string[] =>
  children === undefined || first === undefined || second === undefined
    ? []
    : third !== undefined
      ? more === undefined && /^[a-z_]+$/.test(second.text)
        ? [`write ${type} ${JSON.stringify(first.text)} { ${second.text} ${JSON.stringify(third.text)} { … } }`]
        : []
      : [`did you mean ${type} ${JSON.stringify(second.text)} { type = ${JSON.stringify(first.text)} }?`];

/** The declaration of a block at the top of a seed, with those inside it; undefined when its head is wrong. */
export const declare = (block: Block, kind: Kind, { catalog, tell }: Context): Declaration | undefined => {
  if (block.labels.length !== labelCount(kind)) {
    tell(wrongLabels(block, kind.named ? `${block.type} "NAME"` : block.type, typedLabels(block, kind)));
    return undefined;
  }
  return build({ block, top: kind, key: keyOf(undefined, block), kinds: alone(kind) }, { catalog, tell });
};

/** Each kind as a list of one, always the same list, so that what is cached for it is found again. */
const alone = perObject((kind: Kind): readonly Kind[] => [kind]);

/** The declaration of a block inside a namespace: whatever may stand at the top of a seed may stand there. */
const declareWithin = (block: Block, parent: Declaration, context: Context): Declaration | undefined => {
  const { catalog, tell } = context;
  if (block.type === MODULE) return declareModule(block, parent, tell);
  const kinds = catalog.topLevel();
  const kind = kinds.includes(block.type) ? catalog.top(block.type) : undefined;
  if (kind === undefined) tell(withHome(strangeBlock(block, kinds, parent.block.type), block, catalog));
  else if (kind.rootOnly) tell(rootOnly(block, kind, parent));
  else if (block.labels.length !== labelCount(kind))
    tell(wrongLabels(block, kind.named ? `${block.type} "NAME"` : block.type, typedLabels(block, kind)));
  else return build({ block, top: kind, key: keyOf(parent, block), parent, kinds: alone(kind) }, context);
  return undefined;
};

/** The call of a module: every attribute but the meta-arguments and `source` is an input. */
export const declareModule = (block: Block, parent: Declaration | undefined, tell: Tell): Declaration | undefined => {
  if (block.labels.length !== 1) {
    tell(wrongLabels(block, OWN_BLOCKS.module.head));
    return undefined;
  }
  const parts = split(block.body, {}, tell);
  for (const inner of parts.blocks) tell(blockInCall(inner));
  const { meta, rest } = metaOf({ parts: { ...parts, blocks: [] }, mayExist: false }, tell);
  const source = rest.attributes.get('source');
  if (source === undefined) tell(missingSetting(block, 'source'));
  return {
    key: keyOf(parent, block),
    block,
    label: block.labels[0]?.text,
    parent,
    children: [],
    meta,
    attributes: new Map([...rest.attributes].filter(([name]) => name !== 'source')),
    nested: [],
    module: { source },
  };
};

const blockInCall = ({ type, head }: Block): Diagnostic => ({
  code: 'block-for-field',
  message: `"${type}" is a block, and the call of a module holds its inputs only`,
  at: head,
  help: [type === 'lifecycle' ? 'write it inside the module, in the blocks that it is about' : `write ${type} = { … }`],
});

const rootOnly = ({ head, type }: Block, { title }: Kind, parent: Declaration): Diagnostic => ({
  code: 'root-only',
  message: `${title} cannot stand in a ${parent.block.type}: only the root of a server has such`,
  at: head,
  help: [`move the ${type} block out of ${parent.key}, to the top of the seed`],
});

const keyOf = (parent: Declaration | undefined, { type, labels }: Block): Address => {
  const base = parent === undefined ? type : step(parent.key, type);
  const label = labels[0]?.text;
  return label === undefined ? base : step(base, label);
};

/** What the kind has to say of a block of its own that is written as an attribute. */
const asMistaken = (problem: Diagnostic, top: Kind | undefined): Diagnostic => {
  const { code, at } = problem;
  const name = code === 'block-as-attribute' && at !== undefined ? at.source.text.slice(at.start, at.end) : '';
  const instead = top !== undefined && Object.hasOwn(top.mistaken, name) ? top.mistaken[name] : undefined;
  return instead === undefined ? problem : { ...problem, help: instead.split('\n') };
};

interface Start extends Pick<Declaration, 'block' | 'top' | 'key' | 'parent'> {
  /** The kinds that the block may declare, as far as its place tells. */
  readonly kinds: readonly Kind[];
}

const build = ({ block, top, key, parent, kinds }: Start, { catalog, tell }: Context): Declaration => {
  const inside = top === undefined ? [] : kindsInside(top, block, catalog);
  const holds = top !== undefined && (top.scope || top.children !== undefined);
  const around = headersFor(kinds, inside);
  const headers = top?.scope ? { ...objectHeaders(catalog), ...around } : around;
  const parts = split(block.body, headers, (one) => tell(asMistaken(one, top)));
  const { meta, rest } = metaOf({ parts, mayExist: holds }, tell);
  const isChild = (inner: Block): boolean => {
    const type = inner.type === DYNAMIC && !top?.scope ? inner.labels[0]?.text : inner.type;
    return holds && !(type !== undefined && Object.hasOwn(top.blocks, type));
  };
  const children: Declaration[] = [];
  const nested: NestedBlock[] = [];
  const { attributes } = rest;
  const label = block.labels[0]?.text;
  const declaration: Declaration = { key, block, label, top, parent, children, meta, attributes, nested };
  if (rest.blocks.length === 0) return declaration;
  for (const inner of rest.blocks) {
    const made = isChild(inner) ? undefined : nestedBlock(inner, top, tell);
    if (made !== undefined) nested.push(made);
  }
  // A mount may hold thousands of blocks of one type.
  const kindsOf = new Map(inside.map((kind) => [kind.block, inside.filter(({ block: one }) => one === kind.block)]));
  for (const inner of rest.blocks) {
    if (!isChild(inner)) continue;
    if (top?.scope) children.push(...[declareWithin(inner, declaration, { catalog, tell }) ?? []].flat());
    else if (inner.type === DYNAMIC)
      children.push(...[dynamicChild(inner, { declaration, inside }, { catalog, tell }) ?? []].flat());
    else if (inner.labels.length > 1) tell(wrongLabels(inner, `${inner.type} "NAME"`));
    else {
      const child = {
        block: inner,
        key: keyOf(declaration, inner),
        parent: declaration,
        kinds: kindsOf.get(inner.type) ?? [],
      };
      children.push(build(child, { catalog, tell }));
    }
  }
  return declaration;
};

interface Around {
  readonly declaration: Declaration;
  readonly inside: readonly Kind[];
}

/** The objects that a dynamic block declares: as one block with `for_each`, whose instances have labels for keys. */
const dynamicChild = (block: Block, { declaration, inside }: Around, context: Context): Declaration | undefined => {
  const made = dynamicOf(block, context.tell);
  if (made === undefined) return undefined;
  const { content, dynamic } = made;
  const before = declaration.children.filter(
    (child) => child.dynamic !== undefined && child.block.type === content.type,
  );
  const key = keyOf(declaration, content);
  const child = build(
    {
      block: content,
      key: before.length === 0 ? key : `${key} (dynamic ${before.length + 1})`,
      parent: declaration,
      kinds: inside.filter((kind) => kind.block === content.type),
    },
    context,
  );
  if (child.meta.forEach !== undefined) context.tell(twiceForEach(child.meta.forEach));
  return { ...child, dynamic, meta: { ...child.meta, forEach: dynamic.forEach } };
};

const twiceForEach = ({ nameSpan }: Attribute): Diagnostic => ({
  code: 'unknown-setting',
  message: 'content has no for_each: the dynamic block around it has',
  at: nameSpan,
  help: ['move it there, or write the block without dynamic'],
});

/** The kinds of what may stand inside a block that declares an object of a kind. */
export const kindsInside = (kind: Kind, block: Block, catalog: Catalog): readonly Kind[] =>
  kind.children === undefined ? [] : pluginsOf(kind, block, catalog).flatMap((plugin) => plugin.kinds);

/** The plugins whose kinds may stand inside a block: one when its type is written plainly, else all of the class. */
const pluginsOf = (kind: Kind, block: Block, catalog: Catalog): readonly Plugin[] => {
  const type = plainType(block);
  const ids = catalog.plugins().filter((id) => id.startsWith(`${kind.children}/`));
  // In the native syntax the text itself tells what is a block.
  if (type === undefined && block.body.syntax === 'native') return [];
  if (type === undefined) return ids.flatMap((id) => catalog.plugin(id) ?? []);
  const known = normalise(kind, { type }).type;
  const plugin = typeof known === 'string' ? catalog.children(kind, known) : undefined;
  return plugin === undefined ? [] : [plugin];
};

const plainType = (block: Block): string | undefined => {
  const written = split(block.body, {}, () => undefined).attributes.get('type');
  const value = written === undefined ? block.labels[0]?.text : constant(written.expression);
  return typeof value === 'string' ? value : undefined;
};

/** A declaration and everything in it, parents first. */
export const withChildren = (declaration: Declaration, found: Declaration[] = []): readonly Declaration[] => {
  found.push(declaration);
  for (const child of declaration.children) withChildren(child, found);
  return found;
};
