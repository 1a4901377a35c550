import type { Data } from '../model/data.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Source, Span } from '../model/span.ts';
import type { Attribute, Block, Body, Expression } from './ast.ts';
import type { Evaluated, FunctionTable, Scope } from './scope.ts';
import type { Type } from './type.ts';
import type { Value } from './value.ts';

export type * from './ast.ts';
export type * from './scope.ts';
export * from './type.ts';
export type * from './value.ts';

export declare const parseSource: (source: Source) => { body: Body; diagnostics: readonly Diagnostic[] };
/** A single expression (`--var`, the console): newlines are ignored in it. */
export declare const parseExpression: (source: Source) => {
  expression: Expression;
  diagnostics: readonly Diagnostic[];
};

export interface Content {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: readonly Block[];
  readonly diagnostics: readonly Diagnostic[];
}
export type BlockHeaders = Readonly<Record<string, { readonly labels: readonly [min: number, max: number] }>>;
export declare const content: (body: Body, blocks: BlockHeaders) => Content;

export interface Traversal {
  readonly root: string;
  readonly steps: readonly TraversalStep[];
  readonly span: Span;
}
export type TraversalStep =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly key: string | number };
export declare const references: (expression: Expression) => readonly Traversal[];

export declare const evaluate: (expression: Expression, scope: Scope) => Evaluated;
export declare const standardFunctions: FunctionTable;

export declare const toData: (value: Value) => Data;
export declare const fromData: (data: Data) => Value;

export declare const parseType: (expression: Expression) => { type: Type; diagnostics: readonly Diagnostic[] };
/** `at` is where the value stands, for the diagnostics; `what` names it in them ("variable \"region\""). */
export declare const convert: (
  value: Value,
  type: Type,
  place: { at?: Span | undefined; what: string },
) => { value: Value; diagnostics: readonly Diagnostic[] };
