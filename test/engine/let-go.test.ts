import { describe, expect, it } from 'vitest';
import { letGoBecause } from '../../src/engine/let-go.ts';
import { checkName, checkOnce, isMadeOnce, openCatalog } from '../../src/kinds/index.ts';
import type { Kind } from '../../src/model/kind.ts';
import { resourceOf } from './make.ts';

const endpoint = openCatalog().top('endpoint') as Kind;
const left = (fields = {}) => resourceOf('endpoint.a', endpoint, { name: 'x/a', vars: { name: 'x/a' }, fields });

describe('an endpoint that left the seed and cannot be read', () => {
  it.each([
    [{}, { state: 'unsupported', why: '405' }, 'its block does not say'],
    [{}, { state: 'unsupported', why: '404', unrouted: true }, 'its block does not say'],
    [{ delete: true }, { state: 'unsupported', why: '405' }, 'is not deleted'],
  ] as const)('%j, %j: forgotten', (fields, live, why) => {
    expect(letGoBecause(left(fields), live)).toContain(why);
  });

  it.each([
    { state: 'unsupported', why: '404', unrouted: true },
    { state: 'unseen', why: '403' },
    { state: 'absent' },
  ] as const)('%j holds up what is to be deleted', (live) => {
    expect(letGoBecause(left({ delete: true }), live)).toBeUndefined();
  });

  it.each(['403 permission denied', '429 quota', '500 x', '503 sealed'])('%s says nothing about it', (why) => {
    expect(letGoBecause(left(), { state: 'unseen', why })).toBeUndefined();
  });
});

describe('paths that act', () => {
  it.each([
    'pki/roles/tidy',
    'auth/up/users/revoke',
    'auth/up/users/login',
    'transit/keys/generate/config',
    'pki/roles/sign',
  ])('%s only looks so', (name) => {
    expect(checkName(endpoint, name)).toEqual([]);
    expect(isMadeOnce(endpoint, name)).toBe(false);
  });

  it.each([
    'transit/keys/a/rotate',
    'db/rotate-root/a',
    'db/rotate-role/a',
    'auth/ar/role/a/secret-id',
    'pki/crl/rotate',
  ])('%s is refused', (name) => {
    expect(checkName(endpoint, name)).toMatchObject([{ code: 'acting-endpoint' }]);
  });

  it('are taken where they make something once', () => {
    const once = { write_only: {}, read_path: 'pki/cert/ca' };
    expect(checkOnce(endpoint, 'pki/keys/generate/internal', once)).toEqual([]);
    expect(checkOnce(endpoint, 'pki/keys/generate/internal', { write_only: {} })).toHaveLength(1);
    expect(checkOnce(endpoint, 'pki/keys/generate/internal', { ...once, data: {} })).toHaveLength(1);
  });
});
