import { describe, expect, it } from 'vitest';
import { checkFields, checkProduct, loadPlugin, normalise } from '../../src/kinds/index.ts';
import { type Fields, Pending } from '../../src/model/data.ts';
import { Secret } from '../../src/model/secret.ts';
import type { Span } from '../../src/model/span.ts';
import { TOY, toy } from './toy.ts';

const source = { path: 'toys.seed.hcl', text: '' };
const span = (start: number): Span => ({ source, start, end: start + 1 });
const siblings = loadPlugin(TOY, 'mount').kinds;
const VALID: Fields = { owner: 'me', key: 'k' };

const check = (fields: Fields) =>
  checkFields({
    kind: toy(),
    fields,
    siblings,
    at: span(0),
    spans: Object.fromEntries(Object.keys(fields).map((name, index) => [name, span(index + 1)])),
    address: 'mount.toys.config.root',
  });

const said = (fields: Fields) => check(fields).map(({ code, message }) => `${code}: ${message}`);

describe('what is wrong with a declaration', () => {
  it.each<[string, Fields, string[]]>([
    ['nothing', VALID, []],
    [
      'a string where a number is wanted',
      { ...VALID, max_retries: '3' },
      ['wrong-type: max_retries takes a whole number, this is a string'],
    ],
    [
      'a number with a fraction',
      { ...VALID, max_retries: 1.5 },
      ['wrong-type: max_retries takes a whole number, this is a number with a fraction'],
    ],
    ['too small a number', { ...VALID, max_retries: -2 }, ['wrong-value: max_retries must be at least -1']],
    [
      'one text for a list',
      { ...VALID, colours: 'red' },
      ['wrong-type: colours takes a list of "red", "green", this is a string'],
    ],
    [
      'a wrong item',
      { ...VALID, colours: ['red', 'blue'] },
      ['wrong-value: colours[1] takes one of "red", "green", not "blue"'],
    ],
    ['a wrong value', { ...VALID, size: 'huge' }, ['wrong-value: size takes one of "small", "large", not "huge"']],
    [
      'a wrong member',
      { ...VALID, parts: { wheel: 4 } },
      ['wrong-type: parts.wheel takes a string, this is a whole number'],
    ],
    ['a list for a text', { ...VALID, owner: ['me'] }, ['wrong-type: owner takes a string, this is a list']],
    [
      'half a second',
      { ...VALID, lease: '500ms' },
      ['bad-duration: lease: servers cut off parts of a second: this would not be stored as written'],
    ],
    [
      'days and hours',
      { ...VALID, lease: '1d12h' },
      ['bad-duration: lease: servers take days only in whole numbers and alone, such as 7d: write the sum in hours'],
    ],
    [
      'no duration',
      { ...VALID, lease: 'soon' },
      ['bad-duration: lease: a duration is a number of seconds or text such as 90s, 1h30m or 7d'],
    ],
    ['no JSON', { ...VALID, document: '{a}' }, ['wrong-value: document: this text is not JSON']],
    ['null where there is a default', { ...VALID, max_retries: null, lease: null }, []],
    [
      'null where there is none',
      { ...VALID, size: null },
      ['no-default: size has no default to go back to, so it cannot be null'],
    ],
    [
      'what the server makes',
      { ...VALID, made: 'x' },
      ['read-only-field: made is made by the server; it can be referred to, not declared'],
    ],
    ['what goes away', { ...VALID, high: 1 }, ['deprecated-field: high is deprecated: Use low.']],
    ['none of a group', { owner: 'me' }, ['field-group: the settings of a toy box needs one of key or profile']],
    [
      'two of a group',
      { ...VALID, profile: 'p' },
      ['field-group: the settings of a toy box takes only one of key and profile'],
    ],
    ['a missing field', { key: 'k' }, ['missing-field: the settings of a toy box needs owner']],
    [
      'a misspelt field that is needed, which is there after all',
      { ownr: 'me', key: 'k' },
      ['unknown-field: the settings of a toy box has no field ownr'],
    ],
    [
      'a needed field by its former name',
      { holder: 'me', key: 'k' },
      ['unknown-field: the settings of a toy box has no field holder'],
    ],
    ['an alias is as good as what it stands for', { ...VALID, size: 'tiny' }, []],
    [
      'what is not known yet passes',
      { ...VALID, owner: new Pending(), parts: { a: new Pending() }, size: new Pending() },
      [],
    ],
    [
      'what is known beside what is not',
      { ...VALID, colours: [new Pending(), { name: 'red', id: new Pending() }] },
      ['wrong-type: colours[1] takes one of "red", "green", this is a map'],
    ],
    [
      'a list that holds what is not known, where a text belongs',
      { ...VALID, owner: [new Pending()] },
      ['wrong-type: owner takes a string, this is a list'],
    ],
    [
      'a map with a wrong member and one that is not known',
      { ...VALID, parts: { wheel: 4, door: new Pending() } },
      ['wrong-type: parts.wheel takes a string, this is a whole number'],
    ],
    [
      'everything at once, in order',
      { lease: true, oner: 'me', max_retries: [] },
      [
        'wrong-type: lease takes a string or a whole number, this is a boolean',
        'unknown-field: the settings of a toy box has no field oner',
        'wrong-type: max_retries takes a whole number, this is a list',
        'field-group: the settings of a toy box needs one of key or profile',
      ],
    ],
  ])('%s', (_, fields, expected) => {
    expect(said(fields)).toEqual(expected);
  });

  it('stands at the field, or at the head of the block for what is missing', () => {
    const [unknown, missing] = check({ key: 'k', colour: 'red' });
    expect(unknown).toMatchObject({ at: span(2), address: 'mount.toys.config.root' });
    expect(missing).toMatchObject({ code: 'missing-field', at: span(0) });
  });

  it('asks nothing of an object that belongs to somebody else', () => {
    const at = span(0);
    expect(checkFields({ kind: toy(), fields: {}, spans: {}, at, existing: true })).toEqual([]);
  });
});

describe('what somebody may have meant', () => {
  it.each([
    ['a near miss', 'max_retry', 'did you mean max_retries?'],
    ['a field of a neighbour', 'lease_max', 'that is a field of `config "lease"`'],
    ['a field with a new name', 'holder', 'here it is called owner'],
  ])('%s', (_, name, hint) => {
    const all = 'vaultseed explain mount.toy.config.root lists them all';
    expect(check({ ...VALID, [name]: 'x' })).toMatchObject([{ code: 'unknown-field', help: [hint, all] }]);
  });

  it('nothing near: only where to look', () => {
    const all = 'vaultseed explain mount.toy.config.root lists them all';
    expect(check({ ...VALID, zzz: 'x' })).toMatchObject([{ help: [all] }]);
  });

  it('an open kind takes what it does not know', () => {
    const fields = { ...VALID, zzz: 1 };
    expect(checkFields({ kind: toy('config_root', { open: '/data' }), fields, spans: {}, at: span(0) })).toEqual([]);
  });
});

describe('how it is written instead', () => {
  it.each<[string, Fields, string]>([
    ['a number in quotes', { max_retries: '3' }, 'write 3, without quotes'],
    ['one text for a list', { colours: 'red' }, 'write ["red"]'],
    ['a number for a text', { owner: 7 }, 'write "7", in quotes'],
    ['an item that is spelt nearly so', { colours: ['gren'] }, 'did you mean "green"?'],
    ['a duration in words', { lease: '1 hour' }, 'write "1h"'],
    ['a duration of several units', { lease: '1d 12 hours' }, 'write "36h"'],
    ['a duration in weeks', { lease: '2 weeks' }, 'write "14d"'],
  ])('%s', (_, fields, hint) => {
    expect(check({ ...VALID, ...fields })).toMatchObject([{ help: [hint] }]);
  });

  it('tells nothing of a secret, only how such values are written', () => {
    for (const fields of [{ max_retries: new Secret('3') }, { lease: new Secret('1 hour') }]) {
      expect(String(check({ ...VALID, ...fields })[0]?.help)).not.toMatch(/3|1 ?h/);
    }
  });

  it('stands under the value, or the part of it that is wrong', () => {
    const asked: unknown[] = [];
    const valueAt = (...path: unknown[]) => {
      asked.push(path);
      return span(99);
    };
    const fields = { ...VALID, colours: ['red', 'blue'] };
    expect(checkFields({ kind: toy(), fields, at: span(0), spans: {}, valueAt })).toMatchObject([{ at: span(99) }]);
    expect(asked).toEqual([['colours', ['1']]]);
  });
});

describe('secrets', () => {
  it.each<[string, Fields]>([
    ['a hidden field', { ...VALID, secret: 'canary' }],
    ['a secret value', { ...VALID, size: new Secret('canary') }],
    ['a secret in a list', { ...VALID, colours: ['red', new Secret('canary')] }],
    ['a secret of the wrong type', { ...VALID, owner: new Secret(['canary']) }],
    ['a secret key', { ...VALID, parts: new Secret({ canary: 1 }) }],
    ['a secret duration', { ...VALID, lease: new Secret('canary') }],
  ])('are judged and not shown: %s', (_, fields) => {
    const found = check(fields);
    expect(found).toHaveLength(1);
    expect(JSON.stringify(found)).not.toContain('canary');
  });
});

describe('what a server does not have', () => {
  const server = (product: string, version: string, edition: 'community' | 'enterprise' = 'community') => ({
    product,
    version,
    edition,
  });

  it.each<[string, Fields, ReturnType<typeof server>, string[]]>([
    ['all there', { lease: 1 }, server('vault', '1.21.1'), []],
    [
      'an older version',
      {},
      server('vault', '1.15.6'),
      ['no settings of a toy box here: vault has it in >=1.16, this is 1.15.6'],
    ],
    ['a release candidate has it', {}, server('vault', '1.16.0-rc1'), []],
    ['a plugin may bring it', {}, server('openbao', '2.6.2'), []],
    ['no version has it', { profile: 'p' }, server('vault', '1.21.1'), ['no profile here: no version of vault has it']],
    ['another edition', { rich: true }, server('vault', '1.21.1'), ['no rich here: it needs the enterprise edition']],
    ['that edition', { rich: true }, server('vault', '1.21.1+ent', 'enterprise'), []],
    ['a product nobody named', { profile: 'p' }, server('other', '0.1.0'), []],
  ])('%s', (_, fields, identity, expected) => {
    expect(checkProduct(toy(), fields, identity).map(({ message }) => message)).toEqual(expected);
  });

  it('has what every version has, whatever it calls its own', () => {
    const kind = { ...toy(), products: { vault: '*' } };
    expect(checkProduct(kind, {}, server('vault', 'built-by-hand'))).toEqual([]);
  });
});

describe('aliases', () => {
  it('become what the server makes of them, and never override what is written', () => {
    expect(normalise(toy(), { size: 'tiny' })).toEqual({ size: 'small', owner: 'nobody' });
    expect(normalise(toy(), { size: 'tiny', owner: 'me' })).toEqual({ size: 'small', owner: 'me' });
    expect(normalise(toy(), { size: 'large' })).toEqual({ size: 'large' });
  });
});
