import { named } from '../model/address.ts';
import { visible } from '../model/clean.ts';
import { type Plan, RISK_ORDER, RISKS } from '../model/plan.ts';
import { isBlind, isKeyLost, knownSame, type PlanCounts, planCounts } from './counts.ts';
import { count, wrap } from './layout.ts';
import { paint, type Style } from './style.ts';
import { grantLines } from './unseen.ts';

/** What deserves a second look wherever it stands in a plan. The worst comes last, next to the question. */
const DANGERS = RISK_ORDER.filter((risk) => risk !== 'safe');

/** ` (2 write-only fields cannot be compared; …)`; nothing where everything can. */
export const hiddenText = (plan: Plan): string => {
  // It stands behind what is as declared: of what changes the plan says what it sends.
  const changed = new Set(plan.changes.map(({ address }) => address));
  const hidden = uncompared(plan).filter(({ address }) => !changed.has(address));
  if (hidden.length === 0 || isKeyLost(plan)) return '';
  const fields = count(hidden.length, 'write-only field');
  return ` (${fields} cannot be compared; apply --resend-secrets sends ${hidden.length === 1 ? 'it' : 'them'})`;
};

/** The hidden fields that are told as such: of those that were never sent more is told. */
const uncompared = ({ hidden, unsent = [] }: Plan): Plan['hidden'] => {
  const told = new Set(unsent.map(({ address, field }) => `${address} ${field}`));
  return hidden.filter(({ address, field }) => !told.has(`${address} ${field}`));
};

/** `4 write-only fields of 3 objects cannot be compared: the key of the ledger is gone`. */
export const lostKeyText = ({ hidden }: Plan): string => {
  const objects = new Set(hidden.map(({ address }) => address)).size;
  return `${count(hidden.length, 'write-only field')} of ${count(objects, 'object')} cannot be compared: the key of the ledger is gone`;
};

/** What the server has changed by itself, object by object: nothing to do about it, and good to know. */
export const rotatedLines = ({ rotated }: Plan): readonly string[] => {
  const addresses = [...new Set(rotated.map(({ address }) => address))];
  return addresses.map((address) => {
    const fields = rotated.filter((one) => one.address === address).map(({ field }) => visible(field));
    return `Rotated by the server: ${visible(address)} (${fields.join(', ')}); left as it is.`;
  });
};

/** `2 write-only fields were never sent`: nobody knows what the server holds in them. */
export const unsentText = ({ unsent = [] }: Plan): string =>
  `${count(unsent.length, 'write-only field')} ${unsent.length === 1 ? 'was' : 'were'} never sent`;

/** `2 write-only fields are taken to be …`: what was taken over and never sent; with `-v` which fields these are. */
export const unsentLines = ({ unsent = [] }: Plan, style: Style): readonly string[] => {
  if (unsent.length === 0) return [];
  const [are, were, them] = unsent.length === 1 ? ['is', 'was', 'it'] : ['are', 'were', 'them'];
  const fields = count(unsent.length, 'write-only field');
  const text = `${fields} ${are} taken to be as declared, and ${were} not sent: apply --resend-secrets sends ${them}.`;
  const listed = unsent.map(({ address, field }) => `  ${visible(address)}  ${visible(field)}`);
  return [...wrap(text, style.width, '  '), ...(style.verbose === 0 ? [] : listed)];
};

/** What was left out of account because nobody gave the secrets, object by object. */
export const uncheckedLines = ({ unchecked = [] }: Plan): readonly string[] => {
  const addresses = [...new Set(unchecked.map(({ address }) => address))];
  return addresses.map((address) => {
    const fields = unchecked.filter((one) => one.address === address).map(({ field }) => visible(field));
    return `Not checked without its secrets: ${visible(address)} (${fields.join(', ')}).`;
  });
};

/** That the first apply makes the place where it remembers what it has made. */
export const ledgerLines = ({ ledger, changes }: Plan): readonly string[] =>
  ledger?.make && changes.length > 0
    ? [`The ledger is made at ${visible(ledger.path)}/: it remembers what is the seed's own, and holds no secret.`]
    : [];

/** With `-v`: which fields these are. */
export const hiddenLines = (plan: Plan, style: Style): readonly string[] => {
  const hidden = uncompared(plan);
  if (style.verbose === 0 || hidden.length === 0) return [];
  const fields = hidden.map(({ address, field }) => `  ${visible(address)}  ${visible(field)}`);
  return ['Cannot be compared, because the server never shows them:', ...fields];
};

/** `Looked at 2 of 7 objects (--target).`; nothing where all of the seed was looked at. */
export const partText = ({ part }: Plan): string =>
  part === undefined ? '' : ` Looked at ${part.looked} of ${count(part.declared, 'object')} (--target).`;

/** "widens access" of one, "widen access" of several. */
const plural = (phrase: string, number: number): string => (number === 1 ? phrase : phrase.replace(/^(\w+?)s\b/, '$1'));

const dangerLines = ({ changes }: Plan): readonly string[] =>
  DANGERS.flatMap((danger) => {
    // What widens access and narrows it is as risky as the former, and says the latter.
    const such = changes.filter(
      ({ risk, also = [], remarks }) => risk === danger || also.includes(danger) || remarks.includes(RISKS[danger]),
    );
    if (such.length === 0) return [];
    return [
      `Careful: ${count(such.length, 'change')} ${plural(RISKS[danger], such.length)}: ${visible(named(such.map(({ address }) => address)))}.`,
    ];
  });

const unseenLine = (plan: Plan): readonly string[] => {
  const { unseen } = plan;
  if (unseen.length === 0) return [];
  if (isBlind(plan)) return ['Careful: nothing could be looked at, so this plan says nothing. It ends with 1.'];
  const them = unseen.length === 1 ? 'it' : 'them';
  return [`Careful: ${count(unseen.length, 'object')} could not be looked at, so nothing is planned for ${them}.`];
};

/** ` (2 of them changed)`: of what is taken into care. */
const changedIn = ({ changes }: Plan): string => {
  const changed = changes.filter(({ action, edits }) => action === 'adopt' && edits.length > 0).length;
  return changed === 0 ? '' : ` (${changed} of them changed)`;
};

/** `Plan: 3 to create, 2 to change, 0 to delete.`, and what else there is to count. */
const countsLine = (counts: PlanCounts, plan: Plan): string => {
  const more = [
    counts.adopt > 0 ? `, ${counts.adopt} to adopt${changedIn(plan)}` : '',
    counts.replace > 0 ? `, ${counts.replace} to replace` : '',
    counts.forget > 0 ? `, ${counts.forget} to forget` : '',
  ].join('');
  const line = `Plan: ${counts.create} to create, ${counts.change} to change, ${counts.delete} to delete${more}.`;
  const same = knownSame(plan);
  if (same === 0) return line + partText(plan);
  const verb = same === 1 ? 'is' : 'are';
  return `${line} ${same} more ${verb} as declared${hiddenText(plan)}.${partText(plan)}`;
};

/** The bottom of a plan, where the eye ends: the counts, and last of all everything dangerous once more. */
export const summaryText = (plan: Plan, style: Style): string => {
  const counts = wrap(countsLine(planCounts(plan), plan), style.width);
  const lost = isKeyLost(plan) ? [`Careful: ${lostKeyText(plan)}.`] : [];
  const danger = [...unseenLine(plan), ...lost, ...dangerLines(plan)].flatMap((line) => wrap(line, style.width, '  '));
  return [
    ...grantLines(plan, style),
    ...hiddenLines(plan, style),
    ...unsentLines(plan, style),
    ...[...uncheckedLines(plan), ...rotatedLines(plan), ...ledgerLines(plan)].flatMap((line) =>
      wrap(line, style.width, '  '),
    ),
    ...counts.map(paint(style).bold),
    ...danger.map(paint(style).yellow),
  ].join('\n');
};
