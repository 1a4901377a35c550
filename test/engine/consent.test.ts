import { describe, expect, it } from 'vitest';
import { type Consenting, consentGuards } from '../../src/engine/guards/consent.ts';
import type { Change, Risk } from '../../src/model/plan.ts';
import { changeOf, kindOf, resourceOf } from './make.ts';

const thing = kindOf({});
const some = (count: number, action: 'delete' | 'update', more: Partial<Change> = {}): Change[] =>
  Array.from(
    { length: count },
    (_, n) => ({ ...changeOf(action, resourceOf(`thing.t${n}`, thing)), ...more }) as Change,
  );
const risky = (risk: Risk): Change[] => some(1, 'update', { risk });

const calm: Consenting = { mode: 'apply', owned: 10, declared: 5, unattended: true };

describe('consent', () => {
  it.each<{ name: string; changes: Change[]; consent?: Partial<Consenting>; says?: string[] }>([
    { name: 'nothing risky', changes: risky('access-widening') },
    { name: 'data at risk', changes: risky('data-destroying'), says: ['risk-not-allowed'] },
    { name: 'no way back', changes: risky('irreversible'), says: ['risk-not-allowed'] },
    { name: 'secrets at risk', changes: risky('secret-revealing'), says: ['risk-not-allowed'] },
    { name: 'secrets at risk, allowed', changes: risky('secret-revealing'), consent: { allow: ['secret-revealing'] } },
    { name: 'data at risk, allowed', changes: risky('data-destroying'), consent: { allow: ['data-destroying'] } },
    {
      name: 'another risk allowed',
      changes: risky('irreversible'),
      consent: { allow: ['data-destroying'] },
      says: ['risk-not-allowed'],
    },
    { name: 'somebody is asked', changes: risky('data-destroying'), consent: { unattended: false } },
    { name: 'it is a destroy', changes: risky('data-destroying'), consent: { mode: 'destroy' } },
    { name: 'half of what is owned goes', changes: some(5, 'delete') },
    { name: 'more than half goes', changes: some(6, 'delete'), says: ['too-many-deletions'] },
    { name: 'more than half goes, as said', changes: some(6, 'delete'), consent: { maxDeletions: 6 } },
    { name: 'fewer than few go', changes: some(3, 'delete'), consent: { owned: 3 } },
    { name: 'none may go', changes: some(1, 'delete'), consent: { maxDeletions: 0 }, says: ['too-many-deletions'] },
    {
      name: 'all of few go',
      changes: some(1, 'delete'),
      consent: { owned: 1, declared: 0 },
      says: ['too-many-deletions'],
    },
    {
      name: 'all of few go, and somebody is asked',
      changes: some(3, 'delete'),
      consent: { declared: 0, unattended: false },
    },
    { name: 'all of few go, as said', changes: some(3, 'delete'), consent: { declared: 0, maxDeletions: 3 } },
    {
      name: 'all of few go, more than said',
      changes: some(3, 'delete'),
      consent: { declared: 0, maxDeletions: 2 },
      says: ['too-many-deletions'],
    },
    { name: 'nothing is declared, and nothing goes', changes: [], consent: { declared: 0 } },
    {
      name: 'an empty seed is destroyed',
      changes: some(3, 'delete', { cause: 'destroy' }),
      consent: { mode: 'destroy', declared: 0 },
    },
    { name: 'a destroy takes all', changes: some(9, 'delete', { cause: 'destroy' }), consent: { mode: 'destroy' } },
  ])('$name', ({ changes, consent = {}, says = [] }) => {
    expect(consentGuards({ changes }, { ...calm, ...consent }).map(({ code }) => code)).toEqual(says);
  });

  it('names what it is about, and how to say yes', () => {
    const [one] = consentGuards({ changes: some(6, 'delete') }, calm);
    expect(one?.message).toBe(
      '6 of 10 objects have left the seed and would be deleted: thing.t0, thing.t1, thing.t2, thing.t3 and 2 more',
    );
    expect(one?.help).toContain('if it is meant: --max-deletions 6');
    const [all] = consentGuards({ changes: some(2, 'delete') }, { ...calm, owned: 2, declared: 0 });
    expect(all?.message).toBe(
      'the seed declares nothing any more, and nobody is asked: 2 of 2 objects have left the seed and would be deleted: thing.t0, thing.t1',
    );
    expect(all?.help).toContain('if all of it is to go: vaultseed destroy, or --max-deletions 2');
  });
});
