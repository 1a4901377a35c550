import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { planDigest } from '../../src/engine/index.ts';
import { approvalWith } from '../../src/ledger/approval.ts';
import { Pending } from '../../src/model/data.ts';
import type { Edit, Plan } from '../../src/model/plan.ts';
import { Secret } from '../../src/model/secret.ts';
import { changeOf, kindOf, resourceOf } from './make.ts';

const kind = kindOf({
  properties: {
    ttl: { type: ['string', 'integer'], compare: 'duration', description: 'How long.' },
    names: { type: 'array', items: { type: 'string' }, compare: 'set', description: 'Who.' },
    options: { type: 'object', description: 'What else.' },
    password: { type: 'string', writeOnly: true, description: 'What nobody sees.' },
  },
});
const key = (fill: number) => createSecretKey(Buffer.alloc(32, fill));
const approval = approvalWith(key(1), 'platform');

const edit = (field: string, after: Edit['after'], more: Partial<Edit> = {}): Edit => ({
  field,
  change: 'change',
  after,
  sensitive: field === 'password',
  ...more,
});

const planOf = (edits: readonly Edit[], more: Partial<Plan> = {}): Plan => ({
  seed: 'platform',
  server: { product: 'p', version: '1', edition: 'community', address: 'https://a', namespace: '', clusterId: 'c' },
  changes: [{ ...changeOf('create', resourceOf('thing.a', kind)), edits }],
  unseen: [],
  unchanged: 1,
  hidden: [],
  rotated: [],
  diagnostics: [],
  ...more,
});

const digestOf = (edits: readonly Edit[], more: Partial<Plan> = {}): string =>
  planDigest(planOf(edits, more), approval).digest;
const base = [edit('ttl', '1h'), edit('names', ['a', 'b']), edit('password', new Secret('s'))];

describe('the digest of a plan is the same', () => {
  it.each<[string, readonly Edit[], Partial<Plan>]>([
    ['for a length of time in another unit', [edit('ttl', 3600), ...base.slice(1)], {}],
    ['for a set in another order', [base[0] as Edit, edit('names', ['b', 'a']), base[2] as Edit], {}],
    ['whatever else there is that needs no change', base, { unchanged: 7, hidden: [{ address: 'x', field: 'y' }] }],
    [
      'for another version of the server, and another token',
      base,
      { server: { ...planOf([]).server, version: '2', token: 'x' } },
    ],
  ])('%s', (_, edits, more) => expect(digestOf(edits, more)).toBe(digestOf(base)));

  it('for maps whose keys come in another order', () => {
    const one = edit('options', { a: new Secret('1'), b: new Pending() }, { sensitive: true });
    const other = edit('options', { b: new Pending(), a: new Secret('1') }, { sensitive: true });
    expect(digestOf([one])).toBe(digestOf([other]));
  });
});

describe('the digest of a plan is another', () => {
  const [change] = planOf(base).changes;
  const changed = (more: object): Partial<Plan> => ({ changes: change ? [{ ...change, ...more }] : [] });
  it.each<[string, readonly Edit[], Partial<Plan>]>([
    ['for another value', [edit('ttl', '2h'), ...base.slice(1)], {}],
    ['for another value before', [edit('ttl', '1h', { before: '3h' }), ...base.slice(1)], {}],
    ['for another secret', [...base.slice(0, 2), edit('password', new Secret('t'))], {}],
    ['for a secret that is not known', [...base.slice(0, 2), edit('password', new Pending(true))], {}],
    ['for a field less', base.slice(1), {}],
    ['for no change', [], { changes: [] }],
    ['for another action', [], changed({ action: 'adopt' })],
    ['for another risk', [], changed({ risk: 'login-affecting' })],
    ['for another address', [], changed({ address: 'thing.b' })],
    [
      'for another object at the address',
      [],
      changed({ resource: resourceOf('thing.a', kind, { vars: { name: 'b' } }) }),
    ],
    ['for another namespace', [], changed({ resource: resourceOf('thing.a', kind, { namespace: 'team' }) })],
    ['for another server', base, { server: { ...planOf([]).server, address: 'https://b' } }],
    ['for another cluster', base, { server: { ...planOf([]).server, clusterId: 'd' } }],
    ['for another ledger', base, { ledger: { path: 'x', make: false } }],
    [
      'for something that could not be looked at',
      base,
      { unseen: [{ address: 'x', resource: resourceOf('x', kind), why: '' }] },
    ],
  ])('%s', (_, edits, more) => expect(digestOf(edits, more)).not.toBe(digestOf(base)));

  it('when what goes with a deletion is something else', () => {
    const deleted = (remarks: readonly string[]) =>
      digestOf([], { changes: [{ ...changeOf('delete', resourceOf('thing.a', kind)), remarks }] });
    expect(deleted(['takes 5 things with it'])).not.toBe(deleted(['takes 6 things with it']));
  });
});

describe('secrets in digests', () => {
  const secretly = (word: string, with_ = approval): string =>
    planDigest(planOf([edit('password', new Secret(word))]), with_).digest;

  it('cannot be tried without the key, and one key says nothing of another', () => {
    expect(secretly('a', approvalWith(key(2), 'platform'))).not.toBe(secretly('a'));
    expect(secretly('a', approvalWith(key(1), 'other'))).not.toBe(secretly('a'));
  });

  it('are their mask without a key', () => {
    const plain = (word: string): string => planDigest(planOf([edit('password', new Secret(word))])).digest;
    expect(plain('a')).toBe(plain('b'));
  });

  describe('without a key, beside what is shown', () => {
    const of = (after: Edit['after'], before?: Edit['before'], field = 'options'): string => {
      const sides = before === undefined ? {} : { before };
      return planDigest(planOf([edit(field, after, { sensitive: true, ...sides })])).digest;
    };
    const base = { url: 'https://a', hosts: ['a', new Secret('h')], login: new Secret('s') };

    it.each<[string, Edit['after']]>([
      ['a member', { ...base, url: 'https://b' }],
      ['an item', { ...base, hosts: ['b', new Secret('h')] }],
      ['a member more', { ...base, more: 'x' }],
      ['a member less', { url: 'https://a', login: new Secret('s') }],
      ['a secret that is none any more', { ...base, login: 's' }],
    ])('%s is another', (_, after) => expect(of(after)).not.toBe(of(base)));

    it('a member that the server has otherwise is another', () => {
      expect(of(base, { url: 'https://c' })).not.toBe(of(base, { url: 'https://d' }));
      expect(of(base, { login: 's' })).not.toBe(of(base, { login: 't' }));
    });

    it('a secret is the same, on either side', () => {
      expect(of({ ...base, login: new Secret('t') })).toBe(of(base));
      expect(of(base, { login: 't', unasked: 'x' })).toBe(of(base, { login: 'u', unasked: 'y' }));
      expect(of(base, 'anything')).toBe(of(base, 'else'));
      expect(of({ a: 'x' }, undefined, 'password')).toBe(of({ a: 'y' }, undefined, 'password'));
    });

    it('the names of the members of a secret are told apart, as they are shown', () => {
      const data = (value: object) => Secret.seal({ ...value });
      expect(of(data({ a: '1' }), undefined, 'password')).toBe(of(data({ a: '2' }), undefined, 'password'));
      expect(of(data({ a: '1' }), undefined, 'password')).not.toBe(of(data({ b: '1' }), undefined, 'password'));
      expect(of(data({ a: '1', b: '2' }), data({ a: '0', b: '2' }), 'password')).not.toBe(
        of(data({ a: '1', b: '2' }), data({ a: '0', b: '0' }), 'password'),
      );
    });
  });

  it('have marks of their own for each change', () => {
    const { marks } = planDigest(planOf(base), approval);
    expect(marks).toEqual([expect.stringMatching(/^sha256:[0-9a-f]{64}$/)]);
    expect(planDigest(planOf([...base.slice(0, 2), edit('password', new Secret('t'))]), approval).marks).not.toEqual(
      marks,
    );
  });

  it('are not the fingerprints of the ledger, and are told apart by where they stand', () => {
    const where = { object: 'x', side: 'after' } as const;
    const values = [
      approval.value(where, new Secret('a')),
      approval.value({ ...where, side: 'before' }, new Secret('a')),
      approval.value({ ...where, object: 'y' }, new Secret('a')),
      approval.source('x', 'a'),
      approval.id,
    ];
    expect(new Set(values).size).toBe(values.length);
    expect(JSON.stringify(approval)).not.toContain(Buffer.alloc(32, 1).toString('base64url'));
  });
});
