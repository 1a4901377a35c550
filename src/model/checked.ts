import { type Diagnostic, hasErrors } from './diagnostic.ts';

/** A value, or the reasons there is none. Warnings travel with the value. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** The value, unless one of the diagnostics is an error. */
export const checked = <T>(value: T, diagnostics: readonly Diagnostic[] = []): Checked<T> =>
  hasErrors(diagnostics) ? { ok: false, diagnostics } : { ok: true, value, diagnostics };

export const refused = (...diagnostics: readonly Diagnostic[]): { ok: false; diagnostics: readonly Diagnostic[] } => ({
  ok: false,
  diagnostics,
});
