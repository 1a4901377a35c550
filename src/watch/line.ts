import { visible } from '../model/clean.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { count, diagnosticsJson } from '../report/index.ts';
import type { Event } from './event.ts';
import { countOf, type Findings } from './findings.ts';
import { type Round, resultOf } from './round.ts';
import type { Happening } from './state.ts';

/** How many objects a line names. */
const NAMED = 3;

const parts = (findings: Findings): readonly string[] =>
  [
    [countOf(findings, 'server'), findings.sideless ? 'not as declared' : 'changed on the server'],
    [countOf(findings, 'seed'), 'not applied yet'],
    [countOf(findings, 'both'), 'changed on both sides'],
    [findings.unseen, 'could not be looked at'],
  ].flatMap(([number, text]) => (number === 0 ? [] : [`${number} ${text}`]));

const named = ({ list }: Findings): string => {
  if (list.length === 0) return '';
  const names = list.slice(0, NAMED).map(({ address }) => visible(address));
  const more = list.length > NAMED ? ` and ${list.length - NAMED} more` : '';
  return `: ${names.join(', ')}${more}`;
};

const unsentText = ({ unsent }: Findings): string => {
  if (unsent === 0) return '';
  return `${count(unsent, 'write-only field')} never sent: apply --resend-secrets sends ${unsent === 1 ? 'it' : 'them'}`;
};

/** What a look has found, in a few words. */
export const foundText = (findings: Findings): string => {
  const told = parts(findings);
  const unsent = unsentText(findings);
  if (told.length === 0) {
    if (!findings.looked) return 'not everything could be looked at';
    if (unsent !== '') return unsent;
    return `${count(findings.same, 'object')} ${findings.same === 1 ? 'is' : 'are'} as declared`;
  }
  return `${told.join(', ')}${named(findings)}${unsent === '' ? '' : `; ${unsent}`}`;
};

/** ` (main.seed.hcl:3:1)`; nothing where it stands in no file. */
const placeText = (reason: Diagnostic): string => {
  const { file = '', start } = diagnosticsJson([reason])[0]?.range ?? {};
  return file === '' || start === undefined ? '' : ` (${visible(file)}:${start.line}:${start.column})`;
};

const whyText = (round: Round): string => {
  if (round.looked) return foundText(round.findings);
  const [first, ...others] = round.why;
  if (first === undefined) return 'no reason is known';
  const more = others.length > 0 ? ` (and ${count(others.length, 'other reason')})` : '';
  return `${visible(first.message)}${placeText(first)} [${first.code}]${more}`;
};

const WORDS: Readonly<Record<Happening, string>> = {
  appeared: 'drift',
  changed: 'drift has changed',
  healed: 'healed',
  failed: 'the round failed',
  failing: 'rounds keep failing',
  recovered: 'rounds succeed again',
};

const stamp = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

/** An event as one line of a log. */
export const eventLine = ({ happening, seed, round }: Event): string => {
  const what = happening === 'recovered' ? WORDS.recovered : `${WORDS[happening]}: ${whyText(round)}`;
  return `${stamp(round.at)} ${visible(seed)}: ${what}`;
};

/** A round in which nothing happened, for who wants to see each. */
export const roundLine = (seed: string, round: Round): string =>
  `${stamp(round.at)} ${visible(seed)}: ${resultOf(round)} in ${Math.round(round.took)} ms: ${whyText(round)}`;
