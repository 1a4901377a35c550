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

  'plan-file': { severity: 'error', summary: 'A file is not a plan, or not a whole one' },
  'plan-format': { severity: 'error', summary: 'A plan file has a format that this version does not read' },
  'plan-tampered': { severity: 'error', summary: 'A plan file was altered after it was written, or is forged' },
  'plan-unsigned': { severity: 'error', summary: 'A plan file has no seal, and there is a key to check one with' },
  'plan-outside': { severity: 'error', summary: 'A plan file names something outside of the working folder' },
  'plan-moved': { severity: 'error', summary: 'What was approved is not what would be done now' },
  'plan-elsewhere': { severity: 'error', summary: 'A plan is for another server, or for another ledger' },
  'plan-unwritten': { severity: 'error', summary: 'A plan file cannot be written there' },
  'plan-secrets-alike': { severity: 'warning', summary: 'A plan file does not tell one secret from another' },
} as const satisfies Record<string, CodeEntry>;
