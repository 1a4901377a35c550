import { visible } from '../model/clean.ts';
import type { Plan } from '../model/plan.ts';
import { type Applied, outcomeCounts, unverified } from './applied.ts';
import { isUnsent } from './counts.ts';
import { count } from './layout.ts';
import { unsentText } from './summary.ts';
import { productText } from './words.ts';

/** How many objects of the seed an apply can speak for, of how many, and why not of the others. */
const reachOf = ({ part, unseen, changes, unchanged }: Plan) => {
  const looked = part?.looked ?? changes.length + unchanged + unseen.length;
  const declared = part?.declared ?? looked;
  const waiting = unseen.filter(({ later }) => later === true).length;
  const reasons = [
    declared > looked ? `--target left out ${declared - looked}` : '',
    unseen.length > waiting ? `${unseen.length - waiting} could not be looked at` : '',
    waiting > 0 ? `${waiting} waited for this, and ${waiting === 1 ? 'takes' : 'take'} one more apply` : '',
  ];
  return { known: looked - unseen.length, declared, reasons: reasons.filter((text) => text !== '').join(', ') };
};

const isAre = (number: number): string => (number === 1 ? 'is' : 'are');

const doneText = ({ plan, outcomes, listed = [] }: Applied): string => {
  const server = productText(plan.server);
  const seed = visible(plan.seed);
  const { forgotten } = outcomeCounts(outcomes);
  const { known, declared, reasons } = reachOf(plan);
  const destroyed = plan.changes.every(({ cause }) => cause === 'destroy');
  const left = forgotten > 0 ? ', except what was left there' : '';
  if (reasons === '' && destroyed && listed.length > 0) {
    const [it, which] = listed.length === 1 ? ['it', listed[0] ?? ''] : ['them', count(listed.length, 'object')];
    const names =
      listed.length === 1 ? '' : ` (${listed.slice(0, NAMED).join(', ')}${listed.length > NAMED ? ', …' : ''})`;
    const told = `its ledger still lists ${visible(which + names)}: vaultseed ledger forget lets go of ${it}`;
    return `What ${seed} could delete is gone from ${server}${left}; ${told}.`;
  }
  if (reasons === '') {
    return destroyed
      ? `${server} holds nothing of ${seed}${left === '' ? ' any more' : left}.`
      : `${server} is as ${seed} says${exceptUnsent(plan)}.`;
  }
  const some = `${known} of the ${count(declared, 'object')} of ${seed}`;
  const state = destroyed ? `gone from ${server}${left}` : `on ${server} as declared`;
  return `${some} ${isAre(known)} ${state}: ${reasons}${destroyed ? '' : exceptUnsent(plan)}.`;
};

/** What the server holds in a hidden field that was never sent, nobody knows. */
const exceptUnsent = (plan: Plan): string =>
  isUnsent(plan) ? `, as far as can be told: ${unsentText(plan)}; apply --resend-secrets sends ${themOf(plan)}` : '';

const themOf = ({ unsent = [] }: Plan): string => (unsent.length === 1 ? 'it' : 'them');

const NAMED = 4;

const UNTOLD =
  'All of it was done, and the ledger could not be told of it: put that right, then run the same command again.';

/** The server said yes, and nobody could look: whether it is as declared is not for us to say. */
const unverifiedText = (applied: Applied): string | undefined => {
  const addresses = unverified(applied);
  if (addresses.length === 0) return undefined;
  const names = `${addresses.slice(0, NAMED).join(', ')}${addresses.length > NAMED ? ', …' : ''}`;
  const which = addresses.length === 1 ? names : `${count(addresses.length, 'object')} (${names})`;
  return `All of it was accepted, and what became of ${visible(which)} could not be checked: run the same command again to know.`;
};

/** In which state the server is left: the last line of an apply, always. */
export const stateText = (applied: Applied): string => {
  const { outcomes, interrupted } = applied;
  const { failed, not_tried } = outcomeCounts(outcomes);
  // Whatever the server holds by now, the next plan may see another state than this one would tell of.
  if (failed === 0 && not_tried === 0 && applied.untold) return UNTOLD;
  if (failed === 0 && not_tried === 0) return unverifiedText(applied) ?? doneText(applied);
  // Another run may have gone on from here: the same command again would put this one's values over its.
  const again = applied.overtaken
    ? 'Plan before anything is applied again: another run may have gone on from here.'
    : failed > 0
      ? 'Put right what failed, then run the same command again to go on from here.'
      : 'Run the same command again to go on from here.';
  const done = outcomes.length - failed - not_tried;
  if (done > 0) return `The server has part of this plan. ${applied.gone ? '' : again}`.trimEnd();
  if (failed > 0) return 'The server has nothing of this plan, except what a failed request may have left.';
  return `Nothing was changed on the server. ${interrupted && !applied.gone ? again : ''}`.trimEnd();
};
