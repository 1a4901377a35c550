import type { Remedies } from './remedy.ts';

/** Of mistakes in how a seed is written. */
export const syntaxRemedies = {
  'bad-character': [
    'A character outside of a string that HCL does not use.',
    'Take it away, or put quotes around the text it belongs to.',
  ],
  'smart-quotes': ['The text went through a word processor or a chat.', 'Write straight double quotes: "text".'],
  'single-quotes': ['HCL knows double quotes only.', 'Write "text".'],
  'byte-order-mark': [
    'Files were put together, and one of them began with a byte order mark.',
    'Save the file as UTF-8 without a byte order mark.',
  ],
  'lone-carriage-return': ['The file has line ends of an old kind.', 'Save it with LF or CRLF line ends.'],
  'merge-conflict': [
    'Two people changed the same lines, and git wrote both sides into the file.',
    'Keep what is right, and delete the lines with <<<<<<<, ======= and >>>>>>>.',
  ],
  'bad-operator': [
    'An operator of another language, such as === or **.',
    'HCL has + - * / % == != < <= > >= && || ! and ? : for a choice.',
  ],
  'bad-number': [
    'A number with a suffix, leading zeros or two points.',
    'Write 3600 or 1.5; a length of time is a text: "1h".',
  ],
  'bad-escape': [
    'A backslash before a character that has no escape.',
    'Escapes are \\n \\r \\t \\" \\\\ \\uNNNN; for a backslash itself write \\\\.',
  ],
  'bad-heredoc': [
    'A heredoc opens with << or <<- and a word, and then the line ends.',
    'Write <<-EOT, the text on the next lines, and EOT on a line of its own.',
  ],
  'unclosed-string': [
    'A quote is missing, usually at the end of the line shown or at the start of the one before.',
    'Close the string; for several lines use a heredoc.',
  ],
  'unclosed-template': [
    'An interpolation begins and is not closed.',
    'Close it with }; for the two characters themselves write $${ or %%{.',
  ],
  'unclosed-heredoc': [
    'The closing word is missing, misspelt, or has something after it.',
    'Put the word that opened it on a line of its own.',
  ],
  'unclosed-comment': ['A /* without its */.', 'Close it, or start each line with #.'],
  'unclosed-bracket': [
    'A bracket opens and the file ends first.',
    'Look for the closing one near the place shown: a line in between often lacks it.',
  ],
  'unexpected-closer': [
    'One closing bracket too many, or of another sort than the one that is open.',
    'Take it away, or look for the opening one above.',
  ],
  'bad-item': ['A line in a block is neither NAME = VALUE nor a block.', 'Write name = value, or type "label" { … }.'],
  'bad-label': [
    'Labels of blocks are names or plain strings; they are not computed.',
    'Write a plain label; with for_each set name or path inside the block.',
  ],
  'colon-for-equals': [
    'An attribute written as in JSON or YAML.',
    'Write name = value. In a *.seed.json file everything is JSON.',
  ],
  'equals-before-block': [
    'A block was written like an attribute.',
    'Take the equals sign away: options { … } becomes a block; a map keeps the sign.',
  ],
  'missing-newline': ['Two attributes or blocks stand on one line.', 'Give each a line of its own.'],
  'one-line-block': ['A block on one line may hold one attribute.', 'Put its contents on lines of their own.'],
  'missing-expression': [
    'There is a name and an equals sign, or an operator, and nothing after it.',
    'Write the value; null means "back to the default".',
  ],
  'missing-operator': [
    'Two values stand side by side.',
    'Put an operator or a comma between them, or write one text: "${a}-${b}".',
  ],
  'missing-comma': ['Items on one line need commas, and so do items of a list on several lines.', 'Write the comma.'],
  'extra-comma': ['A comma with nothing before or after it.', 'Take it away.'],
  'unexpected-token': [
    'Something stands where the language has another thing.',
    'Compare the line with the examples of vaultseed explain.',
  ],
  'bad-for': [
    'A for expression lacks in, a colon, or its brackets.',
    'Write [for x in list : x] or {for k, v in map : k => v}.',
  ],
  'bad-directive': ['A %{ if } or %{ for } of a template is not complete.', 'Close it with %{ endif } or %{ endfor }.'],
  'duplicate-attribute': ['The same name is set twice in one block.', 'Keep one of them.'],
  'too-deep': ['Expressions or blocks are nested beyond any use.', 'Put parts of it into locals.'],
  'too-many-mistakes': [
    'The first mistakes have most likely caused the others.',
    'Mend those that are shown and look again.',
  ],
  'bad-json': [
    'The file is not JSON.',
    'The place shown is where reading stopped; the mistake may stand just before it.',
  ],
  'json-comment': ['JSON has no comments.', 'Use a member named "//" for a remark, or write the file as *.seed.hcl.'],
  'json-comma': ['A comma after the last member, or none between two.', 'Put commas between members only.'],
  'json-shape': [
    'An object was expected where a list or a value stands, or the reverse.',
    'A block with labels is written as objects in each other: {"policy": {"app": { … }}}.',
  ],
  'block-as-attribute': ['A block was written as NAME = { … }.', 'Write it without the equals sign.'],
  'attribute-as-block': ['An attribute was written as NAME { … }.', 'Write NAME = { … }.'],
  'label-count': ['A block has more or fewer labels than it takes.', 'The message says how the block is written.'],
} as const satisfies Remedies;
