import type { Value } from '../../language/index.ts';
import { severityOf } from '../../model/diagnostic.ts';
import { type Evaluation, evaluateIn } from '../evaluate/scope.ts';
import { type Caller, UNKNOWN } from '../evaluate/state.ts';
import type { Unit } from '../parts/units.ts';
import type { Tell } from '../tell.ts';
import { valuesOfVariables } from '../variables/variables.ts';

interface InputsOf {
  readonly unit: Pick<Unit, 'written' | 'names'>;
  readonly caller: Omit<Caller, 'open'>;
  /** Filled with the names of variables that have a mistake. */
  readonly bad: Set<string>;
}

/** The variables of a module as one of its calls gives them: evaluated where the call stands, judged as the module says. */
export const inputsOf = (
  { unit, caller, bad }: InputsOf,
  evaluation: Evaluation,
  tell: Tell,
): ReadonlyMap<string, Value> => {
  const { node, declaration, each, parent } = caller;
  const { variables } = unit.written;
  const assignments = [...declaration.attributes.values()].flatMap(({ name, expression }) => {
    if (!variables.has(name)) return [];
    const { value, diagnostics } = evaluateIn({ expression, node, each, parent }, evaluation);
    diagnostics.forEach(tell);
    const failed = diagnostics.some((one) => severityOf(one) === 'error') || node.mentions.get(expression)?.broken;
    if (failed) bad.add(name);
    return [
      {
        name,
        given: { value: failed ? UNKNOWN : value },
        from: declaration.key,
        at: expression.span,
        expression,
        strict: true,
      },
    ];
  });
  const { program } = evaluation;
  return valuesOfVariables(
    // What is missing has been told of the call itself.
    {
      declared: variables,
      assignments,
      env: {},
      names: unit.names,
      scope: program.base,
      bad,
      unset: new Set(),
      unread: [],
    },
    tell,
  );
};
