import type { Attribute, Expression } from '../../language/index.ts';
import type { Span } from '../../model/span.ts';
import { keysTwice } from '../parts/twice.ts';
import type { Declaration, Written } from '../parts/written.ts';
import type { Tell } from '../tell.ts';
import { dependsOnTargets, type Mentions, mentionsOf, NO_MENTIONS, type Place } from './mentions.ts';
import { quotedReferences } from './quoted.ts';
import type { Names, ObjectTarget, Target } from './targets.ts';

/** A node of the dependency graph: a local or a declaration, and what it refers to. */
export interface Node {
  /** `local.NAME`, or the key of a declaration. */
  readonly id: string;
  readonly at: Span;
  /** Ids of other nodes, without repeats. */
  readonly needs: readonly string[];
  /** The targets of each expression; expressions without references are absent. */
  readonly mentions: ReadonlyMap<Expression, Mentions>;
  /** Some reference leads nowhere, which has been reported. */
  readonly broken: boolean;
  /** Every target of every expression, and of `depends_on`. */
  readonly targets: readonly Target[];
  readonly names: NodeNames;
  readonly dependsOn: readonly ObjectTarget[];
  readonly local?: Attribute | undefined;
  readonly declaration?: Declaration | undefined;
}

/** The key under which the values of a node's names are cached. */
interface NodeNames {
  /** The locals and objects in use, as one text: nodes with the same text share them. */
  readonly key: string;
  /** Whether their values depend on the instance that the node is in. */
  readonly local: boolean;
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

/** Resolves the references of an expression. Also reports strings that look like references, and keys that it has twice. */
export const readExpression = (expression: Expression, place: Place, tell: Tell): Mentions => {
  quotedReferences(expression, place.names, tell);
  keysTwice(expression, tell);
  return mentionsOf(expression, place, tell);
};

export const localId = (name: string): string => `local.${name}`;

const localNode = (local: Attribute, names: Names, tell: Tell): Node => {
  const mentions = readExpression(local.expression, { names, each: false }, tell);
  return {
    id: localId(local.name),
    at: local.nameSpan,
    needs: needsOf(mentions.targets),
    mentions: new Map([[local.expression, mentions]]),
    broken: mentions.broken,
    targets: mentions.targets,
    names: namesIn(mentions.targets),
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
  let mentions: Map<Expression, Mentions> | undefined;
  const targets: Target[] = [];
  let broken = false;
  const add = (expression: Expression, where: Place): void => {
    const found = readExpression(expression, where, tell);
    if (found === NO_MENTIONS) return;
    mentions = (mentions ?? new Map()).set(expression, found);
    broken ||= found.broken;
    targets.push(...found.targets);
  };
  if (meta.forEach !== undefined) add(meta.forEach.expression, { names, home: parent, each: around });
  walkAttributes(declaration, ({ expression }, iterator) =>
    add(expression, iterator === undefined ? place : { ...place, iterator }),
  );
  const { targets: dependsOn = [] } =
    (meta.dependsOn && dependsOnTargets(meta.dependsOn.expression, place, tell)) ?? {};
  targets.push(...dependsOn);
  return {
    id: key,
    at: block.head,
    needs: needsOf(targets, parent),
    mentions: mentions ?? NONE,
    broken,
    targets,
    names: namesIn(targets),
    dependsOn,
    declaration,
  };
};

const NONE: Node['mentions'] = new Map();
const NO_NAMES: NodeNames = { key: '', local: false };

const namesIn = (targets: readonly Target[]): NodeNames => {
  if (targets.length === 0) return NO_NAMES;
  const own = new Set<string>();
  let local = false;
  for (const target of targets) {
    if (target.kind === 'local') own.add(localId(target.name));
    if (target.kind !== 'object') continue;
    own.add(`${target.declaration.key} ${target.from?.key ?? ''} ${target.field?.name ?? ''}`);
    local ||= target.from !== undefined;
  }
  return own.size === 0 ? NO_NAMES : { key: [...own].join('\n'), local };
};

/**
 * Goes through every attribute whose value ends up in the object: its own, those of the blocks in it, and what makes such
 * blocks; with what a member of `for_each` is called where it stands.
 */
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

const needsOf = (targets: readonly Target[], parent?: Declaration): readonly string[] => {
  const around = parent === undefined ? [] : [parent.key];
  if (targets.length === 0) return around;
  const needs = new Set(around);
  for (const target of targets) {
    if (target.kind === 'local') needs.add(localId(target.name));
    if (target.kind === 'object') needs.add(target.declaration.key);
  }
  return [...needs];
};
