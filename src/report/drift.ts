import type { Change, Edit, Plan } from '../model/plan.ts';
import { changeLines, columnsOf, unseenLines } from './change.ts';
import { diagnosticsJson } from './diagnosticJson.ts';
import { count, wrap } from './layout.ts';
import { apiPath, FORMAT_VERSION, fieldsJson, serverJson, unseenJson } from './planJson.ts';
import { paint, type Style } from './style.ts';
import { headerText, productText } from './words.ts';

/** Drift is told as what happened: from what the seed declares to what the server has. A plan tells the way back. */
const happened = (change: Change): Change => ({
  ...change,
  action: change.action === 'create' ? 'delete' : 'update',
  remarks: change.action === 'create' ? ['missing on the server'] : [],
  cause: 'destroy',
  risk: 'safe',
  edits: change.edits.filter(seen).map(reversed),
});

// What the server never shows cannot have drifted; it is in the plan only because it would be sent along.
const seen = (edit: Edit): boolean => edit.change !== 'hidden';

const reversed = (edit: Edit): Edit => ({
  ...edit,
  change: edit.before === undefined ? 'remove' : 'change',
  before: edit.after ?? null,
  after: edit.before,
});

/**
 * What on the server is not as the seed declares it. A field reads from what is declared to what is there.
 * One line when there is nothing to tell.
 */
export const driftText = (plan: Plan, style: Style): string => {
  const { changes, unseen, unchanged } = plan;
  if (changes.length === 0 && unseen.length === 0) {
    const verb = unchanged === 1 ? 'is' : 'are';
    const line = `No drift. ${count(unchanged, 'object')} on ${productText(plan.server)} ${verb} as ${plan.seed} declares.`;
    return wrap(line, style.width).join('\n');
  }
  const layout = {
    style,
    columns: columnsOf(
      [...changes, ...unseen].map((item) => item.address),
      style,
    ),
  };
  const blocks = [
    ...changes.map((change) => changeLines(happened(change), layout).join('\n')),
    ...unseen.map((one) => unseenLines(one, layout).join('\n')),
  ];
  const differ = `${count(changes.length, 'object')} ${changes.length === 1 ? 'is' : 'are'} not as declared`;
  const ending = [
    `Drift: ${differ}${unchanged > 0 ? `, ${unchanged} ${unchanged === 1 ? 'is' : 'are'}` : ''}.`,
    changes.length > 0 ? ' Fields read from what is declared to what is there; vaultseed apply brings it back.' : '',
    unseen.length > 0 ? ` ${count(unseen.length, 'object')} could not be looked at.` : '',
  ].join('');
  return [
    ...wrap(headerText(plan.seed, plan.server, style), style.width, '  '),
    '',
    blocks.join('\n\n'),
    '',
    ...wrap(ending, style.width).map((line, index) => (index === 0 ? paint(style).bold(line) : line)),
  ].join('\n');
};

const fieldsOf = (change: Change) =>
  fieldsJson({ ...change, edits: change.edits.filter(seen) }).map(({ name, before, after, sensitive }) => ({
    name,
    ...(after === undefined ? {} : { declared: after }),
    ...(before === undefined ? {} : { live: before }),
    sensitive,
  }));

/** Drift as machines read it, described by `schemas/output/drift.schema.json`. It holds no secret. */
export const driftJson = (plan: Plan, digest: string) => ({
  format_version: FORMAT_VERSION,
  seed: plan.seed,
  server: serverJson(plan.server),
  summary: {
    missing: plan.changes.filter(({ action }) => action === 'create').length,
    changed: plan.changes.filter(({ action }) => action !== 'create').length,
    as_declared: plan.unchanged,
    unseen: plan.unseen.length,
  },
  objects: plan.changes.map((change) => ({
    address: change.address,
    kind: change.resource.kind.id,
    path: apiPath(change.resource),
    state: change.action === 'create' ? 'missing' : 'changed',
    fields: change.action === 'create' ? [] : fieldsOf(change),
  })),
  unseen: unseenJson(plan),
  diagnostics: diagnosticsJson(plan.diagnostics),
  digest,
});
