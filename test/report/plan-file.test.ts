import { describe, expect, it } from 'vitest';
import { openCatalog } from '../../src/kinds/index.ts';
import type { Kind } from '../../src/model/kind.ts';
import { Secret } from '../../src/model/secret.ts';
import {
  elsewhere,
  movedSince,
  type PlanFile,
  planFileFrom,
  planFileJson,
  planFrom,
} from '../../src/report/approved.ts';
import { planJson, planText } from '../../src/report/index.ts';
import { judge } from './judge.ts';
import { CANARY, change, changes, edit, kinds, plan, resource, wide } from './sample.ts';

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;

const parts = {
  vaultseed: '0.1.0',
  source: {
    seed: 'seeds/platform',
    variables: [{ file: 'prod.seedvars' }, { name: 'region' }],
    allow_files: [],
    targets: [],
    resend_secrets: false,
    without_secrets: false,
    allow: [],
    ledger: 'vaultseed',
  },
  made: { token: 'ci-plan', cluster: 'c-1' },
  secrets: { key: 'k-1' },
  files: [{ path: 'main.seed.hcl', mark: 'm-1' }],
  plan: planJson(plan, digest('a')),
  marks: changes.map(() => digest('1')),
} as const satisfies Omit<PlanFile, 'plan_file' | 'checksum'>;

const file = planFileJson(parts);
const text = JSON.stringify(file, null, 2);
const read = (from: string): PlanFile => {
  const found = planFileFrom(from, 'plan.json');
  if (!found.ok) throw new Error(found.diagnostics.map(({ message }) => message).join('\n'));
  return found.value;
};
const problem = (from: string): string => {
  const found = planFileFrom(from, 'plan.json');
  return found.ok ? 'none' : found.diagnostics.map(({ code, message }) => `${code}: ${message}`).join('\n');
};

describe('a plan file', () => {
  it('is as its schema says, and holds no secret', () => {
    expect(judge('plan-file', JSON.parse(text))).toEqual([]);
    expect(text).not.toContain(CANARY);
  });

  it('is read again, however it is laid out', () => {
    expect(read(text)).toEqual(JSON.parse(text));
    const turned = Object.fromEntries(Object.entries(JSON.parse(text)).reverse());
    expect(read(JSON.stringify(turned)).checksum).toBe(file.checksum);
  });

  // Every place of the document: a number, a text, a truth; members taken away and put in.
  it('shows each change that was made to it', () => {
    const places = (value: unknown, path: readonly string[]): readonly (readonly string[])[] =>
      typeof value === 'object' && value !== null
        ? [path, ...Object.entries(value).flatMap(([name, item]) => places(item, [...path, name]))]
        : [path];
    const all = places(JSON.parse(text), []).filter((path) => path.length > 0 && path[0] !== 'plan_file');
    expect(all.length).toBeGreaterThan(200);
    for (const path of all) {
      const altered = JSON.parse(text);
      const parent = path.slice(0, -1).reduce((at, name) => at[name], altered);
      parent[path.at(-1) ?? ''] = 'something else';
      expect(problem(JSON.stringify(altered)), path.join('/')).toContain('plan-tampered');
      delete parent[path.at(-1) ?? ''];
      expect(problem(JSON.stringify(altered)), path.join('/')).not.toBe('none');
    }
  });

  it.each([
    ['', 'plan-file: plan.json is not a plan file'],
    ['policy "a" {}', 'plan-file: plan.json is not a plan file'],
    ['[]', 'plan-file: plan.json is not a plan file'],
    ['{"plan_file":"1"}', 'plan-file: plan.json is not a plan file'],
    [JSON.stringify(parts.plan), 'plan-file: plan.json is not a plan file'],
    [text.slice(0, 400), 'plan-file: plan.json is a plan file that was cut short or altered: it is no whole JSON'],
    ['{"plan_file":7}', 'plan-format: plan.json has format 7, and this vaultseed reads format 1'],
    ['{"plan_file":0}', 'plan-format: plan.json has format 0, and this vaultseed reads format 1'],
  ])('is not: %.30s', (wrong, said) => expect(problem(wrong)).toBe(said));

  it('is not one whose checksum fits and whose content does not', () => {
    const { checksum: _, plan_file: __, ...rest } = { ...file, marks: ['x'] };
    expect(problem(JSON.stringify(planFileJson(rest)))).toContain(
      'plan-tampered: plan.json was not written by vaultseed',
    );
  });

  it('is shown as its plan was', () => {
    const styles = [wide, { ...wide, verbose: 1 }, { ...wide, width: 40, unicode: false }];
    for (const style of styles) {
      // The kinds of the sample are in no catalog: only what does not depend on their forms looks the same.
      const shown = planText(planFrom(read(text), openCatalog()), style).split('\n');
      for (const line of planText(plan, style).split('\n').slice(0, 1)) expect(shown).toContain(line);
      expect(shown.join('\n')).toContain('Plan: 2 to create');
    }
  });
});

describe('what a plan deletes', () => {
  const catalog = openCatalog();
  const kindBy = (id: string) => catalog.plugin(id.replace(/#.*/, ''))?.kinds.find((kind) => kind.id === id) as Kind;
  const gone = (address: string, id: string, vars: Record<string, string>) => ({
    ...change({ ...resource(address, kindBy(id)), name: vars.name ?? '', vars }, 'delete', []),
    cause: 'seed' as const,
  });
  const deleting = {
    ...plan,
    unseen: [],
    changes: [
      gone('mount.pay', 'sys/mount#mount', { name: 'payments' }),
      gone('auth.x.user.joe', 'auth/userpass#user', { mount: 'auth/staff', name: 'joe é' }),
      gone('mount.kv.secret.a', 'secrets/kv#secret', { mount: 'deep/data/kv', name: 'a/data/b' }),
      gone('endpoint["x/y"]', 'sys/endpoint#endpoint', { name: 'x/y' }),
    ],
  };
  const shownAgain = (json: PlanFile['plan']): string =>
    planText(planFrom(planFileJson({ ...parts, plan: json }), catalog), wide);

  it('is told by its path on the server, in a file as in the plan', () => {
    const lines = planText(deleting, wide)
      .split('\n')
      .filter((line) => line.startsWith('  - '));
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain('sys/mounts/payments');
    expect(
      shownAgain(planJson(deleting, digest('a')))
        .split('\n')
        .filter((line) => line.startsWith('  - ')),
    ).toEqual(lines);
  });

  it.each(['sys/mounts', '%zz{x}', '', 'sys/mounts/%'])(
    'is told where a file names a path that none has: %j',
    (path) => {
      const json = planJson(deleting, digest('a'));
      const changes = json.changes.map((one) => ({ ...one, path }));
      expect(shownAgain({ ...json, changes })).toContain('mount.pay');
    },
  );
});

const member = (before: Record<string, string>, after: Record<string, string>) =>
  change(resource('auth.x.user.a', kinds.user), 'update', [
    edit('connection_url', Secret.seal(before), Secret.seal(after), { sensitive: true }),
  ]);

describe('secret maps', () => {
  it('show which members move, in the file and again from it', () => {
    const moving = { ...plan, changes: [member({ a: '1', b: '1' }, { b: '2', c: '1' })] };
    const again = planFrom(planFileJson({ ...parts, plan: planJson(moving, digest('a')) }), openCatalog());
    const line = (shown: string): string | undefined => shown.split('\n').find((one) => one.includes('connection_url'));
    expect(line(planText(moving, wide))).toContain('~ b (sensitive), + c (sensitive), - a');
    expect(line(planText(again, wide))).toBe(line(planText(moving, wide)));
  });
});

describe('what has moved', () => {
  const now = { ...parts, ungiven: [], plan: { ...parts.plan, digest: digest('b') } };
  const told = (more: object, then: Partial<PlanFile> = {}): string =>
    movedSince({ ...file, ...then }, { ...now, ...more })
      .flatMap(({ code, message, help = [] }) => [`${code}: ${message}`, ...help])
      .join('\n');

  it('is nothing where the digest is the same', () => {
    expect(movedSince(file, { ...now, plan: parts.plan })).toEqual([]);
  });

  it('is named: new, gone, and another', () => {
    const fresh = change(resource('policy.fresh', kinds.policy), 'create', [edit('rules', undefined, 'path')]);
    const wider = planJson({ ...plan, changes: [...changes.slice(1), fresh] }, digest('b'));
    const said = told({ plan: wider, marks: [digest('2'), ...changes.slice(1).map(() => digest('1'))] });
    expect(said).toContain('plan-moved: policy.fresh was not to be touched, and would be created now');
    expect(said).toContain('plan-moved: policy.ec2-deployer was to be changed, and need not be any more');
    expect(said).toContain('auth.kubernetes.role.app would be changed in another way than was approved');
    expect(said).toContain('connection_url: another secret than was approved');
    expect(said).not.toContain(CANARY);
  });

  it('shows texts of several lines as a plan does, by the lines that differ', () => {
    const text = (...paths: string[]) => paths.map((path) => `path "${path}" {\n  rules\n}\n`).join('');
    const one = (action: 'create' | 'update', before: string | undefined, after: string) =>
      planJson(
        {
          ...plan,
          changes: [
            change(resource('policy.p', kinds.policy), action, [edit('rules', before, after, { sensitive: false })]),
          ],
        },
        digest(after),
      );
    const then = { ...file, plan: one('update', text('a'), text('a', 'b')), marks: ['1'] };
    const moved = (plan: typeof then.plan): string =>
      movedSince(then, { ...now, plan, marks: ['2'] })
        .flatMap(({ help = [] }) => help)
        .join('\n');
    expect(moved(one('update', text('x'), text('a', 'c')))).toBe(
      [
        'rules: the server had this when it was approved (-), and has that (+):',
        '  - path "a" {',
        '  + path "x" {',
        '      rules',
        'rules: this was approved (-), and it would be that (+):',
        '    }',
        '  - path "b" {',
        '  + path "c" {',
        '      rules',
        'the plan was made with --var region=…: see that the values are the same',
        'nothing was written; look at a new plan: vaultseed plan --out FILE',
      ].join('\n'),
    );
    expect(moved(one('create', undefined, text('a')))).toContain('rules:\n  + path "a" {\n  +   rules\n  + }');
  });

  it('is one thing where all of it is done already', () => {
    const done = planJson({ ...plan, changes: [] }, digest('b'));
    const said = movedSince(file, { ...now, plan: done, marks: [] });
    expect(said.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^none of the \d+ changes need be made any more: policy\.ec2-deployer, .* more$/),
    ]);
    const half = planJson({ ...plan, changes: changes.slice(2) }, digest('b'));
    const some = told({ plan: half, marks: changes.slice(2).map(() => digest('1')) });
    expect(some).toContain('2 of the changes need not be made any more: policy.ec2-deployer, ');
    expect(some).toContain('or a run of this plan that did not get to its end');
  });

  it('does not take another key for another file', () => {
    const files = [{ path: 'main.seed.hcl', mark: 'm-2' }];
    expect(told({ secrets: { key: 'k-2' }, files })).not.toContain('the seed was changed');
  });

  it.each([
    [{ secrets: {} }, {}, 'the key of the ledger cannot be read'],
    [{ secrets: { key: 'k-2' } }, {}, 'the key of the ledger is another one by now'],
    [{ files: [{ path: 'main.seed.hcl', mark: 'm-2' }] }, {}, 'the seed was changed: main.seed.hcl'],
    [{ files: [] }, {}, 'the seed was changed: main.seed.hcl (gone)'],
    [{ ungiven: ['region'] }, {}, 'the plan was made with --var region=…, which is not given now'],
    [{ vaultseed: '0.2.0' }, {}, 'vaultseed 0.1.0 made the plan, and this is 0.2.0'],
    [{}, { source: { ...parts.source, without_secrets: true } }, 'the plan was made without secrets'],
    [{}, {}, 'the plan does not mean what it did when it was approved'],
  ])('has reasons: %j', (more, then, said) => expect(told(more, then)).toContain(said));

  it('is told of twenty changes, and the rest is a number', () => {
    const many = Array.from({ length: 50 }, (_, n) => change(resource(`policy.p${n}`, kinds.policy), 'create', []));
    const said = told({ plan: planJson({ ...plan, changes: [...changes, ...many] }, digest('b')), marks: parts.marks });
    expect(said).toContain('30 further changes are not as they were approved');
  });

  it.each([
    [{}, undefined],
    [
      { address: 'https://other:8200' },
      'at https://vault.example:8200, and this is Vault 1.21.1 at https://other:8200',
    ],
    [{ product: 'openbao' }, 'and this is OpenBao 1.21.1'],
    [{ namespace: 'team' }, ', namespace team'],
    [{ clusterId: 'c-2' }, 'its address is the same, and it is another cluster'],
    [{ version: '1.21.2', token: 'other' }, undefined],
  ])('is a server when it is another: %j', (more, said) => {
    const found = elsewhere(file, { ...plan.server, clusterId: 'c-1', ...more });
    expect(found?.message ?? 'none').toContain(said ?? 'none');
  });
});
