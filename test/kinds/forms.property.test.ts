import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { forms } from '../../src/kinds/canonical.ts';
import { same, wire } from '../../src/kinds/index.ts';
import type { Plain } from '../../src/model/data.ts';
import type { Form } from '../../src/model/kind.ts';
import { field } from './fields.ts';

const LIKELY = [
  '1h30m',
  '7d',
  '0s',
  '90',
  'true',
  'F',
  '1',
  '-1',
  '10.0.0.1/32',
  '::1/128',
  '{"a":1}',
  '[1,2]',
  '"x"',
  'a,b',
  ' a , b ',
  '2030-01-01T00:00:00+02:00',
  '-----BEGIN X-----\r\nabc\r\n-----END X-----',
  'path "a" { capabilities = ["read"] }',
  '',
] as const;

const scalar: fc.Arbitrary<Plain> = fc.oneof(
  fc.constantFrom(...LIKELY),
  fc.string(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  fc.boolean(),
  fc.constant(null),
);

const value: fc.Arbitrary<Plain> = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 4 }),
  fc.dictionary(fc.string({ maxLength: 4 }), fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })), { maxKeys: 3 }),
);

const names = Object.keys(forms) as Form[];

describe.each(names)('%s', (form) => {
  const one = field(form, { type: ['string', 'number', 'boolean', 'array', 'object'] });
  const { canonical, within } = forms[form];

  it('brings a value to its form once and for all', () => {
    fc.assert(fc.property(value, (a) => isDeepStrictEqual(canonical(canonical(a)), canonical(a))));
  });

  it('finds every value the same as itself, and as what is sent for it', () => {
    fc.assert(fc.property(value, (a) => same(one, a, a) && same(one, wire(one, a), a) && same(one, a, wire(one, a))));
  });

  it.skipIf(within !== undefined)('finds a the same as b when b is the same as a', () => {
    fc.assert(fc.property(value, value, (a, b) => same(one, a, b) === same(one, b, a)));
  });
});
