import { describe, expect, test } from 'vitest';
import { creation, difference } from '../../src/engine/plan/diff.ts';
import { updateFields } from '../../src/engine/plan/update-fields.ts';
import type { Fields } from '../../src/model/data.ts';
import { Secret } from '../../src/model/secret.ts';
import { kindOf, resourceOf } from './make.ts';

const properties = {
  ttl: { type: ['string', 'integer'], compare: 'duration', reset: 0 },
  note: { type: 'string', reset: '' },
  members: { type: 'array', items: { type: 'string' }, compare: 'set', reset: [] },
  token: { type: 'string', writeOnly: true, setFlag: 'token_set' },
  token_set: { type: 'boolean', readOnly: true },
  flavour: { type: 'string', immutable: true },
  exportable: { type: 'boolean', oneWay: true, reset: false },
  key: { type: 'string' },
  value: { type: 'string', sensitive: true },
};
const kind = kindOf({ properties, rotates: [['key', 'token']] });

const differ = (fields: Fields, live: Fields, options: { resendSecrets?: boolean; kind?: typeof kind } = {}) => {
  const resource = resourceOf('thing.a', options.kind ?? kind, { fields });
  const { edits, forces, hidden } = difference(resource, live, { resendSecrets: options.resendSecrets ?? false });
  return { edits: edits.map(({ field, change }) => `${change} ${field}`), forces, hidden };
};

describe('difference', () => {
  const cases: { name: string; seed: Fields; live: Fields; edits: string[]; forces?: string[]; hidden?: string[] }[] = [
    { name: 'another spelling is no difference', seed: { ttl: '1h' }, live: { ttl: 3600 }, edits: [] },
    {
      name: 'the order of a set is no difference',
      seed: { members: ['b', 'a'] },
      live: { members: ['a', 'b'] },
      edits: [],
    },
    { name: 'what the seed does not write is not looked at', seed: {}, live: { note: 'by hand' }, edits: [] },
    { name: 'nothing declared and nothing there are the same', seed: { note: '' }, live: {}, edits: [] },
    { name: 'another value is a change', seed: { ttl: '2h' }, live: { ttl: 3600 }, edits: ['change ttl'] },
    { name: 'a value where there was none is an addition', seed: { note: 'x' }, live: {}, edits: ['add note'] },
    {
      name: 'null takes a value back to its default',
      seed: { note: null },
      live: { note: 'x' },
      edits: ['reset note'],
    },
    { name: 'null where the default is there already is nothing', seed: { note: null }, live: { note: '' }, edits: [] },
    { name: 'what is never shown cannot differ', seed: { token: 'x' }, live: {}, edits: [], hidden: ['token'] },
    {
      name: 'unless the server says it is not set',
      seed: { token: 'x' },
      live: { token_set: false },
      edits: ['hidden token'],
    },
    {
      name: 'an immutable field forces a new object',
      seed: { flavour: 'b' },
      live: { flavour: 'a' },
      edits: ['change flavour'],
      forces: ['flavour'],
    },
    {
      name: 'what can be switched on is',
      seed: { exportable: true },
      live: { exportable: false },
      edits: ['change exportable'],
    },
    {
      name: 'what cannot be switched off forces a new object',
      seed: { exportable: false },
      live: { exportable: true },
      edits: ['change exportable'],
      forces: ['exportable'],
    },
    {
      name: 'a group goes whole',
      seed: { key: 'b', token: 'x' },
      live: { key: 'a' },
      edits: ['change key', 'hidden token'],
    },
  ];
  for (const { name, seed, live, edits, forces = [], hidden = [] } of cases) {
    test(name, () => expect(differ(seed, live)).toEqual({ edits, forces, hidden }));
  }

  test('hidden fields are sent again when asked for', () => {
    expect(differ({ token: 'x' }, {}, { resendSecrets: true }).edits).toEqual(['hidden token']);
  });

  test('a readable secret is compared in memory', () => {
    expect(differ({ value: new Secret('a') }, { value: new Secret('a') }).edits).toEqual([]);
    expect(differ({ value: new Secret('b') }, { value: new Secret('a') }).edits).toEqual(['change value']);
  });

  test('on a kind that cannot be updated every difference forces a new object', () => {
    const fixed = kindOf({ properties, update: false });
    expect(differ({ note: 'b' }, { note: 'a' }, { kind: fixed }).forces).toEqual(['note']);
  });
});

describe('creation', () => {
  test('marks what must not be shown', () => {
    const edits = creation(resourceOf('thing.a', kind, { fields: { note: 'n', token: 'x', value: 'v' } }));
    expect(edits.map(({ field, sensitive }) => [field, sensitive])).toEqual([
      ['note', false],
      ['token', true],
      ['value', true],
    ]);
  });
});

describe('what an update sends', () => {
  const sends = (annotations: Record<string, unknown>, fields: Fields, live: Fields): Fields => {
    const resource = resourceOf('thing.a', kindOf({ properties, ...annotations }), { fields });
    return updateFields(resource, live, difference(resource, live, { resendSecrets: false }).edits);
  };

  test('merge: what changes', () => {
    expect(sends({}, { ttl: '2h', note: 'n', token: 'x' }, { ttl: 60, note: 'n' })).toEqual({ ttl: '2h' });
  });

  test('merge: and what the kind wants in every write, as declared or as it is', () => {
    expect(sends({ always: ['note', 'key'] }, { ttl: '2h', note: 'n' }, { ttl: 60, note: 'n', key: 'k' })).toEqual({
      ttl: '2h',
      note: 'n',
      key: 'k',
    });
  });

  test('replace: everything declared, hidden fields too, and what is live, undeclared and not the default', () => {
    const live = { ttl: 60, note: 'by hand', members: [], token_set: true };
    expect(sends({ write: 'replace' }, { ttl: '2h', token: 'x' }, live)).toEqual({
      ttl: '2h',
      token: 'x',
      note: 'by hand',
    });
  });

  test('mixed: fields that fall back when left out go along', () => {
    expect(sends({ write: 'mixed', resets: ['note'] }, { ttl: '2h' }, { ttl: 60, note: 'n' })).toEqual({
      ttl: '2h',
      note: 'n',
    });
  });

  test('null is sent as null, for the kind to spell as its default', () => {
    expect(sends({}, { note: null }, { note: 'n' })).toEqual({ note: null });
  });

  test('what the server refuses beside the new value is emptied in the same write', () => {
    const clears = [{ when: { flavour: ['b'] }, fields: ['note'] }];
    expect(sends({ clears }, { key: 'k' }, { flavour: 'b', note: 'old', key: 'a' })).toEqual({ key: 'k', note: null });
  });
});
