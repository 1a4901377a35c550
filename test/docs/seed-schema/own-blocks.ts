import { LIFECYCLE } from '../../../src/seed/parts/meta.ts';
import { OUTPUT, SEED, SERVER, VALIDATION, VARIABLE } from '../../../src/seed/parts/own-blocks.ts';
import { chosen, flag, labelled, members, oneOrMany, ref, type Schema, text } from './make.ts';

/* The blocks that are about the seed itself. Their members are those that the loader knows; a missing word here is an error. */

const ANY: Schema = { description: 'Any value.' };
const maybe = (schema: Schema): Schema => ({ ...schema, type: [schema.type, 'null'].flat() });
const boolOrTemplate = (description: string): Schema => ({
  description,
  anyOf: [{ type: ['boolean', 'null'] }, ref('template')],
});

const SETTINGS: Readonly<Record<string, Readonly<Record<string, Schema>>>> = {
  seed: {
    name: text('What the seed is called; left out: its folder.'),
    requires: text('The versions of vaultseed that it is for, such as ">= 0.1".'),
    prune: {
      description: 'Blocks of which nothing is to be on the server but what is declared: the rest is deleted.',
      type: 'array',
      items: { type: 'string' },
    },
  },
  server: {
    address: maybe(text('Where the server listens: https://….')),
    namespace: maybe(text('The namespace that all of it stands in.')),
    ca_cert: maybe(text('A file with certificates of authorities to trust.')),
    ca_path: maybe(text('A folder with such files.')),
    client_cert: maybe(text('A file with the certificate to show.')),
    client_key: maybe(text('A file with its key.')),
    tls_server_name: maybe(text('The name that the certificate of the server must have.')),
    tls_skip_verify: boolOrTemplate('Trust any certificate. Never where it matters.'),
  },
  variable: {
    type: text('Its type: string, number, bool, list(string), object({ … }), ….'),
    default: { description: 'Its value when none is given.' },
    description: text('What it is for.'),
    sensitive: flag('Its value is shown nowhere.'),
    nullable: flag('Whether it may be null; it may when this is left out.'),
  },
  validation: {
    condition: { description: 'What must hold of the value.', anyOf: [{ type: 'boolean' }, ref('template')] },
    error_message: text('What is said when it does not.'),
  },
  output: {
    value: ANY,
    description: text('What it is.'),
    sensitive: flag('It is masked.'),
  },
};

interface Form {
  readonly attributes: readonly string[];
  readonly required?: readonly string[];
}

/** The members of a form with their schemas: as many as the loader knows, no more. */
const formSchema = (name: string, form: Form, blocks: Readonly<Record<string, Schema>> = {}): Schema => {
  const known = SETTINGS[name] ?? {};
  const strange = [...form.attributes, ...Object.keys(known)].filter(
    (one) => known[one] === undefined || !form.attributes.includes(one),
  );
  if (strange.length > 0) throw new Error(`the schema of ${name} and the loader do not agree on ${strange.join(', ')}`);
  const needed = form.required === undefined ? {} : { required: form.required };
  return members({ ...known, ...blocks }, needed);
};

const MODULE: Schema = {
  type: 'object',
  required: ['source'],
  properties: {
    source: { description: 'The folder of the module, such as "./team".', type: 'string', pattern: '^[^$%]*$' },
    for_each: ref('for_each'),
    depends_on: ref('depends_on'),
  },
};

/** By block: what stands behind it. `products` are the labels of a server block. */
export const ownBlocks = (products: readonly string[]): Readonly<Record<string, Schema>> => {
  const server = formSchema('server', SERVER);
  return {
    seed: { description: 'About the seed itself.', ...oneOrMany(formSchema('seed', SEED)) },
    server: {
      description: 'The server that it is for; the label is the product.',
      ...chosen(Object.fromEntries(products.map((product) => [product, server]))),
    },
    variable: {
      description: 'Values that are given from outside.',
      ...labelled(formSchema('variable', VARIABLE, { validation: oneOrMany(formSchema('validation', VALIDATION)) })),
    },
    locals: { description: 'Values with a name: local.NAME.', ...oneOrMany({ type: 'object' }) },
    output: { description: 'Values to show after an apply.', ...labelled(formSchema('output', OUTPUT)) },
    module: { description: 'The objects of another folder, with inputs.', ...labelled(MODULE) },
  };
};

/** The settings of `lifecycle` that the loader knows, for the test that compares them. */
export const lifecycleSettings = LIFECYCLE.attributes;
