/** A JSON Schema, or a part of one, of draft 7: the newest that the JSON service of common editors knows whole. */
export type Schema = Readonly<Record<string, unknown>>;

export const ref = (name: string): Schema => ({ $ref: `#/definitions/${name}` });

/** Text that is evaluated: it may stand where any other value is expected. */
export const TEMPLATE: Schema = {
  description: 'An expression: "${…}".',
  type: 'string',
  pattern: '[$%]\\{',
};

/** The key of a remark, which may stand beside the members of any block. */
export const REMARK: Schema = { description: 'A remark. Its value is not looked at.' };

/** A constant `true` or `false`: what decides how a seed is made up is read before anything is evaluated. */
export const flag = (description: string): Schema => ({ description, type: 'boolean' });

export const text = (description: string): Schema => ({ description, type: 'string' });

/** The members of a block: these and no others, and remarks. */
export const members = (properties: Readonly<Record<string, Schema>>, more: Schema = {}): Schema => ({
  type: 'object',
  properties: { '//': REMARK, ...properties },
  additionalProperties: false,
  ...more,
});

const OBJECTS = { type: ['object', 'array', 'null'] };

/** One schema where a condition holds, another where it does not. */
export const when = (condition: Schema, result: Schema, otherwise: Schema = {}): Schema =>
  // A literal with a member called `then` could be taken for a promise.
  Object.fromEntries([
    ['if', condition],
    ['then', result],
    ['else', otherwise],
  ]);

/** One of something, or a list of such, or nothing. */
export const oneOrMany = (body: Schema): Schema => ({
  ...OBJECTS,
  ...when({ type: 'array' }, { items: body }, when({ type: 'object' }, body)),
});

/** Blocks with a label: the keys of an object are the labels. */
export const labelled = (body: Schema, known: Readonly<Record<string, Schema>> = {}): Schema => {
  const named = Object.fromEntries(Object.entries(known).map(([label, own]) => [label, oneOrMany(own)]));
  return oneOrMany({ type: 'object', properties: { '//': REMARK, ...named }, additionalProperties: oneOrMany(body) });
};

/** Blocks whose label is one of a few words. */
export const chosen = (known: Readonly<Record<string, Schema>>): Schema =>
  oneOrMany(members(Object.fromEntries(Object.entries(known).map(([label, body]) => [label, oneOrMany(body)]))));

/** The first case whose condition holds. */
export const cases = (list: readonly (readonly [condition: Schema, result: Schema])[], otherwise: Schema): Schema =>
  list.reduceRight<Schema>((rest, [condition, result]) => when(condition, result, rest), otherwise);

/** What makes blocks of one type. What stands in them is judged when the seed is read: this would be the half of the schema again. */
export const DYNAMIC_BODY: Schema = members(
  {
    for_each: { description: 'A map, a set or a list.', type: ['object', 'array', 'string'] },
    iterator: text('What a member is called; else it is called as the blocks are.'),
    labels: { description: 'The labels of each block.', type: ['array', 'string'], items: { type: 'string' } },
    content: { description: 'What stands in each block.', type: ['object', 'array'] },
  },
  { required: ['for_each', 'content'] },
);

/** Blocks that are made, by their type. */
export const dynamicSchema = (types: readonly string[]): Schema => ({
  description: 'Makes blocks, one for each member of for_each.',
  ...chosen(Object.fromEntries(types.map((type) => [type, ref('dynamic-body')]))),
});
