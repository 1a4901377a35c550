import { Fault } from '../model/fault.ts';
import type { Holder } from './lock-document.ts';

/*
 * Why a run has its lock no longer.
 */

/** @param silence milliseconds since the server was asked for it in vain. */
export const lapsed = (seed: string, silence: number | undefined): Fault => {
  const why = silence === undefined ? '' : `: the server has not answered for ${Math.round(silence / 1000)} s`;
  return new Fault('lock-lost', `the lock on ${seed} could not be renewed in time${why}`, {
    help: ['nothing more was written; somebody else may work on it by now: see that first, then plan again'],
  });
};

export const givenBack = (seed: string): Fault => new Fault('lock-lost', `the lock on ${seed} was given back`);

export const taken = (seed: string, { name, since: at }: Holder): Fault =>
  new Fault('lock-lost', `the lock on ${seed} was taken by ${name}, at ${at}`, {
    help: ['nothing more was written; see what the other one does (vaultseed unlock frees it again), then plan again'],
  });
