import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Span } from '../../model/span.ts';
import type { Scope } from '../scope.ts';
import type { Value } from '../value.ts';
import { unknown } from '../values/make.ts';

/** What an expression is evaluated in. Mistakes go into `diagnostics`; the value is then unknown. */
export interface Environment {
  readonly scope: Scope;
  /** Names that stand for something beside those of the scope, such as what `for` binds; innermost first. */
  readonly bound?: Binding | undefined;
  readonly diagnostics: Diagnostic[];
  /** Shared by everything that one call of `evaluate` does. */
  readonly budget: Budget;
}

export interface Binding {
  readonly name: string;
  readonly value: Value;
  readonly outer: Binding | undefined;
}

/** Loops within loops can ask for more than any machine has: after so many rounds evaluation stops. */
interface Budget {
  rounds: number;
  characters: number;
}

const newBudget = (): Budget => ({ rounds: 1_000_000, characters: 256 * 1024 * 1024 });

export const newEnvironment = (
  scope: Scope,
  { budget = newBudget(), bound }: Partial<Pick<Environment, 'budget' | 'bound'>> = {},
): Environment => ({ scope, bound, diagnostics: [], budget });

export const bind = ({ scope, bound, diagnostics, budget }: Environment, name: string, value: Value): Environment => ({
  scope,
  bound: { name, value, outer: bound },
  diagnostics,
  budget,
});

/** The same names, with a list of mistakes of its own. */
export const apart = ({ scope, bound, budget }: Environment): Environment => ({
  scope,
  bound,
  diagnostics: [],
  budget,
});

type Mistake = Pick<Diagnostic, 'code' | 'message' | 'help'>;

export const TOO_LARGE: Mistake = { code: 'too-large', message: 'this makes more than fits into memory' };

/** Tells a mistake; what it made is not known, so that nothing follows from it. */
export const wrong = (environment: Environment, at: Span, mistake: Mistake): Value => {
  environment.diagnostics.push({ ...mistake, at });
  return unknown();
};

/** Takes from the budget; false, with a mistake told once, when there is nothing left. */
export const spend = (environment: Environment, at: Span, cost: Partial<Budget>): boolean => {
  const { budget } = environment;
  const before = budget.rounds >= 0 && budget.characters >= 0;
  budget.rounds -= cost.rounds ?? 0;
  budget.characters -= cost.characters ?? 0;
  const left = budget.rounds >= 0 && budget.characters >= 0;
  if (before && !left) wrong(environment, at, TOO_LARGE);
  return left;
};
