import type { CodeEntry } from '../diagnostic.ts';

/** Codes of `ledger`: words, permanent, searchable. */
export const ledgerCodes = {
  'ledger-unreadable': { severity: 'error', summary: 'The ledger cannot be read' },
  'ledger-altered': {
    severity: 'error',
    summary: 'The ledger was altered by somebody without its key, or rolled back',
  },
  'ledger-refused': { severity: 'error', summary: 'The server does not take a write to the ledger' },
  'ledger-crossed': { severity: 'error', summary: 'Somebody else has written the ledger meanwhile' },
  'ledger-unfit': { severity: 'error', summary: 'The ledger cannot be kept at this path' },
  'ledger-newer': { severity: 'error', summary: 'The ledger was written by a newer version' },
  'ledger-empty': { severity: 'warning', summary: 'What the seed declares is there, and its ledger lists none of it' },
  'ledger-keyless': { severity: 'warning', summary: 'Hidden fields cannot be compared without the key of the ledger' },
  'ledger-declared': { severity: 'error', summary: "A seed declares the ledger, which is nobody's to own" },
  'ledger-key-lost': {
    severity: 'warning',
    summary: 'The key of the ledger is gone, and hidden fields cannot be compared',
  },
  'ledger-key-needed': { severity: 'error', summary: 'The ledger cannot be written without its key' },
  'lock-held': { severity: 'error', summary: 'Another run works on this seed' },
  'lock-damaged': { severity: 'error', summary: 'The lock of a seed is not as any run writes it' },
  'run-under-way': { severity: 'warning', summary: 'Another run works on this seed' },
  'run-died': { severity: 'warning', summary: 'A run has died in the middle of its work' },
  'lock-lost': { severity: 'error', summary: 'The lock of this run has ended' },
} as const satisfies Record<string, CodeEntry>;
