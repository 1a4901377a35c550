import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCatalog } from '../../src/kinds/index.ts';
import { accepts } from '../../src/kinds/plainly.ts';
import type { Plain } from '../../src/model/data.ts';
import type { Field } from '../../src/model/kind.ts';

type Schema = Field['schema'];

const catalog = openCatalog();
const schemas = catalog
  .plugins()
  .flatMap((id) => catalog.plugin(id)?.kinds ?? [])
  .flatMap(({ fields }) => fields.map(({ schema }) => schema));

const distinct = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
const understood = (schema: Schema): boolean => accepts(schema) !== undefined;

const words = distinct.flatMap(({ enum: list }) => (Array.isArray(list) ? list : [])).filter((word) => word !== null);

const scalar = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer({ min: -5, max: 70 }),
  fc.double({ noNaN: true }),
  fc.string({ unit: 'grapheme', maxLength: 3 }),
  fc.constantFrom(...words),
);
const value: fc.Arbitrary<Plain> = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(fc.string({ maxLength: 3 }), fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })), { maxKeys: 3 }),
  fc.array(fc.dictionary(fc.string({ maxLength: 3 }), scalar, { maxKeys: 2 }), { maxLength: 2 }),
);

describe('what is seen to be right at once', () => {
  it('covers nearly all fields that there are', () => {
    expect(schemas.filter(understood).length / schemas.length).toBeGreaterThan(0.95);
  });

  it.each(distinct.filter(understood).map((schema) => [JSON.stringify(schema), schema] as const))(
    'is what JSON Schema allows: %s',
    (_, schema) => {
      const ajv = new Ajv2020({ allowUnionTypes: true, strictRequired: false });
      const allowed = ajv.compile(schema);
      const sees = accepts(schema) ?? (() => false);
      fc.assert(fc.property(value, (data) => sees(data) === allowed(data)));
    },
  );

  it.each<[Schema]>([
    [{ properties: {} }],
    [{ pattern: 'a' }],
    [{ type: 'null' }],
    [{ items: { const: 1 } }],
    [{ constructor: 1 }],
  ])('says nothing of a schema with something else: %j', (schema) => {
    expect(accepts(schema)).toBeUndefined();
  });
});
