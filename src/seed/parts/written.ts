import type { Attribute, Block, Expression } from '../../language/index.ts';
import type { Address } from '../../model/address.ts';
import type { Kind } from '../../model/kind.ts';
import type { Lifecycle } from '../../model/resource.ts';
import type { Source, Span } from '../../model/span.ts';
import type { Dynamic } from './dynamic.ts';

/** A seed as it was written: split into its parts, nothing evaluated. Only `seed/` sees it. */
export interface Written {
  readonly sources: readonly Source[];
  readonly seed?: WrittenSettings | undefined;
  readonly server?: WrittenSettings | undefined;
  readonly variables: ReadonlyMap<string, WrittenVariable>;
  readonly locals: ReadonlyMap<string, Attribute>;
  readonly outputs: ReadonlyMap<string, WrittenOutput>;
  /** Every declaration in the order of the files, parents before their children. */
  readonly declarations: readonly Declaration[];
}

/** A block that is about the seed and not about the server's content. */
export interface WrittenSettings {
  readonly block: Block;
  readonly attributes: ReadonlyMap<string, Attribute>;
}

export interface WrittenVariable {
  readonly name: string;
  readonly type?: Expression | undefined;
  readonly default?: Expression | undefined;
  readonly sensitive: boolean;
  readonly nullable: boolean;
  readonly validations: readonly WrittenValidation[];
  readonly at: Span;
}

export interface WrittenValidation {
  readonly condition: Expression;
  readonly message: Expression;
}

export interface WrittenOutput {
  readonly name: string;
  readonly value: Expression;
  readonly sensitive: boolean;
  readonly at: Span;
}

/** The blocks that a seed prunes, and where it says so. */
export interface Prune {
  readonly blocks: readonly string[];
  readonly at: Span;
}

/** One block that declares an object, or one object for each member of `for_each`. */
export interface Declaration {
  /** Its address without the keys of instances: unique in the seed. */
  readonly key: Address;
  readonly block: Block;
  readonly label?: string | undefined;
  /** Known for blocks at the top; inside a mount it depends on the mount's type. */
  readonly top?: Kind | undefined;
  readonly parent?: Declaration | undefined;
  readonly children: readonly Declaration[];
  readonly meta: Meta;
  /** Every attribute that is no meta-argument. */
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** Blocks in it that declare nothing themselves: they become the text of a field, or are a mistake. */
  readonly nested: readonly NestedBlock[];
  /** A block "dynamic" declares the objects: their labels are their keys. */
  readonly dynamic?: Dynamic | undefined;
  /** It calls a module: its attributes are inputs, and it stands for the objects of another folder. */
  readonly module?: { readonly source?: Attribute | undefined } | undefined;
}

export interface NestedBlock {
  readonly block: Block;
  /** It stands for as many blocks as this makes; `block` has no labels then. */
  readonly dynamic?: Dynamic | undefined;
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** A dynamic block that makes nothing because of a mistake, which has been reported. */
  readonly broken?: true;
  /** Attributes that are wrongly written as blocks, which has been reported: present, with an unknown value. */
  readonly blurred?: readonly string[];
}

/** The meta-arguments, which every kind takes. */
export interface Meta {
  readonly forEach?: Attribute | undefined;
  readonly dependsOn?: Attribute | undefined;
  readonly lifecycle: Lifecycle;
  readonly ignoreSpan?: Span | undefined;
  /** `existing = true`: the place where it says so. */
  readonly existing?: Span | undefined;
  /** The blocks inside the object that it prunes. */
  readonly prune?: Prune | undefined;
}
