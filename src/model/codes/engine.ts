import type { CodeEntry } from '../diagnostic.ts';

/** Codes of `engine`: words, permanent, searchable. */
export const engineCodes = {
  'vault-refused': { severity: 'error', summary: 'The server refused a request' },
  'write-ignored': { severity: 'error', summary: 'The server accepted a write and did not take it' },
  'not-supported': { severity: 'error', summary: 'This server has no such thing' },
  'prevent-destroy': { severity: 'error', summary: 'The seed forbids destroying this object' },
  'existing-missing': { severity: 'error', summary: 'An object that should exist already does not' },
  'delete-refused': { severity: 'error', summary: 'The object protects itself from being deleted' },
  'audit-api-off': { severity: 'error', summary: 'This server takes audit devices from its configuration file only' },
  'cannot-see': { severity: 'warning', summary: 'The token may not read an object' },
} as const satisfies Record<string, CodeEntry>;
