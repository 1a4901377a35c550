import { commandCodes } from './codes/command.ts';
import { engineCodes } from './codes/engine.ts';
import { kindsCodes } from './codes/kinds.ts';
import { languageCodes } from './codes/language.ts';
import { ledgerCodes } from './codes/ledger.ts';
import { seedCodes } from './codes/seed.ts';
import { serverCodes } from './codes/server.ts';
import { watchCodes } from './codes/watch.ts';
import type { Span } from './span.ts';

export type Severity = 'error' | 'warning';

/** What a code always means. `summary` carries no user text, so that a reader learns it once. */
export interface CodeEntry {
  readonly severity: Severity;
  readonly summary: string;
}

/** Every code there is. The key is the code: permanent; retired ones are never used again. */
export const codes = {
  ...languageCodes,
  ...seedCodes,
  ...kindsCodes,
  ...serverCodes,
  ...ledgerCodes,
  ...engineCodes,
  ...commandCodes,
  ...watchCodes,
} as const satisfies Record<string, CodeEntry>;

export type Code = keyof typeof codes;

/** One thing to tell the user about their seed, their server or their command. */
export interface Diagnostic {
  readonly code: Code;
  /** One line: what is wrong here, with the names that matter. No secrets. Starts lower case, ends without a stop. */
  readonly message: string;
  /** Where in the seed, when it is about a place in it. */
  readonly at?: Span | undefined;
  /**
   * `true`: the place may hold a secret, no literal of the line is shown; `'line'`: nothing of the line but its name is.
   * `false`: it is known to hold none.
   */
  readonly secret?: boolean | 'line' | undefined;
  /** What is said instead where a secret belongs: somebody may have forgotten its quotes, so no word is repeated. */
  readonly quietly?: Pick<Diagnostic, 'message' | 'help'> | undefined;
  /** Lines below the mark: why it matters and what to do, each one sentence or one command. */
  readonly help?: readonly string[] | undefined;
  /** The resource it is about, when it is about one. */
  readonly address?: string | undefined;
}

export const severityOf = (diagnostic: Diagnostic): Severity => codes[diagnostic.code].severity;

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((diagnostic) => severityOf(diagnostic) === 'error');
