import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/model/plan.ts';
import { type Findings, findingsOf, foundText } from '../../src/watch/index.ts';
import { change, kinds, resource } from '../report/sample.ts';
import { planOf, policy } from './make.ts';

const found = (...changes: readonly Change[]): Findings => findingsOf(planOf(changes), 'sha256:1');
const mount = resource('mount.a', kinds.mount);
const role = resource('mount.a.role.b', kinds.role, 'mount.a');
const remade = (cause: Change['cause']): Change => ({
  ...{ address: mount.address, resource: mount, action: 'replace', cause, because: ['type'] },
  ...{ risk: 'safe', edits: [], remarks: [] },
});

describe('which side has moved', () => {
  it.each<[string, Change, string]>([
    ['the server, by drift', policy('a', 'drift'), 'server'],
    ['the server, where nothing remembers', policy('a', 'differs'), 'server'],
    ['both', policy('a', 'both'), 'both'],
    ['the seed', policy('a', 'seed'), 'seed'],
    ['the seed, which lost it', change(mount, 'delete', [], { cause: 'drift' }), 'seed'],
    ['the seed, which does not own it yet', change(mount, 'adopt', [], { cause: 'drift' }), 'seed'],
    ['nobody: a run ended early, and an apply ends it', policy('a', 'unfinished'), 'seed'],
  ])('%s', (_, one, side) => {
    expect(found(one).list).toEqual([{ address: one.address, action: one.action, side }]);
  });

  it.each([
    ['drift', 'server'],
    ['seed', 'seed'],
  ] as const)('is, of what is made anew with its mount, the side of the mount: %s', (cause, side) => {
    const inside = change(role, 'create', [], { cause: 'dependency' });
    expect(found(remade(cause), inside).list.map((one) => one.side)).toEqual([side, side]);
  });
});

describe('a mark', () => {
  const mark = (...changes: readonly Change[]): string => found(...changes).mark;

  it('is the same for the same', () => expect(mark(policy('a'))).toBe(mark(policy('a'))));
  it('is another for another side', () => expect(mark(policy('a', 'seed'))).not.toBe(mark(policy('a'))));
  it('is "fine" when there is nothing', () => expect(mark()).toBe('fine'));
  it('is another when something could not be looked at', () => {
    const unseen = [{ address: mount.address, resource: mount, why: 'forbidden' }];
    const findings = findingsOf(planOf([], { unseen }), 'sha256:1');
    expect(findings).toMatchObject({ complete: false, unseen: 1 });
    expect(findings.mark).not.toBe('fine');
  });
});

it('are not all well while a field was never sent, and have looked at everything all the same', () => {
  const unsent = [{ address: mount.address, field: 'password' }];
  const findings = findingsOf(planOf([], { unsent }), 'sha256:1');
  expect(findings).toMatchObject({ looked: true, complete: false, unsent: 1 });
  expect(findings.mark).not.toBe('fine');
  expect(findings.mark).not.toBe(findingsOf(planOf([], { unsent: [...unsent, ...unsent] }), 'sha256:1').mark);
  expect(foundText(findings)).toBe('1 write-only field never sent: apply --resend-secrets sends it');
});

it.each<[Findings, string]>([
  [found(), '7 objects are as declared'],
  [found(policy('a')), '1 changed on the server: policy.a'],
  [
    found(policy('a'), policy('b', 'seed'), policy('c', 'both'), policy('d'), policy('e')),
    '3 changed on the server, 1 not applied yet, 1 changed on both sides: policy.a, policy.b, policy.c and 2 more',
  ],
  // Which side has changed nobody can tell.
  [
    findingsOf(planOf([policy('a')], { diagnostics: [{ code: 'ledger-key-lost', message: 'gone' }] }), ''),
    '1 not as declared: policy.a',
  ],
  [
    findingsOf(planOf([], { unseen: [{ address: 'mount.a', resource: mount, why: 'forbidden' }] }), ''),
    '1 could not be looked at',
  ],
])('a look in words: %#', (findings, text) => {
  expect(foundText(findings)).toBe(text);
});
