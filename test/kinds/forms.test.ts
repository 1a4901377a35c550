import { describe, expect, it } from 'vitest';
import { same, wire } from '../../src/kinds/index.ts';
import type { Data, Plain } from '../../src/model/data.ts';
import type { Form } from '../../src/model/kind.ts';
import { Secret } from '../../src/model/secret.ts';
import { field } from './fields.ts';

const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIBcanary\n-----END CERTIFICATE-----';
const KEY = '-----BEGIN PUBLIC KEY-----\nMFkwcanary\n-----END PUBLIC KEY-----\n';

type Pairs = Readonly<Partial<Record<Form, readonly (readonly [declared: Data, live: Data | undefined])[]>>>;

/** What a server may answer for what was declared. */
const SAME: Pairs = {
  exact: [
    ['a', 'a'],
    [
      { b: 1, a: [2] },
      { a: [2], b: 1 },
    ],
    [1, 1.0],
  ],
  duration: [
    ['24h', 86400],
    ['1h30m', '5400'],
    ['7d', 604800],
    [3600, 3600.0],
    ['3600', '1h0m0s'],
    [0, '0s'],
    ['', 0],
    ['90s', '1m30s'],
    ['2160h', '90d'],
  ],
  set: [
    [
      ['b', 'a', 'a'],
      ['a', 'b'],
    ],
    ['a, b', ['b', 'a']],
    [[], null],
    [[], undefined],
    ['', []],
    [
      [1, 2],
      ['2', '1'],
    ],
  ],
  'set-ignore-case': [
    [
      ['Reader', 'ADMIN'],
      ['admin', 'reader'],
    ],
  ],
  list: [
    [
      ['b', 'a'],
      ['b', 'a'],
    ],
    ['b,a', ['b', 'a']],
    [[], ''],
  ],
  csv: [
    [['a', 'b'], 'a,b'],
    ['a, b', 'a,b'],
    [[], ''],
  ],
  json: [
    ['{"b": 1, "a": [true]}', { a: [true], b: 1.0 }],
    ['{ "a":1 }\n', '{"a":1}'],
    ['[1.0]', '[1]'],
  ],
  'json-subset': [
    [{ a: { b: 1 } }, { a: { b: 1, c: 2 }, d: 3 }],
    [{}, { a: 1 }],
    [{ a: [] }, { a: null }],
    [{ a: {} }, {}],
    [{ a: '72h' }, { a: 259200 }],
    [{ a: '72h' }, { a: '259200' }],
    [{ a: '60m' }, { a: '1h0m0s' }],
    [{ a: 3600 }, { a: '1h' }],
    [{ a: '10' }, { a: 10 }],
    [{ a: 'true' }, { a: true }],
    [{ a: 'x, y' }, { a: ['x', 'y'] }],
    [{ a: ['x', 'y'] }, { a: 'x,y' }],
    [{ a: 'x' }, { a: ['x'] }],
    [{ a: '{"b":"1h"}' }, { a: { b: 3600, c: 1 } }],
    [{ a: { b: 1 } }, { a: '{"b":1}' }],
  ],
  'cidr-set': [
    [
      ['10.0.0.1', '::1'],
      ['::1/128', '10.0.0.1/32'],
    ],
    ['10.0.0.0/8,10.1.0.1/32', ['10.1.0.1', '10.0.0.0/8']],
    [['FE80::1'], ['fe80::1']],
  ],
  pem: [[`${CERTIFICATE.replaceAll('\n', '\r\n')}\r\n\r\n`, CERTIFICATE]],
  'pem-list': [
    [[CERTIFICATE, KEY], `${CERTIFICATE}\n${KEY}`],
    [[], null],
  ],
  'string-map': [
    [
      { on: true, n: 1, s: 'x' },
      { on: 'true', n: '1', s: 'x' },
    ],
    [{}, null],
    [{ a: null }, { a: '' }],
  ],
  'bool-string': [
    [true, '1'],
    ['TRUE', true],
    [false, '0'],
    ['f', ''],
  ],
  'number-string': [
    [5, '5'],
    ['5.0', 5],
    ['99999999999999999999', '99999999999999999999'],
  ],
  lowercase: [['Reader', 'reader']],
  trimmed: [['text\n', 'text']],
  time: [
    ['2030-01-01T00:00:00Z', '2030-01-01T01:00:00+01:00'],
    ['2030-01-01T00:00:00.500Z', '2030-01-01T00:00:00.5Z'],
  ],
};

/** What is a change, however near it looks. */
const DIFFERENT: Pairs = {
  exact: [
    ['a', 'A'],
    ['1', 1],
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
  ],
  duration: [
    ['24h', 86401],
    ['1h', '1m'],
    ['forever', 0],
    [0.5, 0],
  ],
  set: [
    [['a'], ['a', 'b']],
    [['a,b'], ['a', 'b']],
    [['A'], ['a']],
  ],
  list: [
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
  ],
  csv: [['a,b', 'b,a']],
  json: [
    ['{"a":1}', '{"a":"1"}'],
    ['{"a":[1,2]}', '{"a":[2,1]}'],
    ['not json', 'not  json'],
  ],
  'json-subset': [
    [{ a: 1 }, {}],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
    [{ a: [1] }, { a: [1, 2] }],
    [{ a: '72h' }, { a: 72 }],
    [{ a: '007' }, { a: '7' }],
    [{ a: '1.10' }, { a: 1.1 }],
    [{ a: 'x,y' }, { a: 'x, y' }],
    [{ a: 'x,y' }, { a: ['y', 'x'] }],
    [{ a: '1' }, { a: true }],
    [{ a: 'a day' }, { a: '24h' }],
    [{ a: { b: 1 } }, { a: [] }],
    [{ a: 'x' }, { a: { x: 1 } }],
  ],
  'cidr-set': [
    [['10.0.0.0/8'], ['10.0.0.0/16']],
    [['10.0.0.1/31'], ['10.0.0.1']],
    [['::/32'], ['::']],
  ],
  pem: [[CERTIFICATE, CERTIFICATE.replace('MII', 'MIJ')]],
  'pem-list': [
    [
      [CERTIFICATE, KEY],
      [KEY, CERTIFICATE],
    ],
  ],
  'string-map': [
    [{ a: '1' }, { a: '2' }],
    [{ a: '1' }, { a: '1', b: '2' }],
  ],
  'bool-string': [
    [true, 'false'],
    ['yes', true],
  ],
  'number-string': [
    [5, '6'],
    ['99999999999999999998', '99999999999999999999'],
  ],
  lowercase: [['reader', 'readers']],
  trimmed: [['a b', 'ab']],
  time: [
    ['2030-01-01T00:00:00Z', '2030-01-01T00:00:01Z'],
    ['2030-01-01T00:00:00Z', '2030-01-01T00:00:00.000000001Z'],
  ],
};

const cases = (pairs: Pairs): readonly [Form, string, Data, Data | undefined][] =>
  Object.entries(pairs).flatMap(([form, list]) =>
    list.map(([a, b]): [Form, string, Data, Data | undefined] => [
      form as Form,
      `${JSON.stringify(a)} and ${JSON.stringify(b)}`,
      a,
      b,
    ]),
  );

describe('the same, spelt differently', () => {
  it.each(cases(SAME))('%s: %s', (form, _, declared, live) => {
    expect(same(field(form), declared, live)).toBe(true);
  });
  it.each(cases(SAME))('%s as secrets: %s', (form, _, declared, live) => {
    expect(same(field(form), Secret.seal(declared), live === undefined ? live : Secret.seal(live))).toBe(true);
  });
});

describe('different, however near', () => {
  it.each(cases(DIFFERENT))('%s: %s', (form, _, declared, live) => {
    expect(same(field(form), declared, live)).toBe(false);
  });
  it.each(cases(DIFFERENT))('%s as secrets: %s', (form, _, declared, live) => {
    expect(same(field(form), Secret.seal(declared), live)).toBe(false);
  });
});

describe('nothing', () => {
  it.each<[string, Data, Data | undefined, Plain | undefined, boolean]>([
    ['an absent field is its reset value', 0, undefined, 0, true],
    ['null declared is the reset value', null, -1, -1, true],
    ['null declared, the server has something', null, 5, -1, false],
    ['null from the server is the reset value', '', null, '', true],
    ['without a reset value nothing is only nothing', '', undefined, undefined, false],
    ['null declared and nothing there', null, undefined, undefined, true],
  ])('%s', (_, declared, live, reset, expected) => {
    expect(same(field('exact', reset === undefined ? {} : { reset }), declared, live)).toBe(expected);
  });
});

describe('what is sent', () => {
  it.each<[Form, Data, Data]>([
    ['set', 'a, b', ['a', 'b']],
    ['set', ['a,b'], ['a,b']],
    ['csv', ['a', 'b'], 'a,b'],
    ['json', { a: 1 }, '{"a":1}'],
    ['json', '{ "a": 1 }', '{ "a": 1 }'],
    ['json-subset', { a: 1 }, { a: 1 }],
    ['string-map', { a: true, b: 2 }, { a: 'true', b: '2' }],
    ['bool-string', true, 'true'],
    ['number-string', 5, '5'],
    ['duration', '1h', '1h'],
  ])('%s: %j as %j', (form, declared, expected) => {
    expect(wire(field(form), declared)).toEqual(expected);
  });

  it('is the reset value for null', () => {
    expect(wire(field('exact', { reset: -1 }), null)).toBe(-1);
    expect(wire(field('string-map', { reset: {} }), null)).toEqual({});
  });

  it('keeps what is secret inside', () => {
    const sent = wire(field('string-map'), { on: true, key: new Secret(7) });
    expect(JSON.stringify(sent)).toBe('"(sensitive)"');
    expect(sent instanceof Secret && sent.equals(new Secret({ key: '7', on: 'true' }))).toBe(true);
  });
});
