export { type Applied, isComplete } from './applied.ts';
export { applyJson } from './apply-json.ts';
export {
  appliedEnding,
  appliedLines,
  appliedText,
  outcomeLine,
  progressLine,
  questionText,
} from './apply-text.ts';
export { isBlind, isKeyLost, isSideless, isUnsent, type PlanCounts, planCounts } from './counts.ts';
export {
  type DiagnosticOptions,
  diagnosticCounts,
  diagnosticsText,
  diagnosticText,
  inFileOrder,
} from './diagnostic.ts';
export { type DiagnosticJson, diagnosticJson, diagnosticsJson } from './diagnostic-json.ts';
export { driftJson, driftText } from './drift.ts';
export { elapsedText } from './elapsed.ts';
export { outcomeDiagnostics } from './failures.ts';
export { isKeepable } from './keepable.ts';
export { count, wrap } from './layout.ts';
export { ledgerJson, ledgerText, placeOf } from './ledger-text.ts';
export { outputsText } from './outputs.ts';
export { FORMAT_VERSION, type PlanJson, planJson } from './plan-json.ts';
export { type PlanPurpose, planBody, planEnding, planText } from './plan-text.ts';
export { policyText } from './policy-text.ts';
export { type Progress, type ProgressOptions, progress } from './progress.ts';
export { type Side, sideOf, sides } from './sides.ts';
export type { Style } from './style.ts';
export { paint } from './style.ts';
export { unmanagedJson, unmanagedText } from './unmanaged.ts';
export { plainValue, valueText, writtenText } from './value.ts';
