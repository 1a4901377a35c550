import type { Address } from '../model/address.ts';
import { visible } from '../model/clean.ts';
import type { Change, Edit, Plan } from '../model/plan.ts';
import { apiPath } from './api-path.ts';
import { changeLines, columnsOf, type Layout } from './change.ts';
import { isKeyLost, isSideless, isUnsent, knownSame } from './counts.ts';
import { diagnosticsJson } from './diagnostic-json.ts';
import { count, wrap } from './layout.ts';
import {
  FORMAT_VERSION,
  fieldsJson,
  partJson,
  serverJson,
  uncheckedJson,
  unseenJson,
  unsentJson,
} from './plan-json.ts';
import { type Row, rowLines } from './rows.ts';
import { sideOf } from './sides.ts';
import { paint, type Style } from './style.ts';
import { hiddenLines, hiddenText, lostKeyText, partText, uncheckedLines, unsentLines, unsentText } from './summary.ts';
import { grantLines, unseenRows } from './unseen.ts';
import { headerText, productText } from './words.ts';

/** Drift is told as what happened: from what the seed declares to what the server has. A plan tells the way back. */
const happened = (change: Change, inside: number): Change => ({
  ...change,
  action: WAY[stateOf(change)],
  remarks: remarksOn(change, inside),
  cause: 'destroy',
  risk: 'safe',
  edits: change.edits.filter(seen).map(reversed),
});

/** What is wrong with an object: it is missing, it is otherwise, or it is there and has left the seed. */
const stateOf = ({ action }: Change): 'missing' | 'changed' | 'left' => {
  if (action === 'create') return 'missing';
  return action === 'delete' || action === 'forget' ? 'left' : 'changed';
};

const WAY = { missing: 'delete', changed: 'update', left: 'create' } as const;

/** Of what a ledger tells apart, what nobody has done on the server. */
const remarksOn = ({ action, cause }: Change, inside: number): readonly string[] => {
  if (action === 'create') return [missingText(inside), ...(cause === 'seed' ? ['not applied yet'] : [])];
  if (action === 'delete') return ['has left the seed, and is there still'];
  if (action === 'forget') return ['has left the seed, and stays on the server'];
  if (cause === 'both') return ['changed on the server, and in the seed as well'];
  return cause === 'seed' ? ['changed in the seed, and not applied yet'] : [];
};

const missingText = (inside: number): string =>
  inside === 0 ? 'missing on the server' : `missing on the server, with ${count(inside, 'object')} in it`;

// What the server never shows cannot have drifted; it is in the plan only because it would be sent along.
const seen = (edit: Edit): boolean => edit.change !== 'hidden';

const reversed = (edit: Edit): Edit => ({
  ...edit,
  change: edit.before === undefined ? 'remove' : 'change',
  before: edit.after ?? null,
  after: edit.before,
});

/** Objects that are missing with what they live in: said there, as a number. */
const missingInside = ({ changes }: Plan): ReadonlyMap<Address, readonly Change[]> => {
  const missing = changes.filter(({ action }) => action === 'create');
  const addresses = new Set(missing.map(({ address }) => address));
  const inside = new Map<Address, Change[]>();
  for (const change of missing) {
    const { parent } = change.resource;
    if (parent !== undefined && addresses.has(parent)) inside.set(parent, [...(inside.get(parent) ?? []), change]);
  }
  return inside;
};

const driftRows = (plan: Plan, layout: Layout): readonly Row[] => {
  const inside = layout.style.verbose > 0 ? new Map<Address, readonly Change[]>() : missingInside(plan);
  const folded = new Set([...inside.values()].flat());
  const told = plan.changes.filter((change) => !folded.has(change));
  return told.map((change) => ({
    address: change.address,
    parent: change.resource.parent,
    lines: changeLines(happened(change, inside.get(change.address)?.length ?? 0), layout),
  }));
};

const noneText = (plan: Plan): string => {
  const same = knownSame(plan);
  const objects = `${count(same, 'object')} on ${productText(plan.server)} ${same === 1 ? 'is' : 'are'}`;
  if (isKeyLost(plan)) {
    const declared = `${objects} as ${visible(plan.seed)} declares`;
    return `No drift can be seen, and not all can be: ${lostKeyText(plan)}. ${declared}.${partText(plan)}`;
  }
  const known = `${objects} as ${visible(plan.seed)} declares${hiddenText(plan)}.${partText(plan)}`;
  return isUnsent(plan)
    ? `No drift can be seen, and not all can be: ${unsentText(plan)}. ${known}`
    : `No drift. ${known}`;
};

const endingText = (plan: Plan): string => {
  const { changes, unseen } = plan;
  const unchanged = knownSame(plan);
  const differ = `${count(changes.length, 'object')} ${changes.length === 1 ? 'is' : 'are'} not as declared`;
  const others = unchanged > 0 ? `, ${unchanged} ${unchanged === 1 ? 'is' : 'are'}${hiddenText(plan)}` : '';
  return [
    `Drift: ${differ}${others}.${partText(plan)}`,
    changes.length > 0 ? ` Fields read from what is declared to what is there${backText(plan)}.` : '',
    isKeyLost(plan) ? ` ${lostKeyText(plan)}.` : '',
    unseen.length > 0 ? ` ${count(unseen.length, 'object')} could not be looked at.` : '',
  ].join('');
};

const backText = (plan: Plan): string => {
  const states = new Set(plan.changes.map(stateOf));
  if (states.size === 1 && states.has('left')) return '; vaultseed apply ends that';
  if (!isSideless(plan)) return '; vaultseed apply brings it back';
  return '; which side has changed cannot be told without the key of the ledger';
};

/**
 * What on the server is not as the seed declares it. A field reads from what is declared to what is there.
 * One line when there is nothing to tell.
 */
export const driftText = (plan: Plan, style: Style): string => {
  const { changes, unseen } = plan;
  const left = uncheckedLines(plan).flatMap((line) => wrap(line, style.width, '  '));
  const below = [...left, ...hiddenLines(plan, style), ...unsentLines(plan, style)];
  if (changes.length === 0 && unseen.length === 0) {
    return [...wrap(noneText(plan), style.width), ...below].join('\n');
  }
  const addresses = [...changes, ...unseen].map(({ address }) => address);
  const layout = { style, columns: columnsOf(addresses, style) };
  return [
    ...wrap(headerText(plan.seed, plan.server, style), style.width, '  '),
    ...rowLines(driftRows(plan, layout)),
    ...rowLines(unseenRows(plan, layout)),
    '',
    ...grantLines(plan, style),
    ...below,
    ...wrap(endingText(plan), style.width).map((line, index) => (index === 0 ? paint(style).bold(line) : line)),
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
export const driftJson = (plan: Plan, digest: string) => {
  const byAddress = new Map(plan.changes.map((change) => [change.address, change]));
  return {
    format_version: FORMAT_VERSION,
    seed: plan.seed,
    server: serverJson(plan.server),
    summary: {
      missing: plan.changes.filter(({ action }) => action === 'create').length,
      changed: plan.changes.filter((change) => stateOf(change) === 'changed').length,
      left: plan.changes.filter((change) => stateOf(change) === 'left').length,
      as_declared: plan.unchanged,
      unseen: plan.unseen.length,
    },
    objects: plan.changes.map((change) => ({
      address: change.address,
      kind: change.resource.kind.id,
      path: apiPath(change.resource),
      state: stateOf(change),
      moved: sideOf(change, byAddress),
      fields: change.action === 'create' ? [] : fieldsOf(change),
    })),
    unseen: unseenJson(plan),
    not_compared: plan.hidden.map(({ address, field }) => ({ address, field })),
    ...unsentJson(plan),
    ...uncheckedJson(plan),
    ...partJson(plan),
    diagnostics: diagnosticsJson(plan.diagnostics),
    digest,
  };
};
