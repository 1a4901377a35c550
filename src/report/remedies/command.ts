import type { Remedies } from './remedy.ts';

/** Of mistakes on the command line. */
export const commandRemedies = {
  'unknown-command': ['The first word is no command.', 'vaultseed alone lists them.'],
  usage: [
    'An option or an argument that the command does not have, or a value it cannot use.',
    'vaultseed COMMAND --help lists them.',
  ],
  'approval-needed': [
    'The command asks before it writes, and there is no terminal to ask on.',
    'Look at vaultseed plan, then use --auto-approve.',
  ],
  'nothing-to-explain': [
    'The name is no kind, no block, no function and no code.',
    'vaultseed explain lists what there is.',
  ],
  'command-not-run': ['The program behind -- could not be started.', 'Look at its name, its rights and the PATH.'],
  'not-formatted': ['The command lays out files of a seed only.', 'Name *.seed.hcl files, or a folder that has some.'],
  untranslatable: [
    'JSON takes any text for a name, HCL takes words only.',
    'Rename what the message shows, or leave the file as it is.',
  ],
  'translation-exists': [
    'A translation replaces a file by one with another ending, and never one that is there already.',
    'Move that file away, or delete the one of the two that is out of date.',
  ],
} as const satisfies Remedies;
