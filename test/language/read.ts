import { type Evaluated, evaluate, parseExpression, type Scope, standardFunctions } from '../../src/language/index.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { positionOf } from '../../src/model/position.ts';

/** A scope with the standard functions and these variables. */
export const scopeOf = (variables: Scope['variables'] = new Map(), more: Partial<Scope> = {}): Scope => ({
  variables,
  functions: standardFunctions,
  env: { HOME_TOWN: 'Berlin' },
  ...more,
});

export const evaluated = (text: string, scope: Scope = scopeOf()): Evaluated => {
  const { expression, diagnostics } = parseExpression({ path: 'test', text });
  return diagnostics.length > 0
    ? { value: evaluate(expression, scope).value, diagnostics }
    : evaluate(expression, scope);
};

/** `code line:column`, as the tables write it. */
export const brief = ({ code, at }: Diagnostic): string => {
  if (at === undefined) return code;
  const { line, column } = positionOf(at.source, at.start);
  return `${code} ${line}:${column}`;
};
