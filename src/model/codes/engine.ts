import type { CodeEntry } from '../diagnostic.ts';

/** Codes of `engine`: words, permanent, searchable. */
export const engineCodes = {
  'vault-refused': { severity: 'error', summary: 'The server refused a request' },
  'write-ignored': { severity: 'error', summary: 'The server accepted a write and did not take it' },
  'write-respelt': { severity: 'warning', summary: 'The server shows a value in another form' },
  'cannot-verify': { severity: 'warning', summary: 'What a write did could not be checked' },
  'delete-ignored': { severity: 'error', summary: 'The server accepted a deletion and the object is still there' },
  'missing-plugin': { severity: 'error', summary: 'The server lacks a plugin' },
  'unknown-target': { severity: 'error', summary: 'No object has the address of a target' },
  'not-supported': { severity: 'error', summary: 'This server has no such thing' },
  'prevent-destroy': { severity: 'error', summary: 'The seed forbids destroying this object' },
  'existing-missing': { severity: 'error', summary: 'An object that should exist already does not' },
  'delete-refused': { severity: 'error', summary: 'The object protects itself from being deleted' },
  'change-refused': { severity: 'error', summary: 'The server never changes an object in this way' },
  'audit-api-off': { severity: 'error', summary: 'This server takes audit devices from its configuration file only' },
  'right-missing': { severity: 'error', summary: 'The token may not do what the plan needs' },
  'rights-unknown': { severity: 'warning', summary: 'The token may not ask what it may do' },
  'self-lockout': { severity: 'error', summary: 'The plan would lock its own token out' },
  'lockout-unknown': { severity: 'error', summary: 'Whether the plan locks its own token out is not known' },
  'risk-not-allowed': { severity: 'error', summary: 'A plan destroys something and nobody is asked' },
  'too-many-deletions': { severity: 'error', summary: 'Much of what a seed owns has left it at once' },
  'owned-elsewhere': { severity: 'error', summary: 'Another seed owns the object' },
  'owners-unknown': { severity: 'warning', summary: 'Whether another seed owns an object is not known' },
  'replace-unowned': { severity: 'error', summary: 'What the seed does not own would be made anew' },
  'internal-error': { severity: 'error', summary: 'vaultseed has made a mistake of its own' },
  'cannot-see': { severity: 'warning', summary: 'The token may not read an object' },
} as const satisfies Record<string, CodeEntry>;
