import type { Attribute, Expression } from '../language/index.ts';
import type { Span } from '../model/span.ts';
import { dependsOnTargets, type Mentions, mentionsOf, NO_MENTIONS, type Place } from './mentions.ts';
import type { Names, ObjectTarget, Target } from './targets.ts';
import type { Tell } from './tell.ts';
import type { Declaration, Written } from './written.ts';

/** Something that has a value of its own, and what it needs for that. */
export interface Node {
  /** `local.NAME`, or the key of a declaration. */
  readonly id: string;
  readonly at: Span;
  /** Ids of other nodes, without repeats. */
  readonly needs: readonly string[];
  readonly expressions: readonly Expression[];
  /** What these mention; absent: those that mention nothing, as most do. */
  readonly mentions: ReadonlyMap<Expression, Mentions>;
  /** Every target of every expression, and of `depends_on`. */
  readonly targets: readonly Target[];
  readonly dependsOn: readonly ObjectTarget[];
  readonly local?: Attribute | undefined;
  readonly declaration?: Declaration | undefined;
}

/** A node for each local and each declaration, in the order of the files; references that lead nowhere are told. */
export const nodesOf = (written: Written, names: Names, tell: Tell): ReadonlyMap<string, Node> => {
  const nodes = new Map<string, Node>();
  for (const local of written.locals.values()) nodes.set(localId(local.name), localNode(local, names, tell));
  for (const declaration of written.declarations) {
    nodes.set(declaration.key, declarationNode(declaration, names, tell));
  }
  return nodes;
};

export const localId = (name: string): string => `local.${name}`;

const localNode = (local: Attribute, names: Names, tell: Tell): Node => {
  const mentions = mentionsOf(local.expression, { names, each: false }, tell);
  return {
    id: localId(local.name),
    at: local.nameSpan,
    needs: needsOf(mentions.targets),
    expressions: [local.expression],
    mentions: new Map([[local.expression, mentions]]),
    targets: mentions.targets,
    dependsOn: [],
    local,
  };
};

const declarationNode = (declaration: Declaration, names: Names, tell: Tell): Node => {
  const { meta, key, block, parent } = declaration;
  const around = hasEach(parent);
  const place: Place = {
    names,
    home: parent,
    each: around || (meta.forEach !== undefined && declaration.dynamic === undefined),
  };
  const expressions: Expression[] = [];
  const mentions = new Map<Expression, Mentions>();
  const targets: Target[] = [];
  const add = (expression: Expression, where: Place): void => {
    expressions.push(expression);
    const found = mentionsOf(expression, where, tell);
    if (found === NO_MENTIONS) return;
    mentions.set(expression, found);
    targets.push(...found.targets);
  };
  if (meta.forEach !== undefined) add(meta.forEach.expression, { names, home: parent, each: around });
  walkAttributes(declaration, ({ expression }, iterator) =>
    add(expression, iterator === undefined ? place : { ...place, iterator }),
  );
  const { targets: dependsOn = [] } =
    (meta.dependsOn && dependsOnTargets(meta.dependsOn.expression, place, tell)) ?? {};
  targets.push(...dependsOn);
  const needs = needsOf(targets);
  return {
    id: key,
    at: block.head,
    needs: parent === undefined ? needs : [...new Set([parent.key, ...needs])],
    expressions: expressions.slice(),
    mentions: mentions.size === 0 ? NONE : mentions,
    targets,
    dependsOn,
    declaration,
  };
};

const NONE: Node['mentions'] = new Map();

/** Every attribute whose value ends up in the object: its own, and those of the blocks in it. */
export const fieldAttributes = ({ attributes, nested }: Declaration): readonly Attribute[] => [
  ...attributes.values(),
  ...nested.flatMap((one) => [...one.attributes.values()]),
];

/** Goes through the same, with all that makes blocks, and what a member of `for_each` is called in each of them. */
const walkAttributes = (
  { attributes, nested, dynamic }: Declaration,
  add: (attribute: Attribute, iterator: string | undefined) => void,
): void => {
  const outer = dynamic?.iterator;
  if (dynamic?.labels !== undefined) add(dynamic.labels, outer);
  for (const attribute of attributes.values()) add(attribute, outer);
  for (const one of nested) {
    const iterator = one.dynamic?.iterator ?? outer;
    if (one.dynamic !== undefined) add(one.dynamic.forEach, outer);
    if (one.dynamic?.labels !== undefined) add(one.dynamic.labels, iterator);
    for (const attribute of one.attributes.values()) add(attribute, iterator);
  }
};

const hasEach = (declaration: Declaration | undefined): boolean =>
  declaration !== undefined &&
  ((declaration.meta.forEach !== undefined && declaration.dynamic === undefined) || hasEach(declaration.parent));

const needsOf = (targets: readonly Target[]): readonly string[] => [
  ...new Set(
    targets.flatMap((target) => {
      if (target.kind === 'local') return [localId(target.name)];
      return target.kind === 'object' ? [target.declaration.key] : [];
    }),
  ),
];
