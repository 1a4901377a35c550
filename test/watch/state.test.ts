import { describe, expect, it } from 'vitest';
import type { Round } from '../../src/watch/index.ts';
import { advance, initial, isForOthers, type State } from '../../src/watch/index.ts';
import { looked, missed, policy } from './make.ts';

const fine = looked();
const drift = looked([policy('a')]);
const other = looked([policy('a'), policy('b')]);
const seed = looked([policy('a', 'seed')]);
const unseen = looked([], { diagnostics: [{ code: 'missing-plugin', message: 'there is no such plugin' }] });
const down = missed('server-unreachable');
const sealed = missed('server-sealed');

/** What each round in turn makes happen; what is posted stands in capitals. */
const story = (rounds: readonly Round[]): readonly string[] => {
  let state: State = initial;
  return rounds.map((round) => {
    const before = state;
    const step = advance(before, round);
    state = step.state;
    return step.happened.map((one) => (isForOthers(one, before) ? one.toUpperCase() : one)).join('+');
  });
};

describe('what happens from round to round', () => {
  it.each<[string, readonly Round[], readonly string[]]>([
    ['nothing, while all is well', [fine, fine, fine], ['', '', '']],
    ['drift comes, stays and goes', [fine, drift, drift, fine], ['', 'APPEARED', '', 'HEALED']],
    ['drift is there at the start', [drift, drift], ['APPEARED', '']],
    ['more of it', [drift, other, drift], ['APPEARED', 'CHANGED', 'CHANGED']],
    ['the same object, now for another reason', [drift, seed], ['APPEARED', 'CHANGED']],
    ['not everything can be looked at', [fine, unseen, unseen, fine], ['', 'APPEARED', '', 'HEALED']],
    ['a restart wakes nobody', [fine, down, fine], ['', 'failed', 'recovered']],
    ['a failure that lasts', [fine, down, down, down, fine], ['', 'failed', 'FAILING', '', 'RECOVERED']],
    ['it fails at the start', [down, down, fine], ['failed', 'FAILING', 'RECOVERED']],
    ['another reason', [down, down, sealed, sealed, fine], ['failed', 'FAILING', 'FAILING', '', 'RECOVERED']],
    ['healed meanwhile', [drift, down, down, fine], ['APPEARED', 'failed', 'FAILING', 'RECOVERED+HEALED']],
    ['drift that outlasts a failure', [drift, down, drift], ['APPEARED', 'failed', 'recovered']],
    ['drift that came meanwhile', [fine, down, drift], ['', 'failed', 'recovered+APPEARED']],
  ])('%s', (_, rounds, told) => {
    expect(story(rounds)).toEqual(told);
  });

  it('is remembered in a state that does not grow', () => {
    let state: State = initial;
    const sizes = Array.from({ length: 1000 }, (_, index) => {
      state = advance(state, [drift, other, down, down, sealed, fine][index % 6] ?? fine).state;
      return JSON.stringify(state).length;
    });
    expect(Math.max(...sizes.slice(500))).toBe(Math.max(...sizes.slice(0, 500)));
  });

  it('knows since when rounds fail', () => {
    const first = advance(initial, missed('server-timeout', 1000)).state;
    expect(advance(first, missed('server-timeout', 2000)).state).toMatchObject({ failures: 2, since: 1000 });
  });
});
