import type { Diagnostic } from '../model/diagnostic.ts';
import type { Outcome } from '../model/outcome.ts';
import { apiPath } from './api-path.ts';
import { type Applied, isComplete, outcomeCounts } from './applied.ts';
import { diagnosticsJson } from './diagnostic-json.ts';
import { FORMAT_VERSION, partJson, serverJson, unseenJson } from './plan-json.ts';

const outcomeJson = (outcome: Outcome) => ({
  address: outcome.change.address,
  kind: outcome.change.resource.kind.id,
  path: apiPath(outcome.change.resource),
  action: outcome.change.action,
  status: outcome.status,
  ...(outcome.status === 'not-tried' ? {} : { milliseconds: Math.round(outcome.milliseconds) }),
  ...(outcome.status === 'not-tried' && outcome.because !== undefined ? { because: outcome.because } : {}),
  diagnostics: diagnosticsJson(diagnosticsOf(outcome)),
});

const diagnosticsOf = (outcome: Outcome): readonly Diagnostic[] => {
  if (outcome.status === 'done') return outcome.warnings;
  return outcome.status === 'failed' ? outcome.diagnostics : [];
};

/** What an apply or a destroy did, described by `schemas/output/apply.schema.json`. It holds no secret. */
export const applyJson = (
  applied: Applied,
  more: { digest: string; outputs: Readonly<Record<string, unknown>>; diagnostics: readonly Diagnostic[] },
) => ({
  format_version: FORMAT_VERSION,
  seed: applied.plan.seed,
  server: serverJson(applied.plan.server),
  summary: outcomeCounts(applied.outcomes),
  complete: isComplete(applied),
  interrupted: applied.interrupted,
  outcomes: applied.outcomes.map(outcomeJson),
  unseen: unseenJson(applied.plan),
  ...partJson(applied.plan),
  outputs: more.outputs,
  diagnostics: diagnosticsJson(more.diagnostics),
  digest: more.digest,
});
