export { type Applied, isComplete } from './applied.ts';
export { applyJson } from './applyJson.ts';
export {
  appliedEnding,
  appliedLines,
  appliedText,
  outcomeDiagnostics,
  outcomeLine,
  progressLine,
  questionText,
} from './applyText.ts';
export { isBlind, isKeyLost, type PlanCounts, planCounts } from './counts.ts';
export {
  type DiagnosticOptions,
  diagnosticCounts,
  diagnosticsText,
  diagnosticText,
  inFileOrder,
} from './diagnostic.ts';
export { type DiagnosticJson, diagnosticJson, diagnosticsJson } from './diagnosticJson.ts';
export { driftJson, driftText } from './drift.ts';
export { elapsedText } from './elapsed.ts';
export { isKeepable } from './keepable.ts';
export { count, wrap } from './layout.ts';
export { ledgerJson, ledgerText } from './ledgerText.ts';
export { outputsText } from './outputs.ts';
export { FORMAT_VERSION, type PlanJson, planJson } from './planJson.ts';
export { type PlanPurpose, planBody, planEnding, planText } from './planText.ts';
export { policyText } from './policyText.ts';
export { type Progress, type ProgressOptions, progress } from './progress.ts';
export type { Style } from './style.ts';
export { paint } from './style.ts';
export { unmanagedJson, unmanagedText } from './unmanaged.ts';
export { plainValue, valueText, writtenText } from './value.ts';
