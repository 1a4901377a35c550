import type { Block } from '../../language/index.ts';
import type { Tell } from '../tell.ts';
import { OWN_BLOCKS } from './block-names.ts';
import { constantBool, splitForm } from './split.ts';
import type { WrittenOutput, WrittenSettings, WrittenValidation, WrittenVariable } from './written.ts';

export const SEED = {
  ...OWN_BLOCKS.seed,
  attributes: ['name', 'requires', 'prune'],
  instead: {
    version: 'the version of vaultseed that it needs: requires = ">= 0.1"',
    backend: 'there is no state to keep: the server is the state',
    required_version: 'the version of vaultseed that it needs: requires = ">= 0.1"',
  },
  labelHelp: ({ labels: [label] }: Block) => `what it is called stands inside: seed { name = "${label?.text ?? '…'}" }`,
} as const;

export const SERVER = {
  ...OWN_BLOCKS.server,
  attributes: [
    'address',
    'namespace',
    'ca_cert',
    'ca_path',
    'client_cert',
    'client_key',
    'tls_server_name',
    'tls_skip_verify',
  ],
  blocks: { login: { labels: [1, 1] } },
  instead: {
    token: 'a token never stands in a seed: set VAULT_TOKEN, or log in with the command line of the server first',
    url: 'write address = "https://…"',
    ca_file: 'write ca_cert = "PATH"',
    skip_tls_verify: 'write tls_skip_verify = true',
    auth: 'how to log in never stands in a seed: set VAULT_TOKEN, or log in with the command line of the server first',
    auth_login:
      'how to log in never stands in a seed: set VAULT_TOKEN, or log in with the command line of the server first',
    insecure: 'write tls_skip_verify = true',
  },
  labelHelp: () => 'PRODUCT is vault or openbao',
} as const;

export const VARIABLE = {
  ...OWN_BLOCKS.variable,
  attributes: ['type', 'default', 'description', 'sensitive', 'nullable'],
  blocks: { validation: { labels: [0, 0] } },
  instead: {
    validate: 'did you mean validation?',
    check: 'did you mean validation?',
    value: 'did you mean default?',
    required: 'a variable without a default must be given a value: take this away',
    optional: 'a variable with a default need not be given a value: write default = …',
  },
} as const;

export const VALIDATION = {
  head: 'validation',
  labels: 0,
  attributes: ['condition', 'error_message'],
  required: ['condition', 'error_message'],
  instead: { message: 'write error_message = "…"', error: 'write error_message = "…"', rule: 'write condition = …' },
} as const;

export const OUTPUT = {
  ...OWN_BLOCKS.output,
  attributes: ['value', 'description', 'sensitive'],
  required: ['value'],
  instead: { depends_on: 'an output waits for what its value refers to, and for nothing else: take it away' },
} as const;

export const seedSettings = (block: Block, tell: Tell): WrittenSettings => ({
  block,
  attributes: known(splitForm(block, SEED, tell).attributes, SEED.attributes),
});

export const serverSettings = (block: Block, tell: Tell): WrittenSettings => {
  const { attributes, blocks } = splitForm(block, SERVER, tell);
  for (const login of blocks.filter(({ type }) => type === 'login')) {
    tell({
      code: 'not-yet',
      message: 'blocks "login" are not in this version',
      at: login.head,
      help: ['give a token: VAULT_TOKEN, or log in with the command line of the server first'],
    });
  }
  return { block, attributes: known(attributes, SERVER.attributes) };
};

const known = <T>(attributes: ReadonlyMap<string, T>, names: readonly string[]): ReadonlyMap<string, T> =>
  new Map([...attributes].filter(([name]) => names.includes(name)));

/** A label with a template is no name, which has been told. */
const nameIn = ({ labels: [label] }: Block): string | undefined => (label?.template ? undefined : label?.text);

/** Nothing when it has no name: there would be no way to speak of it. */
export const variableOf = (block: Block, tell: Tell): WrittenVariable | undefined => {
  const { attributes, blocks } = splitForm(block, VARIABLE, tell);
  const name = nameIn(block);
  if (name === undefined) return undefined;
  return {
    name,
    type: attributes.get('type')?.expression,
    default: attributes.get('default')?.expression,
    sensitive: constantBool(attributes.get('sensitive'), false, tell),
    nullable: constantBool(attributes.get('nullable'), true, tell),
    validations: blocks.filter(({ type }) => type === 'validation').flatMap((one) => validationOf(one, tell)),
    at: block.head,
  };
};

const validationOf = (block: Block, tell: Tell): readonly WrittenValidation[] => {
  const { attributes } = splitForm(block, VALIDATION, tell);
  const condition = attributes.get('condition')?.expression;
  const message = attributes.get('error_message')?.expression;
  return condition === undefined || message === undefined ? [] : [{ condition, message }];
};

export const outputOf = (block: Block, tell: Tell): WrittenOutput | undefined => {
  const { attributes } = splitForm(block, OUTPUT, tell);
  const name = nameIn(block);
  const value = attributes.get('value')?.expression;
  if (name === undefined || value === undefined) return undefined;
  return { name, value, sensitive: constantBool(attributes.get('sensitive'), false, tell), at: block.head };
};
