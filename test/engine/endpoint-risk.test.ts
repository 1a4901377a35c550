import { describe, expect, it } from 'vitest';
import { verifyWritten } from '../../src/engine/apply/verify.ts';
import { entriesBySpot } from '../../src/engine/live/server-paths.ts';
import { assess } from '../../src/engine/plan/risk.ts';
import { openCatalog } from '../../src/kinds/index.ts';
import { type Data, type Fields, Pending } from '../../src/model/data.ts';
import type { Kind } from '../../src/model/kind.ts';
import type { Entry } from '../../src/model/ledger.ts';
import { Secret } from '../../src/model/secret.ts';
import { resourceOf } from './make.ts';

const catalog = openCatalog();
const endpoint = catalog.top('endpoint') as Kind;
const at = (path: string, data: Data = {}) =>
  resourceOf(`endpoint["${path}"]`, endpoint, { name: path, vars: { name: path }, fields: { data } });
const adding = (after: Data) => ({ field: 'data', change: 'add', after, sensitive: false }) as const;

describe('what an endpoint risks', () => {
  it.each([
    ['sys/config/cors', 'create', 'access-widening'],
    ['sys/config/ui/headers/x', 'create', 'safe'],
    ['pki/config/acme', 'update', 'access-widening'],
    ['sys/workflows/manage/a', 'update', 'access-widening'],
    ['sys/external-keys/configs/a', 'update', 'secret-revealing'],
    ['sys/managed-keys/pkcs11/a', 'create', 'secret-revealing'],
    ['pki/roles/web', 'create', 'safe'],
    ['pki/roles/web', 'update', 'safe'],
    ['pki/roles/web', 'delete', 'data-destroying'],
    ['auth/ldap/config', 'create', 'login-affecting'],
    ['identity/group/name/a', 'update', 'login-affecting'],
    ['team/identity/group/name/a', 'update', 'login-affecting'],
    ['identity/group/name/a', 'delete', 'data-destroying'],
    ['sys/policies/egp/a', 'create', 'access-widening'],
    ['sys/quotas/rate-limit/all', 'create', 'login-affecting'],
    ['sys/quotas/config', 'update', 'login-affecting'],
    ['pki/config/auto-tidy', 'update', 'data-destroying'],
    ['team/sys/quotas/lease-count/all', 'update', 'login-affecting'],
  ] as const)('%s, %s: %s', (path, operation, risk) => {
    expect(assess(at(path), operation, []).risk).toBe(risk);
  });

  it('is more where it gives policies', () => {
    expect(assess(at('kv/x'), 'create', [adding({ policies: ['a'] })]).risk).toBe('access-widening');
    expect(assess(at('kv/x'), 'create', [adding({ allowed_policies: 'root' })]).remarks).toEqual([
      'gives the policy root: everything',
    ]);
    const { risk } = assess(at('kv/x'), 'update', [
      { ...adding({ policies: [] }), before: { policies: ['a'] }, change: 'change' },
    ]);
    expect(risk).toBe('access-narrowing');
  });
});

describe('what is given away', () => {
  const gives = (plugin: string, name: string, [field, before, after]: readonly [string, Data | undefined, Data]) => {
    const kind = catalog.plugin(plugin)?.kinds.find(({ block }) => block === name) as Kind;
    return assess({ kind, vars: {} }, 'update', [{ field, change: 'change', before, after, sensitive: false }]);
  };

  it.each<[Data | undefined, Data, string]>([
    [['a'], ['a', 'b'], 'secret-revealing'],
    [[], new Pending(), 'secret-revealing'],
    [['a', 'b'], ['a'], 'safe'],
  ])('keys in clear in the audit log, %j → %j: %s', (before, after, risk) => {
    expect(gives('sys/mount', 'mount', ['audit_non_hmac_response_keys', before, after]).risk).toBe(risk);
  });

  it('a key that can be exported, which no server takes back', () => {
    const found = (after: Data) => gives('secrets/transit', 'key', ['exportable', false, after]);
    expect(found(true)).toMatchObject({ risk: 'secret-revealing', also: ['irreversible'] });
    expect(found(new Pending())).toMatchObject({ risk: 'secret-revealing', also: ['irreversible'] });
    expect(found(false).risk).toBe('safe');
  });

  it('policies beside what is compared, or under a mask', () => {
    const edit = { field: 'data', change: 'add', after: { a: 1 }, sensitive: false } as const;
    const group = (fields: Fields) => ({ ...at('identity/group/name/g'), fields: { data: { a: 1 }, ...fields } });
    for (const map of [{ policies: ['x'] }, new Secret({ policies: ['x'] }, true), new Secret({ policies: ['x'] })])
      expect(assess(group({ write_only: map }), 'update', [edit]).risk).toMatch(/access-widening|secret-revealing/);
    expect(assess(group({ write_only: { b: 1 } }), 'update', [edit]).risk).toBe('login-affecting');
  });

  it('policies that nobody knows yet', () => {
    const edit = { field: 'data', change: 'add', after: new Pending(), sensitive: false } as const;
    expect(assess(at('auth/x/role/y'), 'create', [edit]).risk).toBe('access-widening');
  });
});

describe('keeping fewer versions', () => {
  const config = catalog.plugin('secrets/kv')?.kinds[0] as Kind;
  const risk = (before: Data | undefined, after: Data, operation: 'create' | 'update' = 'update') =>
    assess({ kind: config, vars: {} }, operation, [
      { field: 'max_versions', change: 'change', before, after, sensitive: false },
    ]).risk;

  it.each<[Data | undefined, Data, string]>([
    [12, 3, 'data-destroying'],
    [0, 9, 'data-destroying'],
    [undefined, 1, 'data-destroying'],
    [12, new Pending(), 'data-destroying'],
    [12, new Secret(1), 'data-destroying'],
    [12, '1', 'data-destroying'],
    [12, true, 'data-destroying'],
    [3, '12', 'safe'],
    [12, 0, 'data-destroying'],
    [3, 12, 'safe'],
    [0, 10, 'safe'],
    [3, 0, 'data-destroying'],
    [9, null, 'data-destroying'],
    [10, 4294967297, 'data-destroying'],
    [10, '4294967297', 'data-destroying'],
    [10, '010', 'data-destroying'],
    [undefined, 0, 'safe'],
  ])('%j → %j: %s', (before, after, expected) => {
    expect(risk(before, after)).toBe(expected);
  });

  it('risks nothing where nothing is yet', () => {
    expect(risk(undefined, 1, 'create')).toBe('safe');
  });
});

describe('what other seeds remember at the place of an endpoint', () => {
  const kindById = (id: string) => catalog.plugin(id.replace(/#.*$/, ''))?.kinds.find((kind) => kind.id === id);
  const entry = (kind: string, path: string, vars: Entry['vars'], namespace = ''): Entry => ({
    key: `${namespace} ${kind} ${path}`,
    address: path,
    kind,
    namespace,
    name: vars.name ?? '',
    vars,
    dependsOn: [],
    lifecycle: { preventDestroy: false, onDestroy: 'delete' },
    keep: {},
    echoes: {},
    written: '',
    by: '',
  });
  const user = catalog.plugin('auth/userpass')?.kinds[0]?.id ?? '';
  const secret = catalog.plugin('secrets/kv')?.kinds.find(({ path }) => path === '{mount}/data/{name}')?.id ?? '';
  const find = entriesBySpot(
    [
      entry('sys/policy#policy', 'sys/policies/acl/a', { name: 'a' }),
      entry('sys/mount#mount', 'sys/mounts/m', { name: 'm' }),
      entry(user, 'auth/people/users/joe', { mount: 'auth/people', name: 'joe' }),
      entry(secret, 'kv/data/a', { mount: 'kv', name: 'a' }, 'team'),
      entry('sys/endpoint#endpoint', 'people/users/x', { name: 'people/users/x' }),
    ],
    kindById,
  );

  it.each([
    ['sys/policies/acl/a', 'sys/policies/acl/a'],
    ['sys/policy/A', 'sys/policies/acl/a'],
    ['sys/mounts/m/tune', 'sys/mounts/m'],
    ['auth/people/users/JOE', 'auth/people/users/joe'],
    ['auth/people/users/joe/password', 'auth/people/users/joe'],
    ['auth/people/users/joe/what/ever', 'auth/people/users/joe'],
    ['team/kv/metadata/a', 'kv/data/a'],
    ['team/kv/data/a/b', undefined],
    ['kv/data/a', undefined],
    ['auth/people/users', undefined],
    ['auth/people/users/joey', undefined],
    ['m/anything', undefined],
  ])('%s: %s', (path, address) => {
    expect(find(at(path))?.address).toBe(address);
  });

  it('finds what is written by its path for what has a kind', () => {
    const kind = kindById(user) as Kind;
    expect(find(resourceOf('x', kind, { vars: { mount: 'people', name: 'x' } }))?.address).toBe('people/users/x');
    expect(find(resourceOf('y', kind, { vars: { mount: 'people', name: 'y' } }))).toBeUndefined();
  });
});

describe('what a server did not take of an endpoint', () => {
  const judged = (data: Data, before: Data | undefined, now: Data) =>
    verifyWritten({
      resource: at('x', data),
      sent: ['data'],
      before: before === undefined ? {} : { data: before },
      now: { state: 'present', fields: { data: now } },
      unfinished: new Set(),
    }).map(({ code, message, help }) => ({ code, said: `${message} ${help?.join(' ')}` }));

  it('is named, not what the server shows for it', () => {
    const found = judged(
      { a: 1, b: ['x', 'y'], c: 'C' },
      { a: 1, b: ['y', 'x'], c: 'd' },
      { a: 1, b: ['y', 'x'], c: 'c' },
    );
    expect(found).toEqual([
      {
        code: 'write-ignored',
        said: expect.stringMatching(/did not take b of data.*shows another value for b/),
      },
      { code: 'write-respelt', said: expect.stringMatching(/took c of data.*shows another value for c/) },
    ]);
  });

  it('is told from what a read does not show', () => {
    expect(judged({ a: 1 }, undefined, {})).toEqual([
      { code: 'write-ignored', said: expect.stringMatching(/a read does not show a: .* belongs into write_only/) },
    ]);
  });

  it('shows nothing of what is or may be secret', () => {
    const found = judged({ a: 'x', key: new Secret('canary') }, { a: 'z', key: 'q' }, { a: 'canary', key: 'q' });
    expect(found).toMatchObject([{ code: 'write-respelt' }, { code: 'write-ignored' }]);
    expect(JSON.stringify(found)).not.toContain('canary');
  });
});

it("says of the method of tokens that it is everybody's", () => {
  const auth = catalog.top('auth') as Kind;
  const method = (name: string) => resourceOf(`auth.${name}`, auth, { name, vars: { name }, fields: { type: name } });
  const shorter = { field: 'max_lease_ttl', change: 'change', before: 0, after: '60s', sensitive: false } as const;
  expect(assess(method('token'), 'update', [shorter])).toMatchObject({ risk: 'login-affecting' });
  expect(assess(method('ldap'), 'update', [shorter])).toMatchObject({ risk: 'safe' });
});

it('knows a place that is named in letters of either size', () => {
  const connection = catalog.plugin('secrets/database')?.kinds.find(({ block }) => block === 'config') as Kind;
  const edit = (field: string) => ({ field, change: 'change', before: 'a', after: 'b', sensitive: false }) as const;
  const risk = (field: string) => assess(resourceOf('x', connection), 'update', [edit(field)]).risk;
  expect([risk('username'), risk('Hosts'), risk('CONNECTION_URL'), risk('max_open_connections')]).toEqual([
    'secret-revealing',
    'secret-revealing',
    'secret-revealing',
    'safe',
  ]);
});
