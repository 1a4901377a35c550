import { loadField, type RawField } from '../../src/kinds/field.ts';
import type { Field, Form } from '../../src/model/kind.ts';

const TYPES: Readonly<Partial<Record<Form, readonly string[]>>> = {
  set: ['array'],
  'string-map': ['object'],
};

/** A field as a kind file would give it, for what a test has to say about it. */
export const field = (compare: Form, raw: RawField = {}): Field =>
  loadField(
    'field',
    { type: TYPES[compare] ?? 'string', ...raw, compare },
    { required: false, inTable: false, unreadable: false },
  );
