import type { Remedies } from './remedy.ts';

/** Of mistakes in the fields of an object. */
export const kindsRemedies = {
  'unknown-field': [
    'The name is misspelt, is one that other tools use, or belongs to another block.',
    'vaultseed explain KIND lists the fields, such as vaultseed explain policy.',
  ],
  'wrong-type': [
    'Such as a text where a list belongs.',
    'Write true and 3 without quotes, a list as ["a"], a length of time as "1h".',
  ],
  'wrong-value': [
    'The value has the right type, and the server would not take it.',
    'The message says which values there are.',
  ],
  'missing-field': [
    'The server cannot make the object without this field.',
    'Add it; vaultseed explain KIND marks such fields as required.',
  ],
  'no-default': [
    'null means "back to the default", and this field has none.',
    'Leave the field out, and it is not managed; or give it a value.',
  ],
  'read-only-field': ['The server makes this value.', 'Take it away; other blocks may refer to it.'],
  'field-group': ['Some fields exclude each other, or need each other.', 'Keep the one you mean.'],
  'deprecated-field': [
    'The server still takes the field, and says it will not for ever.',
    'Use what the message names.',
  ],
  'bad-duration': [
    'Servers read lengths of time as a number and a unit.',
    'Write "90s", "15m", "1h30m", "7d", or a number of seconds.',
  ],
  'bad-name': [
    'The name would lead to another path, or the server does not take it.',
    'Use letters, digits, - and _; the message says what is wrong with this one.',
  ],
  'acting-endpoint': [
    'A write to this path does something each time, such as sealing: it holds no settings that could be compared.',
    'The message says what to write instead, or who does it: docs/language.md#what-acts has the common ones, and a root of pki as an example.',
  ],
  'another-object': [
    'A key in what is written says of which object it is, or gives it another name: it would change what another seed owns, or be gone from its path.',
    'Take the key away: the path says which object it is. What is to have another name is declared at the path of that name.',
  ],
  'kind-unsupported': [
    'This product or version has no such objects.',
    'Leave the block out for this server; vaultseed explain KIND says who has it.',
  ],
  'field-unsupported': [
    'This product or version does not have the field.',
    'Leave it out for this server; vaultseed explain KIND says who has it.',
  ],
  'refused-text': [
    'No server takes the text: it cannot be read, or says something that none of them knows.',
    'Mend the line that the message names; vaultseed explain KIND lists what may be said.',
  ],
  advice: [
    'What is left out here has a consequence that people do not expect.',
    'Write the choice down, either one; then nothing is said any more.',
  ],
} as const satisfies Remedies;
