import { describe, expect, it } from 'vitest';
import type { Plain } from '../../src/model/data.ts';
import type { Unseen } from '../../src/model/plan.ts';
import { Secret } from '../../src/model/secret.ts';
import { planText, type Style } from '../../src/report/index.ts';
import { ascii, CANARY, change, edit, kinds, narrow, plan, resource, wide } from './sample.ts';

const quiet = { ...plan, changes: [], unseen: [], unchanged: 46 };

describe('the plan people read', () => {
  it.each<[string, Style]>([
    ['plan', wide],
    ['plan-narrow', narrow],
    ['plan-ascii', ascii],
    ['plan-verbose', { ...wide, verbose: 1 }],
  ])('%s', async (name, style) => {
    await expect(`${planText(plan, style)}\n`).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  it('says what an object is called on the server, where its address does not', () => {
    const one = resource('mount.store["eu"]', kinds.mount);
    const named = { ...plan, changes: [{ ...change(one, 'create', []), resource: { ...one, name: 'store-eu' } }] };
    expect(planText(named, wide)).toContain('+ mount.store["eu"]                   path store-eu');
  });

  it('is one line when there is nothing to do', () => {
    expect(planText(quiet, { ...wide, width: 140 })).toBe(
      'No changes. 46 objects on Vault 1.21.1 are as declared (1 write-only field cannot be compared; apply --resend-secrets sends it).',
    );
  });

  it('names with -v what cannot be compared', () => {
    expect(planText(quiet, { ...wide, verbose: 1 })).toContain('  mount.db.config.main  password');
  });

  it('says the same with colours as without', () => {
    const colored = planText(plan, { ...wide, color: true });
    expect(colored).not.toBe(planText(plan, wide));
    expect(colored.replace(/\u001b\[[0-9;]*m/g, '')).toBe(planText(plan, wide));
  });

  it('keeps to ASCII where nothing else can be shown', () => {
    expect(planText(plan, ascii)).toMatch(/^[\n\u0020-\u007e]*$/);
  });

  it('shows no secret, however much is asked for', () => {
    expect(planText(plan, { ...wide, verbose: 3 })).not.toContain(CANARY);
  });
});

describe('a plan about to be approved', () => {
  const rules = Array.from({ length: 30 }, (_, at) => `path "a/${at}" {}`).join('\n');
  const long = {
    ...plan,
    changes: [change(resource('policy.long', kinds.policy), 'create', [edit('rules', undefined, rules)])],
  };

  it('hides nothing of a policy', () => {
    expect(planText(long, wide)).toContain('(-v shows them)');
    const whole = planText(long, { ...wide, whole: true });
    expect(whole).toContain('a/29');
    expect(whole).not.toContain('-v');
  });

  it('ends with what is dangerous', () => {
    expect(planText(plan, wide).split('\n').at(-1)).toBe(
      'Careful: 2 changes destroy data: mount["team/kv"], mount.old.',
    );
  });
});

describe('what could not be looked at', () => {
  const denied = (address: string, kind: keyof typeof kinds, parent?: string): Unseen => ({
    address,
    resource: resource(address, kinds[kind], parent),
    why: '403 permission denied',
  });
  const some = { ...plan, changes: [], unseen: [denied('auth.a', 'login'), denied('auth.a.user.b', 'user', 'auth.a')] };

  it('is counted where it lives, with the policy that is missing', () => {
    expect(
      planText(some, { ...wide, width: 150 })
        .split('\n')
        .slice(1),
    ).toEqual([
      '',
      '  ? auth.a                              the token may not read it, nor 1 object in it',
      '',
      'To look at everything the token needs a policy with:',
      '  path "sys/auth/a" { capabilities = ["read"] }',
      '  path "some/users/b" { capabilities = ["read"] }',
      '',
      expect.stringMatching(/^Plan: 0 to create/),
      'Careful: 2 objects could not be looked at, so nothing is planned for them.',
    ]);
  });

  it('is a number where it is much', () => {
    const many = Array.from({ length: 30 }, (_, at) => denied(`policy.p${at}`, 'policy'));
    const text = planText({ ...plan, changes: [], unseen: many }, wide);
    expect(text).toContain('… 20 more (-v lists them)');
    expect(planText({ ...plan, changes: [], unseen: many }, { ...wide, verbose: 1 })).toContain('policy.p29');
  });
});

describe('a secret map', () => {
  const shown = (before: Plain | undefined, after: Plain): string => {
    const old = before === undefined ? undefined : Secret.seal(before);
    const edits = [edit('connection_url', old, Secret.seal(after), { sensitive: true })];
    return planText({ ...plan, changes: [change(resource('a.b', kinds.user), 'update', edits)] }, wide);
  };

  it.each<[Plain | undefined, Plain, string]>([
    [undefined, { b: CANARY, a: 1 }, 'connection_url  a (sensitive), b (sensitive)'],
    [{ a: 1, b: CANARY, c: 2 }, { a: 1, b: 'x', d: CANARY }, '~ b (sensitive), + d (sensitive), - c'],
    [CANARY, { a: 1 }, '(sensitive) changes'],
  ])('shows which of its members move: %#', (before, after, expected) => {
    expect(shown(before, after)).toContain(expected);
    expect(shown(before, after)).not.toContain(CANARY);
  });

  it('that is secret as a whole shows no names', () => {
    const edits = [
      edit('connection_url', undefined, new Secret({ [CANARY]: 1 }), { sensitive: true }),
      edit('password', Secret.seal({ a: 1 }), new Secret({ [CANARY]: 1 }), { sensitive: true }),
      edit('username', new Secret({ [CANARY]: 1 }), Secret.seal({ a: 1 }), { sensitive: true }),
    ];
    const text = planText({ ...plan, changes: [change(resource('a.b', kinds.user), 'update', edits)] }, wide);
    expect(text).toContain('(sensitive) changes');
    expect(text).not.toContain(CANARY);
  });
});
