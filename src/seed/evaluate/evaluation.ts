import type { Value } from '../../language/index.ts';
import type { Facts, Resource } from '../../model/resource.ts';
import { inputsOf } from '../modules/inputs.ts';
import type { Tell } from '../tell.ts';
import { evaluateFree } from './outputs.ts';
import type { Evaluation } from './scope.ts';
import { freshState, type Instance, objectOf, type Program } from './state.ts';

interface Moment {
  readonly facts: Facts;
  readonly resourceOf: (instance: Instance, evaluation: Evaluation) => Resource;
  /** Takes diagnostics of what is evaluated on demand: inputs and outputs of modules. */
  readonly tell: Tell;
}

/** One evaluation of a seed and its modules. Every part is evaluated once, and only on demand. */
export const evaluationOf = (root: Program, moment: Moment): Evaluation => {
  const known = new Map<Program, Evaluation>();
  const resources = new Map<string, Resource>();
  const within = (program: Program): Evaluation => {
    const found = known.get(program) ?? open(program);
    known.set(program, found);
    return found;
  };
  const open = (program: Program): Evaluation => {
    const state = freshState({ facts: moment.facts, locals: program.constants, resources });
    const evaluation: Evaluation = {
      program,
      state,
      within,
      resourceOf: (instance) => moment.resourceOf(instance, within(instance.program)),
      variables: once(() => variablesOf(evaluation, moment)),
      outputs: once(() => outputsOf(evaluation, moment.tell)),
    };
    return evaluation;
  };
  return within(root);
};

const once = <T>(work: () => T): (() => T) => {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: work() };
    return known.value;
  };
};

/** The inputs of a module, evaluated again with facts from the server where they depend on it. */
const variablesOf = ({ program, within }: Evaluation, { facts, tell }: Moment): Value => {
  const { caller } = program;
  if (caller === undefined || !caller.open || facts.size === 0) return program.variables;
  return objectOf(inputsOf({ unit: program, caller, bad: new Set() }, within(caller.program), tell));
};

const outputsOf = (evaluation: Evaluation, tell: Tell): Value =>
  objectOf(
    [...evaluation.program.written.outputs.values()].map((output) => {
      const { value, diagnostics } = evaluateFree(output.value, evaluation);
      diagnostics.forEach(tell);
      return [output.name, output.sensitive ? { ...value, sensitive: true } : value] as const;
    }),
  );
