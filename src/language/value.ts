import type { Decimal } from 'decimal.js';
import type { Type } from './type.ts';

/** A value of the language. `sensitive` marks this value and everything in it. */
export type Value =
  | NullValue
  | BoolValue
  | NumberValue
  | StringValue
  | ListValue
  | SetValue
  | TupleValue
  | MapValue
  | ObjectValue
  | UnknownValue;

interface Marked {
  readonly sensitive: boolean;
}

interface NullValue extends Marked {
  readonly kind: 'null';
  readonly type: Type;
}

interface BoolValue extends Marked {
  readonly kind: 'bool';
  readonly value: boolean;
}

interface NumberValue extends Marked {
  readonly kind: 'number';
  readonly value: Decimal;
}

export interface StringValue extends Marked {
  readonly kind: 'string';
  /** In normalisation form C. */
  readonly value: string;
}

export interface ListValue extends Marked {
  readonly kind: 'list';
  readonly element: Type;
  readonly items: readonly Value[];
}

interface SetValue extends Marked {
  readonly kind: 'set';
  readonly element: Type;
  /** Without duplicates, in the order in which a set is walked. */
  readonly items: readonly Value[];
}

export interface TupleValue extends Marked {
  readonly kind: 'tuple';
  readonly items: readonly Value[];
}

export interface MapValue extends Marked {
  readonly kind: 'map';
  readonly element: Type;
  /** Sorted by key. */
  readonly entries: ReadonlyMap<string, Value>;
}

export interface ObjectValue extends Marked {
  readonly kind: 'object';
  /** Sorted by key. */
  readonly entries: ReadonlyMap<string, Value>;
}

/** Known after apply. */
export interface UnknownValue extends Marked {
  readonly kind: 'unknown';
  readonly type: Type;
}
