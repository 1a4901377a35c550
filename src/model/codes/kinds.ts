import type { CodeEntry } from '../diagnostic.ts';

/** Codes of `kinds`: words, permanent, searchable. */
export const kindsCodes = {
  'unknown-field': { severity: 'error', summary: 'There is no field of this name here' },
  'wrong-type': { severity: 'error', summary: 'A field has a value of the wrong type' },
  'wrong-value': { severity: 'error', summary: 'A field has a value that it does not take' },
  'missing-field': { severity: 'error', summary: 'A field that must be there is missing' },
  'no-default': { severity: 'error', summary: 'A field cannot be set back to a default' },
  'read-only-field': { severity: 'error', summary: 'A field is made by the server and cannot be declared' },
  'field-group': { severity: 'error', summary: 'Fields that exclude or need each other are declared' },
  'deprecated-field': { severity: 'warning', summary: 'A field is on its way out' },
  'bad-duration': { severity: 'error', summary: 'A duration that servers do not understand' },
  advice: { severity: 'warning', summary: 'A choice that is easily made by accident' },
  'refused-text': { severity: 'error', summary: 'A text that no server takes' },
  'bad-name': { severity: 'error', summary: 'A name that the server cannot have' },
  'acting-endpoint': { severity: 'error', summary: 'A path that acts instead of holding settings' },
  'another-object': { severity: 'error', summary: 'What is written leads to another object than its path' },
  'kind-unsupported': { severity: 'error', summary: 'This server has no objects of this kind' },
  'field-unsupported': { severity: 'error', summary: 'This server has no such field' },
} as const satisfies Record<string, CodeEntry>;
