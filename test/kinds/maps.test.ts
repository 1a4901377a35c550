import { describe, expect, it } from 'vitest';
import { same, wire } from '../../src/kinds/index.ts';
import { Secret } from '../../src/model/secret.ts';
import { field } from './fields.ts';

const ADDRESS = 'postgresql://{{username}}:{{password}}@127.0.0.1/db';

describe('maps of texts', () => {
  it.each([
    ['a number and its text', { count: 1 }, { count: '1' }],
    ['a boolean and what the server makes of one', { log_raw: true }, { log_raw: '1' }],
    ['a boolean and how somebody else wrote it', { log_raw: false }, { log_raw: 'FALSE' }],
    ['texts for the same truth', { log_raw: 'true' }, { log_raw: '1' }],
  ])('are the same: %s', (_, declared, live) => {
    expect(same(field('string-map'), declared, live)).toBe(true);
    expect(same(field('string-map-subset'), declared, live)).toBe(true);
  });

  it.each([
    ['another text', { mode: '0600' }, { mode: '0640' }],
    ['numbers that no boolean is among', { version: '1' }, { version: '01' }],
    ['a key that is not there', { mode: '0600' }, {}],
  ])('differ: %s', (_, declared, live) => {
    expect(same(field('string-map'), declared, live)).toBe(false);
    expect(same(field('string-map-subset'), declared, live)).toBe(false);
  });

  it('count what is not declared, unless they are subsets', () => {
    const [declared, live] = [{ note: 'a' }, { note: 'a', version: '2' }];
    expect(same(field('string-map'), declared, live)).toBe(false);
    expect(same(field('string-map-subset'), declared, live)).toBe(true);
  });

  it('take away what a subset declares as nothing', () => {
    const subset = field('string-map-subset');
    expect(same(subset, { note: '' }, { note: 'a' })).toBe(false);
    expect(same(subset, { note: null }, { version: '2' })).toBe(true);
    expect(wire(subset, { note: null, other: true })).toEqual({ note: '', other: 'true' });
  });
});

describe('an address whose password the server masks', () => {
  const masked = field('masked-url');

  it.each([
    [ADDRESS, ADDRESS, true],
    ['postgresql://u:canary@db/x', 'postgresql://u:xxxxx@db/x', true],
    ['postgresql://u:canary@db/x', 'postgresql://u:xxxxx@db/y', false],
    ['postgresql://v:canary@db/x', 'postgresql://u:xxxxx@db/x', false],
    ['postgresql://u:canary@db/x', 'postgresql://u:other@db/x', false],
    ['u:canary@tcp(db)/', 'u:other@tcp(db)/', false],
  ])('%s, read as %s: %s', (declared, live, verdict) => {
    expect(same(masked, declared, live)).toBe(verdict);
    expect(same(masked, new Secret(declared), new Secret(live))).toBe(verdict);
  });
});
