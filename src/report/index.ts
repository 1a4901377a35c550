export { type PlanCounts, planCounts } from './counts.ts';
export {
  type DiagnosticOptions,
  diagnosticCounts,
  diagnosticsText,
  diagnosticText,
  inFileOrder,
} from './diagnostic.ts';
export { type DiagnosticJson, diagnosticJson, diagnosticsJson } from './diagnosticJson.ts';
export { type PlanJson, planJson } from './planJson.ts';
export { planText, summaryText } from './planText.ts';
export type { Style } from './style.ts';
export { valueText } from './value.ts';
