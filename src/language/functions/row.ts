import type { CallContext, FunctionRow, Param } from '../scope.ts';
import { ANY, NUMBER, STRING, type Type } from '../type.ts';
import type { Value } from '../value.ts';
import { marked, unknown } from './give.ts';

/** A parameter that is converted to its type first. */
export const param = (name: string, type: Type): Param => ({ name, type });
export const textParam = (name: string): Param => param(name, STRING);
export const numberParam = (name: string): Param => param(name, NUMBER);
/** A parameter that may be anything, taken as it is. */
export const anyParam = (name: string): Param => ({ name, type: ANY });
/** A parameter whose members may be unknown or sensitive without the whole result being so. */
export const openParam = (name: string): Param => ({ name, type: ANY, raw: true });
/** The same, converted to a type first; that leaves marks and unknown members where they are. */
export const openParamOf = (name: string, type: Type): Param => ({ name, type, raw: true });
/** Open, and null may be given. */
export const nullableParam = (name: string): Param => ({ name, type: ANY, raw: true, nullable: true });

type Work = (args: readonly Value[], call: CallContext) => Value;

interface Shape {
  readonly params: readonly Param[];
  readonly rest?: Param;
  readonly optional?: number;
  readonly returns?: Type;
}

/** A function whose result is unknown or sensitive as soon as anything in its arguments is. */
export const row = (name: string, shape: Shape, fn: Work): FunctionRow => ({ name, ...shape, fn });

/**
 * A function that moves members of collections around: an unknown or sensitive collection makes the result so, an unknown
 * or sensitive member stays what it is, where it lands.
 */
export const moving = (name: string, shape: Shape, fn: Work): FunctionRow => ({
  name,
  ...shape,
  fn: (args, call) => {
    if (args.some(({ kind }) => kind === 'unknown')) return marked(unknown(shape.returns), args);
    return marked(fn(args, call), args);
  },
});
