import { visible } from '../model/clean.ts';
import type { Change, Plan, Risk } from '../model/plan.ts';
import { changeLines, columnsOf, unseenLines } from './change.ts';
import { type PlanCounts, planCounts } from './counts.ts';
import { count, wrap } from './layout.ts';
import { paint, type Style } from './style.ts';
import { headerText, productText, RISKS } from './words.ts';

/** So many addresses are named behind one "Mind:"; the rest is a number. */
const NAMED = 4;

const hiddenText = (plan: Plan): string =>
  plan.hidden.length === 0 ? '' : ` (${count(plan.hidden.length, 'write-only field')} cannot be compared)`;

const hiddenLines = (plan: Plan, style: Style): readonly string[] =>
  style.verbose === 0 || plan.hidden.length === 0
    ? []
    : ['Cannot be compared, because the server never shows them:', ...plan.hidden.map(hiddenLine)];

const hiddenLine = ({ address, field }: Plan['hidden'][number]): string => `  ${visible(address)}  ${visible(field)}`;

const named = (changes: readonly Change[]): string => {
  const shown = changes.slice(0, NAMED).map((change) => visible(change.address));
  const rest = changes.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
};

/** "widens access" of one, "widen access" of several. */
const plural = (phrase: string, number: number): string => (number === 1 ? phrase : phrase.replace(/^(\w+?)s\b/, '$1'));

const riskLines = (plan: Plan): readonly string[] => {
  const risks = Object.keys(RISKS).filter((risk): risk is Risk => risk in RISKS && risk !== 'safe');
  return risks.flatMap((risk) => {
    const changes = plan.changes.filter((change) => change.risk === risk);
    return changes.length === 0 ? [] : [`Mind: ${named(changes)} ${plural(RISKS[risk], changes.length)}.`];
  });
};

const unseenLine = (plan: Plan): readonly string[] =>
  plan.unseen.length === 0
    ? []
    : [
        `Mind: ${count(plan.unseen.length, 'object')} could not be looked at, so nothing is planned for ${plan.unseen.length === 1 ? 'it' : 'them'}.`,
      ];

/** `Plan: 3 to create, 2 to change, 0 to delete.`, and what else there is to count. */
const countsLine = (counts: PlanCounts, hidden: string): string => {
  const more = [
    counts.replace > 0 ? `, ${counts.replace} to replace` : '',
    counts.forget > 0 ? `, ${counts.forget} to forget` : '',
  ].join('');
  const line = `Plan: ${counts.create} to create, ${counts.change} to change, ${counts.delete} to delete${more}.`;
  if (counts.unchanged === 0) return line;
  return `${line} ${counts.unchanged} more ${counts.unchanged === 1 ? 'is' : 'are'} as declared${hidden}.`;
};

/** The bottom of a plan, where the eye ends: the counts, and everything dangerous once more. */
export const summaryText = (plan: Plan, style: Style): string => {
  const danger = [...riskLines(plan), ...unseenLine(plan)].flatMap((line) => wrap(line, style.width, '      '));
  const counts = wrap(countsLine(planCounts(plan), hiddenText(plan)), style.width);
  return [...counts.map(paint(style).bold), ...danger.map(paint(style).yellow), ...hiddenLines(plan, style)].join('\n');
};

const nothing = (plan: Plan, style: Style): string => {
  const objects = count(plan.unchanged, 'object');
  const line = `No changes. ${objects} on ${productText(plan.server)} ${plan.unchanged === 1 ? 'is' : 'are'} as declared${hiddenText(plan)}.`;
  return [...wrap(line, style.width), ...hiddenLines(plan, style)].join('\n');
};

/**
 * The plan people read, without its diagnostics and without a newline at the end: which server, each change with what
 * moves in it and why, in the order of the plan, and at the bottom the counts and what is dangerous. One line when there is nothing to do.
 */
export const planText = (plan: Plan, style: Style): string => {
  if (plan.changes.length === 0 && plan.unseen.length === 0) return nothing(plan, style);
  const list = [...plan.changes, ...plan.unseen];
  const columns = columnsOf(
    list.map((item) => item.address),
    style,
  );
  const layout = { style, columns };
  const blocks = list.map((item) => {
    const lines = 'action' in item ? changeLines(item, layout) : unseenLines(item, layout);
    return { parent: item.resource.parent ?? item.address, text: lines.join('\n') };
  });
  const body = blocks.map((block, index) => (block.parent === blocks[index - 1]?.parent ? '' : '\n') + block.text);
  return [
    ...wrap(headerText(plan.seed, plan.server, style), style.width, '  '),
    ...body,
    '',
    summaryText(plan, style),
  ].join('\n');
};
