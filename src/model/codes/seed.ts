import type { CodeEntry } from '../diagnostic.ts';

/** Codes of `seed`: words, permanent, searchable. */
export const seedCodes = {
  'no-seed': { severity: 'error', summary: 'There is no seed here' },
  'file-missing': { severity: 'error', summary: 'A file is not there' },
  'file-unreadable': { severity: 'error', summary: 'A file cannot be read' },
  'file-too-large': { severity: 'error', summary: 'A file is larger than a seed may be' },
  'file-outside': { severity: 'error', summary: "A path leads out of the seed's folder" },
  'not-a-file': { severity: 'error', summary: 'A path leads to something that is not a regular file' },
  'not-text': { severity: 'error', summary: 'A file holds no text' },
  'not-utf8': { severity: 'error', summary: 'A file is not UTF-8' },

  'unknown-block': { severity: 'error', summary: 'There is no such block' },
  'not-yet': { severity: 'error', summary: 'This version does not know this yet' },
  'foreign-block': { severity: 'error', summary: 'A block of another tool' },
  'block-labels': { severity: 'error', summary: 'A block has too few or too many labels' },
  'block-for-field': { severity: 'error', summary: 'A block stands where an attribute belongs' },
  'stray-attribute': { severity: 'error', summary: 'An attribute stands where only blocks belong' },
  'unknown-setting': { severity: 'error', summary: 'A block has no such attribute' },
  'missing-setting': { severity: 'error', summary: 'A block lacks an attribute it needs' },
  'invalid-setting': { severity: 'error', summary: 'An attribute has a value it cannot have' },
  'declared-twice': { severity: 'error', summary: 'Something is declared twice' },
  'same-object': { severity: 'error', summary: 'Two declarations are about one object of the server' },
  'version-required': { severity: 'error', summary: 'The seed asks for another version' },

  'unknown-reference': { severity: 'error', summary: 'A reference leads nowhere' },
  'reference-not-allowed': { severity: 'error', summary: 'A reference cannot be used here' },
  cycle: { severity: 'error', summary: 'Things need each other in a circle' },
  'for-each-value': { severity: 'error', summary: 'for_each cannot use this value' },
  'for-each-sensitive': { severity: 'error', summary: 'for_each cannot use a sensitive value' },
  'for-each-unknown': { severity: 'error', summary: 'for_each cannot use a value that is known after apply only' },
  'for-each-name': { severity: 'error', summary: 'Several instances would have one name' },
  'name-value': { severity: 'error', summary: 'A name has a value it cannot have' },
  'unknown-plugin': { severity: 'error', summary: 'Nothing is known about this type' },
  'unusual-plugin': { severity: 'warning', summary: 'A type that may be misspelt' },
  'existing-fields': { severity: 'error', summary: 'An object that belongs to somebody else has fields' },

  'variable-missing': { severity: 'error', summary: 'A variable has no value' },
  'variable-unknown': { severity: 'error', summary: 'There is no such variable' },
  'variable-unused': { severity: 'warning', summary: 'A variable file sets a variable that the seed does not have' },
  'variable-invalid': { severity: 'error', summary: 'A variable has a value it cannot have' },
  'variable-file': { severity: 'error', summary: 'A variable file holds more than values' },
} as const satisfies Record<string, CodeEntry>;
