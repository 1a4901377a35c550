import { describe, expect, test } from 'vitest';
import { assess } from '../../src/engine/plan/risk.ts';
import type { Data } from '../../src/model/data.ts';
import { Pending } from '../../src/model/data.ts';
import { kindOf, resourceOf } from './make.ts';

const rules = (path: string, ...capabilities: string[]) =>
  `path "${path}" {\n  capabilities = ${JSON.stringify(capabilities)}\n}\n`;

const policy = kindOf({
  properties: { rules: { type: 'string', compare: 'hcl-policy' } },
  risk: { delete: 'access-narrowing' },
});
const role = kindOf({
  properties: {
    token_policies: { type: 'array', items: { type: 'string' }, compare: 'set', refers: 'policy' },
    ttl: { type: 'string' },
  },
  risk: { update: 'login-affecting' },
});

const judge = (kind: typeof policy, field: string, before: Data | undefined, after: Data) =>
  assess(resourceOf('thing.a', kind), before === undefined ? 'create' : 'update', [
    { field, change: before === undefined ? 'add' : 'change', before, after, sensitive: false },
  ]);

describe('a policy', () => {
  const cases: { name: string; before: string | undefined; after: Data; risk: string; remarks?: string[] }[] = [
    { name: 'that is new widens access', before: undefined, after: rules('a', 'read'), risk: 'access-widening' },
    {
      name: 'that may more widens access',
      before: rules('a', 'read'),
      after: rules('a', 'read', 'update'),
      risk: 'access-widening',
    },
    {
      name: 'that may less narrows access',
      before: rules('a', 'read', 'update'),
      after: rules('a', 'read'),
      risk: 'access-narrowing',
    },
    {
      name: 'that trades one right for another is judged by what it gains',
      before: rules('a', 'read'),
      after: rules('b', 'read'),
      risk: 'access-widening',
      remarks: ['narrows access'],
    },
    {
      name: 'that denies no longer widens access',
      before: rules('a', 'deny'),
      after: rules('b', 'deny'),
      risk: 'access-widening',
      remarks: ['narrows access'],
    },
    {
      name: 'that may do everything, and then one thing, narrows access',
      before: rules('*', 'create', 'read', 'update', 'delete', 'list', 'sudo'),
      after: rules('secret/x', 'read'),
      risk: 'access-narrowing',
    },
    {
      name: 'that is told of some of what it might before narrows access',
      before: rules('a/*', 'read', 'update', 'sudo'),
      after: rules('a/+/c', 'sudo') + rules('a/b/*', 'read'),
      risk: 'access-narrowing',
    },
    {
      name: 'that loses what stood in the way of a wider right widens access',
      before: rules('a/*', 'read', 'update') + rules('a/b', 'read'),
      after: rules('a/*', 'read', 'update'),
      risk: 'access-widening',
    },
    {
      name: 'that names a place of a wider right, and gives less there, narrows access',
      before: rules('a/*', 'read', 'update'),
      after: rules('a/*', 'read', 'update') + rules('a/b', 'read'),
      risk: 'access-narrowing',
    },
    {
      name: 'that says the same in more words is safe',
      before: rules('a/*', 'read'),
      after: rules('a/*', 'read') + rules('a/b', 'read') + rules('a/+/c', 'read'),
      risk: 'safe',
    },
    {
      name: 'that has a condition more narrows access',
      before: 'path "a" { capabilities = ["update"] }',
      after: 'path "a" {\n capabilities = ["update"]\n required_parameters = ["x"]\n}',
      risk: 'access-narrowing',
    },
    {
      name: 'that has other conditions may do either',
      before: 'path "a" {\n capabilities = ["update"]\n allowed_parameters = { "x" = [] }\n}',
      after: 'path "a" {\n capabilities = ["update"]\n allowed_parameters = { "y" = [] }\n}',
      risk: 'access-widening',
      remarks: ['narrows access'],
    },
    {
      name: 'that denies more narrows access',
      before: rules('a', 'read'),
      after: rules('a', 'deny'),
      risk: 'access-narrowing',
    },
    {
      name: 'that is only written in another way is safe',
      before: rules('a', 'read', 'list'),
      after: rules('a', 'list', 'read'),
      risk: 'safe',
    },
    {
      name: 'that nobody understands may do anything',
      before: rules('a', 'read'),
      after: 'path {',
      risk: 'access-widening',
    },
    {
      name: 'that is not known yet may do anything',
      before: rules('a', 'read'),
      after: new Pending(),
      risk: 'access-widening',
    },
    {
      name: 'that gives everything says so',
      before: rules('a', 'read'),
      after: rules('*', 'read', 'sudo'),
      risk: 'access-widening',
      remarks: ['grants rights on every path', 'grants sudo on *'],
    },
  ];
  for (const { name, before, after, risk, remarks = [] } of cases) {
    test(name, () => expect(judge(policy, 'rules', before, after)).toEqual({ risk, remarks }));
  }
});

describe('a role', () => {
  test('that gets a further policy widens access, though its kind only says that logins are affected', () => {
    expect(judge(role, 'token_policies', ['a'], ['a', 'b']).risk).toBe('access-widening');
  });
  test('that gets root says so', () => {
    expect(judge(role, 'token_policies', ['a'], ['a', 'root']).remarks).toEqual(['gives the policy root: everything']);
  });
  test('that loses a policy, or changes otherwise, affects logins', () => {
    expect(judge(role, 'token_policies', ['a', 'b'], ['a']).risk).toBe('login-affecting');
    expect(judge(role, 'ttl', '1h', '2h').risk).toBe('login-affecting');
  });
});

describe('an end of a policy', () => {
  const ending = kindOf({
    properties: {
      expiration: { type: 'string', ends: true },
      ttl: { type: 'string', ends: true, at: { read: null } },
    },
  });
  const [soon, late] = ['2030-01-01T00:00:00Z', '2040-01-01T00:00:00Z'];

  test.each<[string, Data | undefined, Data, string, readonly string[]]>([
    ['expiration', undefined, soon, 'access-narrowing', []],
    ['expiration', late, soon, 'access-narrowing', []],
    ['expiration', soon, late, 'access-widening', []],
    ['expiration', soon, null, 'access-widening', []],
    ['expiration', soon, new Pending(), 'access-widening', ['narrows access']],
    ['ttl', undefined, '8s', 'access-widening', ['narrows access']],
  ])('%s: %j → %j: %s', (field, before, after, risk, remarks) => {
    const edit = { field, change: 'change', before, after, sensitive: false } as const;
    expect(assess(resourceOf('thing.a', ending), 'update', [edit])).toEqual({ risk, remarks });
  });
});

test('what is lost with an object is said of its deletion alone', () => {
  const device = kindOf({ riskAt: [{ on: 'delete', risk: 'irreversible', text: 'nobody writes it down any more' }] });
  const risked = (operation: 'create' | 'update' | 'delete') => assess(resourceOf('thing.a', device), operation, []);
  expect(risked('delete')).toEqual({ risk: 'irreversible', remarks: ['nobody writes it down any more'] });
  expect([risked('create').risk, risked('update').risk]).toEqual(['safe', 'safe']);
});
