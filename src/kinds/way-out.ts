import type { Wrong } from './judge.ts';

/*
 * Help for a value of the right type that breaks another rule of its schema. It shows the rule, never the value.
 */

const WAYS: Readonly<Record<string, (params: Wrong['params']) => string>> = {
  minimum: ({ limit }) => `write ${limit}, or more`,
  maximum: ({ limit }) => `write ${limit}, or less`,
  multipleOf: ({ multipleOf }) => `write ${multipleOf}, or twice that, and so on`,
  minLength: ({ limit }) => (limit === 1 ? 'write a text between the quotes' : `write ${limit} characters or more`),
  maxLength: ({ limit }) => `take away what is beyond ${limit} characters`,
  minItems: ({ limit }) => (limit === 1 ? 'put one item or more between the brackets' : `write ${limit} items or more`),
  maxItems: ({ limit }) => `take away what is beyond ${limit} items`,
  uniqueItems: () => 'take away the one that is there twice',
  pattern: () => 'write it in that form: it is a regular expression',
  required: ({ missingProperty }) => `add ${missingProperty} = …`,
};

/** What to do about a value that breaks a rule; nothing where the rule is not known. */
export const wayOut = ({ keyword, params }: Pick<Wrong, 'keyword' | 'params'>): readonly string[] =>
  Object.hasOwn(WAYS, keyword) ? [WAYS[keyword]?.(params) ?? ''] : [];

const isPlainMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member of a list of texts that is none: what is in it may be the text that was meant. */
export const asItem = (found: unknown): readonly string[] => {
  if (found === null) return ['null has no place in a list: take it out, or compact([…]) leaves out what is null'];
  if (Array.isArray(found)) {
    return ['take away one pair of brackets: each item is a text', 'a list of lists becomes one list by flatten([…])'];
  }
  const [text, ...more] = isPlainMap(found) ? Object.values(found) : [];
  return typeof text === 'string' && more.length === 0 && text.length < 60
    ? [`write ${JSON.stringify(text)}, without the braces and the name`]
    : ['each item is a text in quotes, not a map: ["…", "…"]'];
};
