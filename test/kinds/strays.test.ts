import { describe, expect, it } from 'vitest';
import { checkName, checkStrays, openCatalog, type Place } from '../../src/kinds/index.ts';
import { type Data, Pending } from '../../src/model/data.ts';
import type { Kind } from '../../src/model/kind.ts';
import { Secret } from '../../src/model/secret.ts';

/* What stands in a body may lead to another object than the path does. */

const endpoint = openCatalog().top('endpoint') as Kind;
const codes = (path: string, data: Data, place?: Place) =>
  ['data', 'write_only'].map((field) =>
    checkStrays({ kind: endpoint, path, fields: { [field]: data } }, place).map(({ code }) => code),
  );
const REFUSED = [['another-object'], ['another-object']];
const TAKEN = [[], []];
const ID = '0b1a6c9e-0d67-4c2e-9a43-5f0f3f3f5d11';
const [ENTITY, GROUP] = ['identity/entity/name/joe', 'identity/group/name/joe'];

describe('an id in the body', () => {
  it.each([ENTITY, GROUP, `team/${ENTITY}`, `a/b/${GROUP}`])('is refused at %s, however it is written', (path) => {
    const all: Data[] = [
      { id: ID },
      { id: '', policies: ['a'] },
      { id: Secret.seal(ID) },
      { id: new Pending() },
      { id: new Pending(true) },
      Secret.seal({ id: ID }),
      new Secret({ id: ID, policies: [] }),
    ];
    for (const data of all) expect(codes(path, data)).toEqual(REFUSED);
  });

  it('is what anything else may hold', () => {
    expect(codes(ENTITY, { metadata: { id: ID }, policies: ['id'] })).toEqual(TAKEN);
    expect(codes(ENTITY, Secret.seal({ policies: ['id'] }))).toEqual(TAKEN);
    expect(codes(ENTITY, new Pending())).toEqual(TAKEN);
    expect(codes('identity/oidc/role/joe', { client_id: ID, id: ID })).toEqual(TAKEN);
    expect(codes(`kv/${ENTITY}`, { id: ID }, { prefix: 'kv', type: 'secrets/kv', fields: {} })).toEqual(TAKEN);
  });
});

describe('a name in the body', () => {
  it('is that of the path, or refused', () => {
    for (const path of [ENTITY, GROUP]) {
      for (const name of ['joe', 'JOE', Secret.seal('joe')]) expect(codes(path, { name })).toEqual(TAKEN);
      for (const name of ['eve', Secret.seal('eve'), new Pending(), null])
        expect(codes(path, { name })).toEqual(REFUSED);
    }
  });

  it.each<[string, string, Data, string[][]]>([
    ['secrets/pki', 'issuer/one', { issuer_name: 'two' }, REFUSED],
    ['secrets/pki', 'issuer/one', { issuer_name: 'one', usage: 'read-only' }, TAKEN],
    ['secrets/pki', 'issuer/default', { issuer_name: 'two' }, TAKEN],
    ['secrets/pki', `issuer/${ID}`, { issuer_name: 'two' }, TAKEN],
    ['secrets/pki', 'key/one', { key_name: 'two' }, REFUSED],
    ['secrets/pki', 'key/default', { key_name: 'two' }, TAKEN],
    ['secrets/pki', 'key/not-default', { key_name: 'two' }, REFUSED],
    ['secrets/pki', 'roles/one', { issuer_ref: 'two' }, TAKEN],
    ['secrets/ssh', 'issuer/one', Secret.seal({ issuer_name: 'two' }), REFUSED],
    ['secrets/kv', 'issuer/one', { issuer_name: 'two' }, TAKEN],
  ])('in %s, at %s: %j', (type, rest, data, expected) => {
    for (const prefix of ['here', 'a/b'])
      expect(codes(`${prefix}/${rest}`, data, { prefix, type, fields: {} })).toEqual(expected);
  });
});

it('a plugin without its type is only another address of one', () => {
  const [told] = checkName(endpoint, 'sys/plugins/catalog/own');
  expect(told?.help?.join(' ')).toContain('sys/plugins/catalog/TYPE/NAME');
});

describe('an alias, whose body says which login goes to which entity', () => {
  const words = ['entity-alias', 'group-alias', 'alias', 'persona'];
  it.each(words.flatMap((word) => [word, `${word}/id`, `${word}/id/${ID}`]))('is refused at identity/%s', (rest) => {
    for (const path of [`identity/${rest}`, `team/identity/${rest}`, `a/b/identity/${rest}`]) {
      expect(checkName(endpoint, path)).toMatchObject([{ code: 'acting-endpoint' }]);
    }
  });

  it.each(['identity/entity/name/alias', 'identity/oidc/role/persona', 'identity/group/name/group-alias'])(
    'is not %s',
    (path) => expect(checkName(endpoint, path)).toEqual([]),
  );
});

it('every such key says what to do instead', () => {
  for (const { help, reason, keys } of endpoint.strays) {
    expect(help.length * keys.length).toBeGreaterThan(0);
    expect(`${reason} ${help.join(' ')}`).not.toMatch(/undefined|\{(?!mount\})/);
  }
});
