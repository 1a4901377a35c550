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
  'plan-file': [
    'vaultseed show and apply read what plan --out wrote, and this is something else, or a part of it only.',
    'Look at the name of the file; copy it whole; else plan again.',
  ],
  'plan-format': [
    'The form of plan files has changed between the version that wrote it and this one.',
    'Plan and apply with the same version.',
  ],
  'plan-tampered': [
    'The checksum in the file covers all of it, and does not fit: it was altered or damaged. Or its checksum fits and its seal does not, which takes the key of the ledger to make: then it is forged.',
    'Find out who altered it; nothing of it is used. Plan again.',
  ],
  'plan-unsigned': [
    'Whoever may write a plan file can make its checksum anew. So where the key of the ledger is at hand when a plan file is carried out, it must have been planned with that key, and be sealed with it. This one was planned by a token that may not read the key, or before the first apply made it, or somebody took the seal off.',
    'Plan again with a token that may read keys/NAME in the ledger, as a policy of vaultseed policy --read-only lets it. Before the first apply, and without a ledger: apply FILE --checksum SHA256, which vaultseed show FILE tells.',
  ],
  'plan-outside': [
    'A plan file says where its seed is, its files of values, and the folders of --allow-files. They are read before anybody can tell whether the file is the one that was approved, as the seed decides which key tells that. So outside of the folder that apply runs in they take the word of whoever runs it.',
    'Plan and apply in a folder above all that the seed reads. Or give --var-file and --allow-files to apply as well; or --checksum SHA256, which plan --out and vaultseed show FILE tell, by a way that is safer than the file.',
  ],
  'plan-moved': [
    'An approved plan is planned again before it is carried out, from a file and after a yes on a terminal. The server, the seed, its values or its secrets have changed since.',
    'The message names what moved. Look at a new plan, have it approved, apply that.',
  ],
  'plan-elsewhere': [
    'A plan is for one server: product, address, namespace and cluster are those it was made for. And it is for one ledger, which whoever carries it out has to name as whoever planned it did: else a forged file could choose one without a key.',
    'Look at --address, VAULT_ADDR and the namespace, or plan for this server. Give the same --ledger, --no-ledger or VAULTSEED_LEDGER as to plan.',
  ],
  'plan-unwritten': [
    'The path leads to a folder, to a file that is no plan, or to a place where this user may not write.',
    'Name another file: --out plan.json.',
  ],
  'plan-secrets-alike': [
    'Secrets are told apart with a key that the ledger holds. Without it a plan file may hold nothing that depends on one: whoever found the file could try words.',
    'Keep a ledger, and let the token that plans read its key. The first plan of all comes before there is one.',
  ],
} as const satisfies Remedies;
