import { type Evaluated, type Expression, evaluate, toData, type Value } from '../../language/index.ts';
import { type Data, isKnown, Pending } from '../../model/data.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { Secret } from '../../model/secret.ts';
import type { WrittenOutput } from '../parts/written.ts';
import { mentionsOf } from '../references/mentions.ts';
import { fieldProblems, withObjects } from '../references/target-problems.ts';
import { type Evaluation, scopeFor } from './scope.ts';
import { UNKNOWN } from './state.ts';

/** The value of an expression outside any object: it may use all names but `each`. */
export const evaluateFree = (expression: Expression, evaluation: Evaluation): Evaluated => {
  const { program } = evaluation;
  const { names, base } = program;
  const told: Diagnostic[] = [];
  const mentions = mentionsOf(expression, { names, each: false }, (one) => told.push(one));
  const { targets } = mentions;
  told.push(...fieldProblems(targets, program));
  if (told.length > 0) return { value: UNKNOWN, diagnostics: told };
  const variables = scopeFor(targets, evaluation);
  return withObjects(evaluate(expression, { ...base, variables }), targets, program);
};

/** An output's value; one that holds a secret must say so, because outputs are printed. */
export const evaluateOutput = (
  { name, value: expression, sensitive, at }: WrittenOutput,
  evaluation: Evaluation,
): { value: Data; diagnostics: readonly Diagnostic[] } => {
  const { value, diagnostics } = evaluateFree(expression, evaluation);
  const data = toData(value);
  if (sensitive) return { value: isKnown(data) ? Secret.seal(data) : new Pending(true), diagnostics };
  if (!holdsMark(value)) return { value: data, diagnostics };
  const leak: Diagnostic = {
    code: 'invalid-setting',
    message: `output "${name}" holds a sensitive value`,
    at,
    help: ['add sensitive = true, and it is masked'],
  };
  return { value: data, diagnostics: [...diagnostics, leak] };
};

const holdsMark = (value: Value): boolean => {
  if (value.sensitive) return true;
  if ('items' in value) return value.items.some(holdsMark);
  return 'entries' in value && [...value.entries.values()].some(holdsMark);
};
