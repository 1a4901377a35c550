import type { FunctionRow } from '../scope.ts';
import { ANY, BOOL, listOf, mapOf, NUMBER, STRING, setOf, type Type } from '../type.ts';
import { converted, Mismatch } from '../values/convert.ts';
import { nullOf } from '../values/make.ts';
import { pathText } from '../values/path.ts';
import { CallFailure } from './failure.ts';

/** Null stays null, what is not known stays so, and a mark stays where it is. */
const conversion = (name: string, type: Type): FunctionRow => ({
  name,
  params: [{ name: 'value', type: ANY, nullable: true, raw: true }],
  returns: type,
  fn: ([value]) => {
    try {
      return converted(value ?? nullOf(), type);
    } catch (thrown) {
      if (!(thrown instanceof Mismatch)) throw thrown;
      const place = thrown.path.length === 0 ? 'the value' : `value${pathText(thrown.path)}`;
      throw new CallFailure(`${place} ${thrown.message}`, { argument: 0 });
    }
  },
});

export const conversionFunctions: readonly FunctionRow[] = [
  conversion('tostring', STRING),
  conversion('tonumber', NUMBER),
  conversion('tobool', BOOL),
  conversion('tolist', listOf(ANY)),
  conversion('toset', setOf(ANY)),
  conversion('tomap', mapOf(ANY)),
];
