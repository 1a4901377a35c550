import { describe, expect, it } from 'vitest';
import { checkAct, checkName, isMadeOnce, openCatalog, type Place } from '../../src/kinds/index.ts';
import type { Fields } from '../../src/model/data.ts';
import type { Kind } from '../../src/model/kind.ts';
import { Secret } from '../../src/model/secret.ts';

const endpoint = openCatalog().top('endpoint') as Kind;
const codes = (path: string, place?: Place, fields: Fields = { data: {} }) => [
  ...checkName(endpoint, path).map(({ code }) => code),
  ...checkAct({ kind: endpoint, path, fields }, place).map(({ code }) => code),
];
const ACTING = ['acting-endpoint'];
const at = (prefix: string, type: string, fields: Fields = {}): Place => ({ prefix, type, fields });

describe('paths of which nobody knows in which mount they are', () => {
  it.each([
    'pki/root/generate/internal',
    'pki/root/rotate/internal',
    'pki/issuers/generate/root/internal',
    'pki/intermediate/generate/internal',
    'pki/keys/generate/exported',
    'pki/tidy',
    'pki/revoke',
    'pki/crl/rotate',
    'transit/keys/a/rotate',
    'transit/keys/a/trim',
    'transit/restore',
    'transit/restore/a',
    'db/rotate-root/a',
    'db/rotate-role/a',
    'aws/config/rotate-root',
    'auth/ldap/config/rotate-root',
    'auth/ar/role/a/secret-id',
    'auth/ar/tidy/secret-id',
    'auth/up/login/joe',
    'auth/k8s/login',
    'identity/oidc/key/k/rotate',
    'team/identity/oidc/key/k/rotate',
    'identity/entity/merge',
    'sys/rotate',
    'sys/audit-hash/file',
    'sys/workflows/execute/a/b',
    'sys/reporting/scan',
    'identity/mfa/method/totp',
    'team/identity/mfa/method/duo',
    'auth/ar/role/a/custom-secret-id',
    'ssh/issuers/import/a',
  ])('%s has the form of one that acts', (path) => {
    expect(codes(path)).toEqual(ACTING);
  });

  it.each([
    'kv1/app/rotate',
    'kv1/app/keys/a/rotate',
    'kv1/app/tidy',
    'kv1/app/root/generate/internal',
    'kv1/app/role/a/secret-id',
    'team/pki/revoke',
    'pki/roles/tidy',
    'pki/roles/sign',
    'pki/config/auto-tidy',
    'auth/up/users/login',
    'auth/up/users/revoke',
    'transit/keys/generate/config',
    'identity/oidc/key/rotate',
    'identity/group/name/merge',
    'sys/rotate/config',
    'sys/mounts/pki/tune',
    'sys/workflows/manage/a',
    'sys/plugins/catalog/secret/own',
    'identity/mfa/method/totp/0b1a6c9e-0d67-4c2e-9a43-5f0f3f3f5d11',
  ])('%s may be settings', (path) => {
    expect(codes(path)).toEqual([]);
  });
});

describe('paths in a mount of a known type', () => {
  it.each<[string, Place]>([
    ['team/pki/revoke', at('team/pki', 'secrets/pki')],
    ['team/pki/issue/web', at('team/pki', 'secrets/pki')],
    ['a/b/keys/x/trim', at('a/b', 'secrets/transit')],
    ['a/b/encrypt/x', at('a/b', 'secrets/transit')],
    ['kv/delete/a/b', at('kv', 'secrets/kv', { options: { version: '2' } })],
    ['a/b/roles/r/acme/new-eab', at('a/b', 'secrets/pki')],
    ['ssh/issuers/import', at('ssh', 'secrets/ssh')],
    ['db/reset/a', at('db', 'secrets/database')],
    ['auth/a/b/login/joe', at('auth/a/b', 'auth/ldap')],
  ])('%s in %j acts', (path, place) => {
    expect(codes(path, place)).toEqual(ACTING);
  });

  it.each<[string, Place]>([
    ['kv1/tidy', at('kv1', 'secrets/kv', { options: { version: '1' } })],
    ['kv1/keys/a/rotate', at('kv1', 'secrets/kv')],
    ['kv1/delete/a', at('kv1', 'secrets/kv', { options: null })],
    ['own/tidy', at('own', 'secrets/our-own')],
    ['auth/jwt/role/a/secret-id', at('auth/jwt', 'auth/jwt')],
  ])('%s in %j is what somebody has called so', (path, place) => {
    expect(codes(path, place)).toEqual([]);
  });
});

describe('what makes something once', () => {
  const once = { write_only: {}, read_path: 'pki/cert/ca' };
  const root = 'pki/root/generate/internal';

  it('is taken where it is sent once', () => {
    expect(codes(root, undefined, once)).toEqual([]);
    expect(isMadeOnce({ kind: endpoint, path: root, fields: once })).toBe(true);
    expect(isMadeOnce({ kind: endpoint, path: `team/${root}`, fields: once })).toBe(true);
  });

  it.each<Fields>([{ write_only: {} }, { ...once, data: {} }])('is refused with %j', (fields) => {
    expect(codes(root, undefined, fields)).toEqual(ACTING);
    expect(isMadeOnce({ kind: endpoint, path: root, fields })).toBe(false);
  });

  it('is told from settings by what is written', () => {
    const key = { generate_signing_key: true };
    expect(codes('ssh/config/ca', undefined, { data: key })).toEqual(ACTING);
    const made = { write_only: key, read_path: 'ssh/config/ca' };
    expect(isMadeOnce({ kind: endpoint, path: 'ssh/config/ca', fields: made })).toBe(true);
    const hidden = { write_only: Secret.seal(key), read_path: 'ssh/config/ca' };
    expect(isMadeOnce({ kind: endpoint, path: 'ssh/config/ca', fields: hidden })).toBe(true);
    expect(codes('ssh/config/ca', undefined, { write_only: Secret.seal(key) })).toEqual(ACTING);
    expect(codes('ssh/config/ca', at('ssh', 'secrets/ssh'), { write_only: Secret.seal({}) })).toEqual(ACTING);
    const named = { write_only: Secret.seal(key), read_path: 'ssh/issuer/a' };
    expect(codes('ssh/issuers/import/a', at('ssh', 'secrets/ssh'), named)).toEqual([]);
    expect(codes('ssh/issuers/import', at('ssh', 'secrets/ssh'), named)).toEqual(ACTING);
    const given = { write_only: Secret.seal({ private_key: 'x', generate_signing_key: false }) };
    expect(codes('ssh/config/ca', at('ssh', 'secrets/ssh'), given)).toEqual([]);
    expect(codes('pki/config/ca', undefined, { data: { pem_bundle: 'x' } })).toEqual([]);
    const taken = { write_only: { pem_bundle: 'x' }, read_path: 'pki/cert/ca' };
    expect(isMadeOnce({ kind: endpoint, path: 'pki/config/ca', fields: taken })).toBe(false);
  });

  it('says what to write, with the mount at hand', () => {
    const [told] = checkAct({ kind: endpoint, path: root, fields: {} });
    expect(told?.help?.join(' ')).toContain('read_path = "pki/cert/ca"');
    const [rotated] = checkAct({ kind: endpoint, path: 'transit/keys/a/rotate', fields: {} });
    expect(rotated?.help?.join(' ')).toContain('auto_rotate_period');
  });
});

it('every act says what to do, and where', () => {
  for (const { path, type, reason, help = [] } of endpoint.acts) {
    expect(type).toMatch(/^(secrets|auth)\/[\w*-]+$/);
    expect(`${path} ${reason} ${help.join(' ')}`).not.toMatch(/undefined|\{(?!mount\}| )/);
  }
});
