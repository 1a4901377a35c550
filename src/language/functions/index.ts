import type { FunctionTable } from '../scope.ts';
import { aggregateFunctions } from './aggregates.ts';
import { collectionFunctions } from './collections.ts';
import { conversionFunctions } from './conversions.ts';
import { encodingFunctions } from './encoding.ts';
import { fileFunctions } from './files.ts';
import { formatFunctions } from './format.ts';
import { markFunctions } from './marks.ts';
import { numberFunctions } from './numbers.ts';
import { regexFunctions } from './regex.ts';
import { setFunctions } from './sets.ts';
import { stringFunctions } from './strings.ts';

export { CallFailure } from './failure.ts';
export { irreproducible } from './irreproducible.ts';

/** Every function of the language, one row each. */
export const standardFunctions: FunctionTable = new Map(
  [
    ...numberFunctions,
    ...stringFunctions,
    ...regexFunctions,
    ...formatFunctions,
    ...aggregateFunctions,
    ...collectionFunctions,
    ...setFunctions,
    ...encodingFunctions,
    ...fileFunctions,
    ...markFunctions,
    ...conversionFunctions,
  ].map((row) => [row.name, row]),
);
