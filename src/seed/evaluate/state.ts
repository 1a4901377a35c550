import type { Catalog } from '../../kinds/index.ts';
import type { Scope, Value } from '../../language/index.ts';
import type { Address } from '../../model/address.ts';
import type { Fields } from '../../model/data.ts';
import type { Kind } from '../../model/kind.ts';
import type { Facts, Resource } from '../../model/resource.ts';
import type { Unit } from '../parts/units.ts';
import type { Declaration } from '../parts/written.ts';
import type { Node } from '../references/program.ts';

/** A seed or a module after expansion: its declarations and instances, and what every expression may use. */
export interface Program extends Unit {
  readonly catalog: Catalog;
  /** Functions, files and environment; no variables. */
  readonly base: Scope;
  /** All variables, as one object, as far as they are known without a server. */
  readonly variables: Value;
  /** What `path` is. */
  readonly paths: Value;
  /** The declarations inside a parent's instance, or at the top. */
  readonly instances: InstanceTable;
  /** The modules that it calls: a program for each instance of a call. */
  readonly calls: CallTable;
  /** Locals that no server can change; filled in when they have been evaluated. */
  readonly constants: Map<string, Value>;
  /** What addresses of its objects start with; empty for the seed itself. */
  readonly address: Address;
  /** The namespace of its objects, unless they stand in one of its own. */
  readonly namespace: string;
  /** The call that it stands for; none for the seed itself. */
  readonly caller?: Caller | undefined;
}

/** One instance of the call of a module. */
export interface Caller {
  /** The program that calls. */
  readonly program: Program;
  readonly node: Node;
  readonly declaration: Declaration;
  /** What the call stands in. */
  readonly parent: Instance | undefined;
  readonly each: Value | undefined;
  /** Whether an input holds something only the server can tell. */
  readonly open: boolean;
}

/** One object: a declaration, with the key it has in `for_each`. */
export interface Instance {
  readonly program: Program;
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
  /** The list of its resource: filled in when all objects are known. */
  readonly dependsOn: Address[];
  /** The declared fields that hold something only the server can tell. */
  readonly open: readonly string[];
  /** Its name is a stand-in for one that is wrong, which has been told. */
  readonly misnamed?: true;
}

/** Instances by declaration, then by the instance they stand in (`undefined` at the top), then by key. */
export type InstanceTable = TableOf<Instance>;
type CallTable = TableOf<Program>;
type TableOf<T> = Map<Declaration, Map<Instance | undefined, Map<string | undefined, T>>>;

/** The caches of one evaluation. */
export interface State {
  readonly facts: Facts;
  readonly locals: Map<string, Value>;
  /** What expressions may use, by what they mention. */
  readonly scopes: Map<string, Scope>;
  /** Declarations as values of references to them: by their keys, and what is asked for where that is not all. */
  readonly objects: Map<string, Value>;
  /** Resources whose open fields were evaluated again. */
  readonly resources: Map<Address, Resource>;
}

export const freshState = ({
  facts,
  locals,
  resources,
}: Pick<State, 'facts' | 'resources'> & { readonly locals: ReadonlyMap<string, Value> }): State => ({
  facts,
  locals: new Map(locals),
  scopes: new Map(),
  objects: new Map(),
  resources,
});

export const UNKNOWN: Value = { kind: 'unknown', type: { kind: 'any' }, sensitive: false };

export const textValue = (text: string): Value => ({ kind: 'string', value: text.normalize('NFC'), sensitive: false });

/** An object; sorted, as the language wants its members. */
export const objectOf = (entries: Iterable<readonly [string, Value]>): Value => ({
  kind: 'object',
  entries: new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1))),
  sensitive: false,
});

export const instancesIn = <T>(
  table: TableOf<T>,
  declaration: Declaration,
  parent: Instance | undefined,
): ReadonlyMap<string | undefined, T> => table.get(declaration)?.get(parent) ?? new Map();

/** All instances of a declaration, whatever they stand in. */
export const allOf = <T>(table: TableOf<T>, declaration: Declaration): readonly T[] => {
  const all: T[] = [];
  for (const some of table.get(declaration)?.values() ?? []) for (const one of some.values()) all.push(one);
  return all;
};

/** A program and those that it calls, and so on. */
export const withCalled = (program: Program): readonly Program[] => [
  program,
  ...[...program.calls.keys()].flatMap((declaration) => allOf(program.calls, declaration)).flatMap(withCalled),
];
