import { visible } from '../model/clean.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Action, Plan } from '../model/plan.ts';
import { type Applied, outcomeCounts } from './applied.ts';
import { diagnosticsText } from './diagnostic.ts';
import { elapsedText } from './elapsed.ts';
import { outcomeDiagnostics } from './failures.ts';
import { clip, count, displayWidth, pad, wrap } from './layout.ts';
import { stateText } from './state-text.ts';
import { glyphs, paint, type Style, sign } from './style.ts';

const DONE: Readonly<Record<Action, string>> = {
  create: 'created',
  update: 'changed',
  adopt: 'adopted',
  replace: 'replaced',
  delete: 'deleted',
  forget: 'left on the server',
};

/** What was there may have been overwritten when it was taken into care. */
const doneText = ({ action, edits }: Outcome['change']): string =>
  action === 'adopt' && edits.length > 0 ? 'adopted and changed' : DONE[action];

/** One finished change on one line, with what became of it and how long it took. */
export const outcomeLine = (outcome: Outcome, style: Style): string => {
  const { change } = outcome;
  const color = paint(style);
  const address = pad(visible(change.address), Math.min(44, style.width - 24));
  if (outcome.status === 'failed') {
    return `  ${color.red(`! ${address}  failed`)} after ${elapsedText(outcome.milliseconds)}`;
  }
  if (outcome.status === 'not-tried') return color.dim(`    ${address}  not tried`);
  const how =
    outcome.with === undefined
      ? `${doneText(change)} ${color.dim(`in ${elapsedText(outcome.milliseconds)}`)}`
      : color.dim(`went with ${visible(outcome.with)}`);
  return `  ${sign(change.action, style)} ${address}  ${how}`;
};

const list = (texts: readonly string[]): string => texts.filter((text) => text !== '').join(', ');

/** ` (1 of them changed)`, as the plan said it. */
const changedText = (outcomes: readonly Outcome[]): string => {
  const changed = outcomes.filter(
    ({ status, change: { action, edits } }) => status === 'done' && action === 'adopt' && edits.length > 0,
  );
  return changed.length === 0 ? '' : ` (${changed.length} of them changed)`;
};

/** `Applied: 3 created, 1 changed. 1 failed, 2 not tried.` */
export const appliedLine = (outcomes: readonly Outcome[]): string => {
  const counts = outcomeCounts(outcomes);
  const some = (number: number, word: string): string => (number === 0 ? '' : `${number} ${word}`);
  const done = list([
    some(counts.created, 'created'),
    some(counts.changed, 'changed'),
    some(counts.adopted, `adopted${changedText(outcomes)}`),
    some(counts.replaced, 'replaced'),
    some(counts.deleted, 'deleted'),
    some(counts.forgotten, 'left on the server'),
  ]);
  const rest = list([some(counts.failed, 'failed'), some(counts.not_tried, 'not tried')]);
  return `Applied: ${done === '' ? 'nothing' : done}.${rest === '' ? '' : ` ${rest}.`}`;
};

/** The counts of an apply, and how much was not started when somebody stopped it. */
export const appliedLines = ({ outcomes, interrupted }: Applied, style: Style): string => {
  const unstarted = outcomes.filter((one) => one.status === 'not-tried' && one.because === undefined).length;
  const stopped = interrupted ? [`Interrupted: ${count(unstarted, 'change was', 'changes were')} not started.`] : [];
  return [paint(style).bold(appliedLine(outcomes)), ...stopped].join('\n');
};

/** The state that an apply leaves the server in. */
export const appliedEnding = (applied: Applied, style: Style): string =>
  wrap(stateText(applied), style.width).join('\n');

/** How an apply ended: the counts, what failed and why, and the state that the server is in. */
export const appliedText = (applied: Applied, style: Style): string => {
  const diagnostics = outcomeDiagnostics(applied.outcomes);
  const trouble = diagnostics.length === 0 ? [] : ['', diagnosticsText(diagnostics, style), ''];
  return [appliedLines(applied, style), ...trouble, appliedEnding(applied, style)].join('\n');
};

/** What is asked before a plan is carried out. It names how much, and where. */
export const questionText = ({ changes, server, along = [] }: Plan): string => {
  const destroys = changes.every(({ cause }) => cause === 'destroy');
  const what = destroys
    ? `Destroy ${count(changes.length, 'object')}${alongText(along.length)} on`
    : `Apply ${count(changes.length, 'change')} to`;
  return `${what} ${visible(server.address)}? Only "yes" will do:`;
};

/** What nobody has named is counted where everybody looks. */
const alongText = (number: number): string =>
  number === 0
    ? ''
    : `, ${number} of them because ${number === 1 ? 'it depends' : 'they depend'} on what --target names,`;

const BAR = 20;

/** The live line below the finished changes: a bar, how far, and who has been waiting longest. */
export const progressLine = (
  state: { done: number; total: number; longest?: { address: string; milliseconds: number } | undefined },
  style: Style,
): string => {
  const { full, empty, ellipsis } = glyphs(style);
  const cells = style.width < 60 ? BAR / 2 : BAR;
  const filled = state.total === 0 ? cells : Math.floor((state.done / state.total) * cells);
  const bar = full.repeat(filled) + empty.repeat(cells - filled);
  const waiting = state.longest ? `  ${visible(state.longest.address)} ${elapsedText(state.longest.milliseconds)}` : '';
  const head = `${bar} ${state.done}/${state.total}`;
  return head + clip(waiting, Math.max(0, style.width - displayWidth(head) - 1), ellipsis);
};
