import type { Catalog } from '../kinds/index.ts';
import type { Scope, Value } from '../language/index.ts';
import type { Address } from '../model/address.ts';
import type { Fields } from '../model/data.ts';
import type { Kind } from '../model/kind.ts';
import type { Facts, Resource } from '../model/resource.ts';
import type { Node } from './program.ts';
import type { Names } from './targets.ts';
import type { Declaration } from './written.ts';

/** What does not change once a seed is read: who is who, and what every expression may use. */
export interface Program {
  readonly catalog: Catalog;
  readonly names: Names;
  readonly nodes: ReadonlyMap<string, Node>;
  /** The same, each after what it needs; without those in a circle. */
  readonly sorted: readonly Node[];
  /** Functions, files and environment; no variables. */
  readonly base: Scope;
  /** All variables, as one object. */
  readonly variables: Value;
  /** What `path` is. */
  readonly paths: Value;
  /** The declarations inside a parent's instance, or at the top. */
  readonly instances: InstanceTable;
}

/** One object: a declaration, with the key it has in `for_each`. */
export interface Instance {
  readonly declaration: Declaration;
  readonly parent?: Instance | undefined;
  readonly key?: string | undefined;
  /** `each`, of itself or of the nearest parent that has one. */
  readonly each?: Value | undefined;
  readonly kind: Kind;
  /** The other kinds of its file. */
  readonly siblings: readonly Kind[];
  readonly resource: Resource;
  /** The fields as declared, before aliases were replaced. */
  readonly declared: Fields;
  /** The declared fields that hold something only the server can tell. */
  readonly open: readonly string[];
}

/** Instances by declaration, then by the instance they stand in (`undefined` at the top), then by key. */
export type InstanceTable = Map<Declaration, Map<Instance | undefined, Map<string | undefined, Instance>>>;

/** What one evaluation knows, and what it has worked out so far. */
export interface State {
  readonly facts: Facts;
  readonly locals: Map<string, Value>;
  /** What the names in the expressions of a node stand for. */
  readonly scopes: Map<string, ReadonlyMap<string, Value>>;
  /** A declaration as the value of a reference to it. */
  readonly objects: Map<Declaration, Value>;
  /** Resources whose open fields were evaluated again. */
  readonly resources: Map<Address, Resource>;
}

export const freshState = (facts: Facts, locals: Iterable<readonly [string, Value]> = []): State => ({
  facts,
  locals: new Map(locals),
  scopes: new Map(),
  objects: new Map(),
  resources: new Map(),
});

export const UNKNOWN: Value = { kind: 'unknown', type: { kind: 'any' }, sensitive: false };

export const textValue = (text: string): Value => ({ kind: 'string', value: text.normalize('NFC'), sensitive: false });

/** An object; sorted, as the language wants its members. */
export const objectOf = (entries: Iterable<readonly [string, Value]>): Value => ({
  kind: 'object',
  entries: new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1))),
  sensitive: false,
});

export const instancesIn = (
  table: InstanceTable,
  declaration: Declaration,
  parent: Instance | undefined,
): ReadonlyMap<string | undefined, Instance> => table.get(declaration)?.get(parent) ?? new Map();
