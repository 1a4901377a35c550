import type { CodeEntry } from '../diagnostic.ts';

/** Codes of `watch`: words, permanent, searchable. */
export const watchCodes = {
  'round-late': { severity: 'error', summary: 'A round of the watch took too long' },
  'metrics-unavailable': { severity: 'error', summary: 'Nothing can listen at the address for metrics' },
  'token-ends': { severity: 'warning', summary: 'The token will end and cannot be renewed' },
  'token-ended': { severity: 'error', summary: 'The token has ended' },
  'webhook-invalid': { severity: 'error', summary: 'The address of the webhook cannot be used' },
  'webhook-unsigned': { severity: 'warning', summary: 'Who receives the webhook cannot tell who sent it' },
  'server-changed': { severity: 'error', summary: 'The seed names another server than the watch began with' },
  'webhook-plain': { severity: 'warning', summary: 'Anybody on the way can read the webhook' },
  'webhook-failed': { severity: 'warning', summary: 'The webhook was not delivered' },
} as const satisfies Record<string, CodeEntry>;
