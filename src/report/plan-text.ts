import { visible } from '../model/clean.ts';
import type { Plan } from '../model/plan.ts';
import { changeLines, columnsOf } from './change.ts';
import { isKeyLost, isUnsent, knownSame } from './counts.ts';
import { count, wrap } from './layout.ts';
import { rowLines } from './rows.ts';
import type { Style } from './style.ts';
import {
  hiddenLines,
  hiddenText,
  lostKeyText,
  partText,
  rotatedLines,
  summaryText,
  uncheckedLines,
  unsentLines,
  unsentText,
} from './summary.ts';
import { unseenRows } from './unseen.ts';
import { headerText, productText } from './words.ts';

/** What a plan is for. */
export interface PlanPurpose {
  /** To take away what the seed declares. */
  readonly destroy?: boolean | undefined;
}

const isEmpty = ({ changes, unseen }: Plan): boolean => changes.length === 0 && unseen.length === 0;

const nothingText = (plan: Plan, { destroy = false }: PlanPurpose): string => {
  const server = productText(plan.server);
  if (destroy) {
    if (plan.diagnostics.some(({ code }) => code === 'ledger-empty'))
      return `Nothing is destroyed: nothing that ${visible(plan.seed)} declares on ${server} is known to be its own.${partText(plan)}`;
    const what = plan.part === undefined ? `nothing of ${visible(plan.seed)}` : 'nothing of it';
    return `Nothing to destroy: ${server} holds ${what}.${partText(plan)}`;
  }
  const same = knownSame(plan);
  const objects = `${count(same, 'object')} on ${server} ${same === 1 ? 'is' : 'are'} as declared`;
  if (isKeyLost(plan))
    return `No change can be seen, and not all can be: ${lostKeyText(plan)}. ${objects}.${partText(plan)}`;
  if (isUnsent(plan))
    return `No change can be seen, and not all can be: ${unsentText(plan)}. ${objects}${hiddenText(plan)}.${partText(plan)}`;
  return `No changes. ${objects}${hiddenText(plan)}.${partText(plan)}`;
};

/**
 * The upper part of a plan: which server, and each change with what moves in it and why, in the order of the plan.
 * One line when there is nothing to do; then there is no lower part.
 */
export const planBody = (plan: Plan, style: Style, purpose: PlanPurpose = {}): string => {
  if (isEmpty(plan)) {
    const told = [...uncheckedLines(plan), ...rotatedLines(plan)];
    const below = [
      ...told.flatMap((line) => wrap(line, style.width, '  ')),
      ...unsentLines(plan, style),
      ...hiddenLines(plan, style),
    ];
    return [...wrap(nothingText(plan, purpose), style.width), ...below].join('\n');
  }
  const addresses = [...plan.changes, ...plan.unseen].map(({ address }) => address);
  const layout = { style, columns: columnsOf(addresses, style) };
  const rows = plan.changes.map((change) => ({
    address: change.address,
    parent: change.resource.parent,
    lines: changeLines(change, layout),
  }));
  const header = wrap(headerText(plan.seed, plan.server, style), style.width, '  ');
  return [...header, ...rowLines(rows), ...rowLines(unseenRows(plan, layout))].join('\n');
};

/** The lower part of a plan; undefined when there is nothing to do. */
export const planEnding = (plan: Plan, style: Style): string | undefined =>
  isEmpty(plan) ? undefined : summaryText(plan, style);

/** The plan people read, without its diagnostics and without a newline at the end. */
export const planText = (plan: Plan, style: Style, purpose: PlanPurpose = {}): string => {
  const ending = planEnding(plan, style);
  return planBody(plan, style, purpose) + (ending === undefined ? '' : `\n\n${ending}`);
};
