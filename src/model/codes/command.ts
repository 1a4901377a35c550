import type { CodeEntry } from '../diagnostic.ts';

/** Codes of `command`: words, permanent, searchable. */
export const commandCodes = {
  'unknown-command': { severity: 'error', summary: 'There is no such command' },
  usage: { severity: 'error', summary: 'A command was called in a way it does not understand' },
  'approval-needed': { severity: 'error', summary: 'Nobody is there to approve the plan' },
  'nothing-to-explain': { severity: 'error', summary: 'There is nothing of this name to explain' },
  'not-formatted': { severity: 'error', summary: 'A file of a kind that fmt does not lay out' },
  untranslatable: { severity: 'error', summary: 'Something that the other syntax has no form for' },
  'translation-exists': {
    severity: 'error',
    summary: 'The file that a translation would be written to is there already',
  },
  'command-not-run': { severity: 'error', summary: 'A command could not be started' },
} as const satisfies Record<string, CodeEntry>;
