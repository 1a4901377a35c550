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
  const locals = [...written.locals.values()].map((local) => localNode(local, names, tell));
  const declarations = written.declarations.map((declaration) => declarationNode(declaration, names, tell));
  return new Map([...locals, ...declarations].map((node) => [node.id, node]));
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
  for (const [{ expression }, iterator] of placedAttributes(declaration)) {
    add(expression, iterator === undefined ? place : { ...place, iterator });
  }
  const { targets: dependsOn = [] } =
    (meta.dependsOn && dependsOnTargets(meta.dependsOn.expression, place, tell)) ?? {};
  targets.push(...dependsOn);
  const needs = needsOf(targets);
  return {
    id: key,
    at: block.head,
    needs: parent === undefined ? needs : [...new Set([parent.key, ...needs])],
    expressions,
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

/** The same, with all that makes blocks, and what a member of `for_each` is called in each of them. */
const placedAttributes = (declaration: Declaration): readonly (readonly [Attribute, string | undefined])[] => {
  const { attributes, nested, dynamic } = declaration;
  const own = [...(dynamic?.labels === undefined ? [] : [dynamic.labels]), ...attributes.values()];
  const inside = nested.flatMap((one) => {
    const iterator = one.dynamic?.iterator ?? dynamic?.iterator;
    const labels = one.dynamic?.labels === undefined ? [] : [one.dynamic.labels];
    const made = one.dynamic === undefined ? [] : [[one.dynamic.forEach, dynamic?.iterator] as const];
    return [...made, ...[...labels, ...one.attributes.values()].map((attribute) => [attribute, iterator] as const)];
  });
  return [...own.map((attribute) => [attribute, dynamic?.iterator] as const), ...inside];
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
