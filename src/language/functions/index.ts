import type { FunctionTable } from '../scope.ts';
import { aggregateFunctions } from './aggregates.ts';
import { byteFunctions } from './bytes.ts';
import { collectionFunctions } from './collections.ts';
import { conversionFunctions } from './conversions.ts';
import { encodingFunctions } from './encoding.ts';
import { fileFunctions } from './files.ts';
import { formatFunctions } from './format.ts';
import { listFunctions } from './lists.ts';
import { markFunctions } from './marks.ts';
import { networkFunctions } from './network.ts';
import { numberFunctions } from './numbers.ts';
import { policyFunctions } from './policy.ts';
import { regexFunctions } from './regex.ts';
import { setFunctions } from './sets.ts';
import { stringFunctions } from './strings.ts';
import { templateFunctions } from './templates.ts';
import { timeFunctions } from './time.ts';

export { instead } from './elsewhere.ts';
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
    ...listFunctions,
    ...collectionFunctions,
    ...setFunctions,
    ...encodingFunctions,
    ...byteFunctions,
    ...timeFunctions,
    ...networkFunctions,
    ...fileFunctions,
    ...templateFunctions,
    ...policyFunctions,
    ...markFunctions,
    ...conversionFunctions,
  ].map((row) => [row.name, row]),
);
