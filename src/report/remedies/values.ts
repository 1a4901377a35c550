import type { Remedies } from './remedy.ts';

/** Of mistakes in what expressions come to. */
export const valueRemedies = {
  'unknown-variable': [
    'A name that nothing in reach has: misspelt, or a text without its quotes.',
    'Write "text" for a text, var.NAME, local.NAME, each.key, or the address of an object.',
  ],
  'unknown-attribute': [
    'The value is an object, and has no member of that name.',
    'The message lists or suggests the members; vaultseed console shows the whole value.',
  ],
  'unknown-function': ['A function that does not exist here.', 'vaultseed explain functions lists all there are.'],
  'irreproducible-function': [
    'Functions such as timestamp() or uuid() give another value each time, so no plan would ever be empty.',
    'Give the value by a variable.',
  ],
  'argument-count': [
    'A function was called with too many or too few arguments.',
    'vaultseed explain functions shows what each takes.',
  ],
  'bad-argument': [
    'A function cannot work with the value it was given.',
    'Look at the value with vaultseed console; tostring, tolist and the like convert.',
  ],
  'bad-index': [
    'A list has no such position, or a map no such key.',
    'Positions start at 0; lookup(map, key, default) and try() allow for what is missing.',
  ],
  'bad-operand': [
    'Such as a number added to a text.',
    'Texts are put together by "${a}${b}"; tonumber() makes numbers.',
  ],
  'not-a-collection': [
    'A for, a splat or an index needs a list, a set or a map.',
    'Put brackets around a single value: [value].',
  ],
  'bad-condition': ['A condition must come to true or false.', 'Compare: value == "x", length(list) > 0.'],
  'mixed-types': [
    'The two sides of a choice are too different to stand in one place.',
    'Make them alike, for instance by an empty list or map on the other side.',
  ],
  'bad-key': [
    'A key of a map is not a text.',
    'Write "${value}" or tostring(value); a key that is an expression needs (parentheses).',
  ],
  'duplicate-key': [
    'Two members of an object, or two rounds of a for, have the same key.',
    'Keep one; in a for expression add ... after the value to collect them in lists.',
  ],
  'not-a-string': [
    'A list, a map or a whole object stands inside of a text.',
    'Take a part of it, or use join(", ", list) or jsonencode(value).',
  ],
  'null-value': [
    'A value is null where something is needed.',
    'coalesce(value, "default") gives a value in its place.',
  ],
  'division-by-zero': ['The number below is 0.', 'Guard it: n == 0 ? 0 : m / n.'],
  'too-large': [
    'The result would be larger than any seed needs.',
    'Look for a range, a repetition or a list in itself.',
  ],
  'type-mismatch': [
    'A value is not of the type that it was declared to have.',
    'Change the value, or the type of the variable.',
  ],
  'bad-type': [
    'The type of a variable is written wrongly.',
    'Types are string, number, bool, any, list(T), set(T), map(T), object({ … }), tuple([ … ]).',
  ],
  'env-withheld': [
    'env("NAME") asks for VAULT_TOKEN, BAO_TOKEN, the secret or the address of the webhook, or a proxy that may have a password, or for a variable that holds such a token or secret, or the token of ~/.vault-token. Whoever writes a seed could have it printed, or sent to a server of his own.',
    'Give the seed a secret of its own, in a variable of another name. What policies or issuers need is the address of the server: env("VAULT_ADDR").',
  ],
  'env-unset': [
    'env("NAME") asks for a variable of the environment that is not set here.',
    'Set it, or give a default: env("NAME", "default").',
  ],
} as const satisfies Remedies;
