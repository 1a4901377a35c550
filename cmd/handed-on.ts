import { resolve } from 'node:path';
import type { VariableInput } from '../src/seed/index.ts';
import type { SeedFlags } from './options.ts';

/** The environment variable by which `dev` hands its own seed options on to commands in its shell. */
const NAME = 'VAULTSEED_SEED_FLAGS';

type Env = Readonly<Record<string, string | undefined>>;
type Flags = Pick<SeedFlags, 'variables' | 'allowed'>;

/** Files stay files: what is in them is read again, and is in nobody's environment. */
export const handOn = ({ variables, allowed }: Flags, cwd: string): Readonly<Record<string, string>> => {
  if (variables.length + allowed.length === 0) return {};
  const given = variables.map((one) => ('file' in one ? { file: resolve(cwd, one.file) } : one));
  return { [NAME]: JSON.stringify({ variables: given, allowed: allowed.map((one) => resolve(cwd, one)) }) };
};

/** The flags of a command line, behind those that the shell it was typed in was given: its own win. */
export const withHandedOn = <T extends Flags>(flags: T, env: Env): T => {
  const handed = handedOn(env[NAME]);
  return {
    ...flags,
    variables: [...handed.variables, ...flags.variables],
    allowed: [...handed.allowed, ...flags.allowed],
  };
};

const NOTHING: Flags = { variables: [], allowed: [] };

const handedOn = (text: string | undefined): Flags => {
  try {
    const found: unknown = JSON.parse(text ?? '');
    return { variables: listIn(found, 'variables').flatMap(inputOf), allowed: listIn(found, 'allowed').filter(isText) };
  } catch {
    return NOTHING;
  }
};

const isText = (value: unknown): value is string => typeof value === 'string';

const listIn = (value: unknown, name: string): readonly unknown[] => {
  const member = memberOf(value, name);
  return Array.isArray(member) ? member : [];
};

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)).get(name) : undefined;

/** Another seed may be looked at in that shell, so nobody insists that it has these variables. */
const inputOf = (value: unknown): readonly VariableInput[] => {
  const [file, name, text] = ['file', 'name', 'text'].map((one) => memberOf(value, one));
  if (isText(file)) return [{ file }];
  return isText(name) && isText(text) ? [{ name, text, from: 'the shell of vaultseed dev', strict: false }] : [];
};
