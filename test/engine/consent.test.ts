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

const calm: Consenting = { mode: 'apply', owned: 10, unattended: true };

describe('consent', () => {
  it.each<{ name: string; changes: Change[]; consent?: Partial<Consenting>; says?: string[] }>([
    { name: 'nothing risky', changes: risky('access-widening') },
    { name: 'data at risk', changes: risky('data-destroying'), says: ['risk-not-allowed'] },
    { name: 'no way back', changes: risky('irreversible'), says: ['risk-not-allowed'] },
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
  });
});
