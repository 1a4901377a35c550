import { codes, type Diagnostic, type Severity, severityOf } from '../model/diagnostic.ts';
import { positionOf } from '../model/position.ts';
import type { Span } from '../model/span.ts';
import { firstOf, inFileOrder } from './diagnostic.ts';

interface Place {
  readonly line: number;
  readonly column: number;
}

/** A diagnostic as machines read it. `summary` depends on the code alone; `detail` says what is wrong here and what to do. */
export interface DiagnosticJson {
  readonly severity: Severity;
  readonly code: string;
  readonly summary: string;
  readonly detail: string;
  readonly address?: string;
  readonly range?: { readonly file: string; readonly start: Place; readonly end: Place };
}

const place = (span: Span, offset: number): Place => {
  const { line, column } = positionOf(span.source, offset);
  return { line, column };
};

/** `range`: lines and columns from 1, columns in characters as people count them, `end` is the first place after it. */
export const diagnosticJson = (diagnostic: Diagnostic): DiagnosticJson => {
  const { at } = diagnostic;
  return {
    severity: severityOf(diagnostic),
    code: diagnostic.code,
    summary: codes[diagnostic.code].summary,
    detail: [diagnostic.message, ...(diagnostic.help ?? [])].join('\n'),
    ...(diagnostic.address === undefined ? {} : { address: diagnostic.address }),
    ...(at ? { range: { file: at.source.path, start: place(at, at.start), end: place(at, at.end) } } : {}),
  };
};

/** No machine needs more of them to see that a seed is wrong. */
const MOST = 1000;

/** In file order; of more than a thousand the first, errors rather than warnings. */
export const diagnosticsJson = (list: readonly Diagnostic[]): readonly DiagnosticJson[] =>
  firstOf(inFileOrder(list), MOST).map(diagnosticJson);
