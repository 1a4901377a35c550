/** Functions that would give another plan every time, with what to use in their place. */
export const irreproducible: ReadonlyMap<string, string> = new Map([
  ['timestamp', 'pass the time in as a variable: --var now=…'],
  ['plantimestamp', 'pass the time in as a variable: --var now=…'],
  ['uuid', 'pass the id in as a variable, or derive one: sha256("name")'],
  ['bcrypt', 'hash it once, outside, and pass the hash in as a sensitive variable'],
  ['rsadecrypt', 'decrypt it outside and pass the text in as a sensitive variable'],
]);
