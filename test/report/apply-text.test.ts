import { describe, expect, it } from 'vitest';
import type { ApplyEvent, Outcome } from '../../src/model/outcome.ts';
import { appliedText, driftText, isComplete, outcomeLine, progress, progressLine } from '../../src/report/index.ts';
import { topics } from '../../src/report/topics.ts';
import { ascii, CANARY, changes, narrow, plan, source, wide } from './sample.ts';

const done = (index: number): Outcome => ({ status: 'done', change: pick(index), milliseconds: 1234, warnings: [] });
const pick = (index: number) => {
  const change = changes[index];
  if (change === undefined) throw new Error(`no change ${index}`);
  return change;
};
const failed: Outcome = {
  status: 'failed',
  change: pick(2),
  milliseconds: 80,
  diagnostics: [
    {
      code: 'vault-refused',
      message: 'the server did not accept mount.aws-us-west-2',
      at: { source, start: 0, end: 10 },
      help: ['POST sys/mounts/aws-us-west-2: 400 plugin not found'],
    },
  ],
};
const skipped: Outcome = { status: 'not-tried', change: pick(3), because: 'mount.aws-us-west-2' };

describe('the ending of an apply', () => {
  it('says what failed, what was not tried because of it, and the state of the server', async () => {
    const text = appliedText({ plan, outcomes: [done(0), failed, skipped], interrupted: false }, wide);
    await expect(`${text}\n`).toMatchFileSnapshot('golden/applied.txt');
  });

  it.each<[string, readonly Outcome[], boolean, string]>([
    ['all done', [done(0)], false, 'Applied: 1 changed.\n47 of the 48 objects of platform are on Vault 1.21.1'],
    [
      'interrupted',
      [done(0), { status: 'not-tried', change: pick(1) }],
      true,
      'Interrupted: 1 change was not started.',
    ],
    ['nothing done', [failed], false, 'nothing of this plan'],
    ['nothing begun', [{ status: 'not-tried', change: pick(1) }], true, 'Nothing was changed on the server.'],
  ])('%s', (_, outcomes, interrupted, expected) => {
    expect(appliedText({ plan, outcomes, interrupted }, wide)).toContain(expected);
  });

  it('claims nothing of what could not be looked at after it was written', () => {
    const warnings = [{ code: 'cannot-verify', message: 'x' }] as const;
    const unverified: Outcome = { status: 'done', change: pick(0), milliseconds: 1, warnings };
    const applied = { plan: { ...plan, unseen: [] }, outcomes: [unverified, done(1)], interrupted: false };
    const text = appliedText(applied, { ...wide, width: 200 });
    expect(text).toContain(`what became of ${pick(0).address} could not be checked`);
    expect(text).not.toMatch(/says|as declared/);
    expect(isComplete(applied)).toBe(false);
    expect(isComplete({ ...applied, outcomes: [done(0), done(1)] })).toBe(true);
  });

  it('names the failure at the root for what was not tried far down', () => {
    const far: Outcome = { status: 'not-tried', change: pick(4), because: 'mount.aws-us-west-2.role.ec2' };
    const text = appliedText({ plan, outcomes: [failed, skipped, far], interrupted: false }, { ...wide, width: 200 });
    expect(text).toContain('not tried because of it: mount.aws-us-west-2.role.ec2, mount["team/kv"]');
  });
});

const told = (live: boolean, events: readonly ApplyEvent[], style = wide): string => {
  let text = '';
  let clock = 0;
  const shown = progress({ style, live, total: 46, now: () => clock, write: (more) => (text += more) });
  for (const event of events) {
    shown.handle(event);
    clock += 40_000;
    shown.tick();
  }
  shown.close();
  return text;
};

describe('the last sentence', () => {
  const seen = { ...plan, unseen: [] };
  const destroy = { ...seen, changes: changes.slice(5) };
  const gone: Outcome = { status: 'done', change: pick(5), milliseconds: 0, warnings: [], with: 'mount.old' };

  it.each<[string, typeof plan, Outcome, string]>([
    ['everything', seen, done(0), 'Vault 1.21.1 is as platform says.'],
    ['a target', { ...seen, part: { looked: 2, declared: 7 } }, done(0), '2 of the 7 objects of platform are on'],
    ['a target', { ...seen, part: { looked: 2, declared: 7 } }, done(0), '--target left out 5.'],
    ['unseen', plan, done(0), '1 could not be looked at.'],
    ['destroyed', destroy, gone, 'Vault 1.21.1 holds nothing of platform any more.'],
    [
      'a target destroyed',
      { ...destroy, part: { looked: 1, declared: 7 } },
      gone,
      '1 of the 7 objects of platform is gone',
    ],
  ])('claims no more than was looked at: %s', (_, one, outcome, expected) => {
    const text = appliedText({ plan: one, outcomes: [outcome], interrupted: false }, { ...wide, width: 200 });
    expect(text).toContain(expected);
  });

  it.each([
    [['mount.kv'], 'its ledger still lists mount.kv: vaultseed ledger forget lets go of it.'],
    [
      ['a', 'b', 'c', 'd', 'e'],
      'its ledger still lists 5 objects (a, b, c, d, …): vaultseed ledger forget lets go of them.',
    ],
  ])('tells what a ledger lists after all was destroyed: %s', (listed, expected) => {
    const applied = { plan: destroy, outcomes: [gone], interrupted: false, listed };
    const text = appliedText(applied, { ...wide, width: 200 });
    expect(text).toContain(`What platform could delete is gone from Vault 1.21.1; ${expected}`);
    expect(text).not.toContain('holds nothing');
  });

  it('claims nothing where the ledger does not know of it', () => {
    const applied = { plan: seen, outcomes: [done(0)], interrupted: false, untold: true };
    const text = appliedText(applied, { ...wide, width: 200 });
    expect(text).toContain('the ledger could not be told of it');
    expect(text).not.toContain('is as platform says');
  });

  it('does not tell to run it again where another run may have done more', () => {
    const applied = { plan, outcomes: [done(0), failed], interrupted: false, overtaken: true };
    const text = appliedText(applied, { ...wide, width: 200 });
    expect(text).toContain('The server has part of this plan. Plan before anything is applied again');
    expect(text).not.toContain('run the same command');
  });

  it('does not tell to go on where the server goes', () => {
    const applied = { plan, outcomes: [done(0), failed], interrupted: false };
    expect(appliedText(applied, wide)).toContain('Put right what failed');
    expect(appliedText({ ...applied, gone: true }, wide)).not.toContain('again');
  });

  it('gives no time to what went with something else', () => {
    expect(outcomeLine(gone, wide)).toMatch(/^ {2}- mount\.old +went with mount\.old$/);
  });
});

describe('progress', () => {
  const events: readonly ApplyEvent[] = [
    { type: 'started', change: pick(2) },
    { type: 'finished', outcome: done(2) },
    { type: 'finished', outcome: skipped },
  ];

  it('is one plain line a change where nothing can be drawn over, and breaks a long silence', () => {
    expect(told(false, events).split('\n')).toEqual([
      '  waiting for mount.aws-us-west-2, 40 s so far (0/46 done)',
      `  + ${'mount.aws-us-west-2'.padEnd(44)}  created in 1.2 s`,
      `    ${'mount.aws-us-west-2.role.ec2'.padEnd(44)}  not tried`,
      '',
    ]);
  });

  it('keeps one live line on a terminal and takes it away at the end', () => {
    const text = told(true, events);
    expect(text).toContain('░░░░░░░░░░░░░░░░░░░░ 0/46  mount.aws-us-west-2 40 s');
    expect(text.endsWith('\r\u001b[2K')).toBe(true);
  });

  it.each([wide, narrow, ascii])('fits $width columns', (style) => {
    const longest = { address: `mount.${'x'.repeat(200)}`, milliseconds: 200_000 };
    expect(progressLine({ done: 12, total: 46, longest }, style).length).toBeLessThanOrEqual(style.width);
  });
});

describe('drift', () => {
  it('reads from what is declared to what is there', async () => {
    const drifted = { ...plan, changes: changes.slice(0, 3), unseen: [] };
    await expect(`${driftText(drifted, wide)}\n`).toMatchFileSnapshot('golden/drift.txt');
    expect(driftText(drifted, wide)).not.toContain(CANARY);
  });

  it('does not say who moved, nor that an apply helps, without the key of the ledger', () => {
    const diagnostics = [{ code: 'ledger-key-lost', message: 'gone' }] as const;
    const text = driftText({ ...plan, changes: changes.slice(0, 1), diagnostics }, { ...wide, width: 400 });
    expect(text).toContain('which side has changed cannot be told without the key of the ledger.');
    expect(text).not.toContain('brings it back');
  });

  it('says nothing of a side that explain does not tell of', () => {
    const [first, , third] = changes;
    if (first === undefined || third === undefined) throw new Error('no change');
    const told = [{ ...first, cause: 'seed' } as const, { ...first, cause: 'both' } as const, third];
    for (const change of told) {
      const text = driftText({ ...plan, changes: [change], unseen: [] }, { ...wide, width: 200 });
      const [, remark = 'none'] = /^ {2}[~-] \S+ {2,}(?<remark>.+)$/m.exec(text) ?? [];
      for (const part of remark.split(' · ')) expect(topics.drift?.text).toContain(part);
    }
  });

  it('is one line when there is none', () => {
    const quiet = { ...plan, changes: [], unseen: [], unchanged: 46, hidden: [] };
    expect(driftText(quiet, wide)).toBe('No drift. 46 objects on Vault 1.21.1 are as platform declares.');
  });
});
