import type { Remedies } from './remedy.ts';

/** Of mistakes in what a seed declares. */
export const seedRemedies = {
  'bad-prune': [
    'prune names blocks, such as policy or role, of which nothing but what is declared is to be on the server.',
    'Use a block that may stand in this place and that servers list.',
  ],
  'no-seed': ['The folder has no file named *.seed.hcl or *.seed.json.', 'Give the right folder, or name the file so.'],
  'empty-seed': [
    'There are files of a seed, and nothing is in them.',
    'Write a block, or look whether all files were saved.',
  ],
  'file-missing': [
    'A file that the seed or the command line names is not there.',
    'Paths in a seed start at the file they stand in.',
  ],
  'file-unreadable': ['The file is there and cannot be read.', 'Look at its rights.'],
  'file-too-large': [
    'A seed is text that people write; this is more than that.',
    'Split it, or keep the data elsewhere.',
  ],
  'file-outside': [
    'A seed reads files from its own folder only, so that it means the same everywhere, and none in .git. A file of values in that folder is no link that leads out of it, whoever named it.',
    'Copy the file into the folder, or allow another one as well: --allow-files FOLDER.',
  ],
  'allowed-folder': [
    '--allow-files names the folders that functions such as file may read beside that of the seed.',
    'Give the path of a folder that is there, as seen from where you stand.',
  ],
  'not-a-file': ['The path leads to a folder, a device or a pipe.', 'Name a regular file.'],
  'not-text': ['The file holds bytes that are no text.', 'filebase64("…") reads such files.'],
  'not-utf8': ['The file is in another encoding.', 'Save it as UTF-8.'],
  'unknown-block': [
    'A block that no seed has at this place: misspelt, or standing at the wrong level.',
    'vaultseed explain lists all blocks.',
  ],
  'not-yet': ['The word is kept for a later version.', 'Leave it out.'],
  'foreign-block': ['A block of Terraform.', 'The message says how the same is written here.'],
  'block-labels': ['A block has too few or too many labels.', 'Most blocks take one, the name: policy "reader" { … }.'],
  'quoted-reference': [
    'A text reads like a reference, or has a variable in it as shells and other templates write it, so the server would get the words instead of the value.',
    'Take the quotes away, or in JSON write "${var.NAME}"; a variable of the environment is env("NAME"). Ignore this if the words are meant.',
  ],
  'root-only': [
    'An object stands in a namespace, and only the root of a server has such.',
    'Move the block to the top of the seed.',
  ],
  'block-for-field': ['A field was written as a block.', 'Write NAME = { … }.'],
  'stray-attribute': [
    'An attribute stands at the top of a file, where only blocks are.',
    'Put it into its block; values of your own go into locals { … }.',
  ],
  'unknown-setting': ['The block has no attribute of this name.', 'vaultseed explain BLOCK lists what it has.'],
  'missing-setting': ['The block cannot do without this attribute.', 'Add it.'],
  'invalid-setting': [
    'The attribute is there, and its value is none it can have.',
    'The message says which there are; some must be plain values, not computed.',
  ],
  'declared-twice': ['Two blocks have one address.', 'Rename one of them, or put both together.'],
  'same-object': [
    'Two blocks with different names mean one object of the server.',
    'Keep one: two owners would overwrite each other for ever.',
  ],
  'described-path': [
    'The path leads to an object that a block describes, or to a part of one. Written by its path, nobody would know what the object is, whose it is, and what a change of it risks.',
    'Write the block that the message names.',
  ],
  'module-source': [
    'A module is a folder of the seed, with files named *.seed.hcl or *.seed.json.',
    'Write source = "./FOLDER", relative to the file that calls it.',
  ],
  'module-input': [
    'Inputs are the variables of the module: each without a default is needed, and there are no others.',
    'Look at the variable blocks in its folder.',
  ],
  'module-block': [
    'A server and the name of a seed belong to the seed that calls the module.',
    'Move the block there, or give the module a variable.',
  ],
  'module-limit': [
    'Modules call modules, each with for_each: together that is more than anybody means.',
    'Iterate at one level only, or split the seed.',
  ],
  'version-required': ['The seed block asks for another version of vaultseed.', 'Install it, or change requires.'],
  'unknown-reference': [
    'Nothing in the seed has this address, or the object has no such field.',
    'References are written TYPE.NAME.FIELD, such as policy.reader.name; what stands in a mount starts with the mount.',
  ],
  'reference-not-allowed': [
    'This place is read before there are objects or variables.',
    'Use a plain value, or what the message allows.',
  ],
  cycle: [
    'Each of the things named needs the next, and the last needs the first.',
    'Write one of the values out instead of referring to it.',
  ],
  'for-each-value': ['for_each takes a map, or a set of texts.', 'Write toset(["a", "b"]) or { a = …, b = … }.'],
  'for-each-sensitive': [
    'Keys of for_each are part of addresses, so they cannot be secret.',
    'Iterate over names, and look the secret up inside the block.',
  ],
  'for-each-unknown': [
    'How many objects there are must be known before anything is made.',
    'Iterate over something that the seed itself says.',
  ],
  'for-each-name': [
    'All instances would have the label as their name.',
    'Add name = each.key (path = each.key for mounts).',
  ],
  'name-value': [
    'A name came out empty, unknown, or with characters that paths cannot hold.',
    'Use a plain text that is known without the server.',
  ],
  'unknown-plugin': [
    'No kinds are known for the type of this mount, so nothing can stand inside it.',
    'Correct the type; endpoint "path" { data = { … } } writes what no kind describes.',
  ],
  'unusual-plugin': [
    'The type is none that is known. A plugin of your own may be called anything.',
    'Ignore it if it is meant.',
  ],
  'existing-fields': [
    'existing = true says that somebody else owns the object, so nothing of it can be declared.',
    'Take the fields away, or existing.',
  ],
  'variable-missing': [
    'A variable without a default was given no value.',
    'Use --var NAME=VALUE, --var-file FILE, a *.auto.seedvars file or SEED_VAR_NAME.',
  ],
  'variable-unknown': [
    'A value was given to a variable that the seed does not declare.',
    'Correct the name, or declare it: variable "NAME" { }.',
  ],
  'variable-unused': [
    'A file of values has one that this seed has no use for.',
    'Nothing, if several seeds share the file.',
  ],
  'variable-invalid': [
    'The value does not have the type of the variable, or one of its conditions says no.',
    'Look at the variable block; lists and maps are written as in HCL: --var \'teams=["a"]\'.',
  ],
  'values-unread': [
    'A file beside the seed is called as if it were read by itself, and only files are that end in .auto.seedvars.',
    'Rename it, or ask for it with --var-file FILE.',
  ],
  'variable-file': [
    'A file of values holds blocks, references or functions.',
    'Write NAME = VALUE lines with plain values.',
  ],
} as const satisfies Remedies;
