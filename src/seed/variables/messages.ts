import type { Type, Value } from '../../language/index.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { WrittenVariable } from '../parts/written.ts';
import type { Assignment } from './inputs.ts';

/** What variables of the environment begin with that give a variable of the seed its value. */
export const PREFIX = 'SEED_VAR_';

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Files of values beside the seed that were not read. */
  readonly unread: readonly string[];
}

/** Nobody gives the variable a value, with what looks as if somebody had meant to. */
export const missingVariable = ({ name, at }: WrittenVariable, { env, unread }: Surroundings): Diagnostic => ({
  code: 'variable-missing',
  message: `variable "${name}" has no value`,
  at,
  help: [
    `give one: --var ${name}=…, ${PREFIX}${name} in the environment, or ${name} = … in a file beside the seed that ends in .auto.seedvars, or in any file with --var-file FILE`,
    'or give it a default',
    ...meantByEnvironment(name, env),
    ...unread.slice(0, 3).map((file) => `${file} was not read: --var-file ${file}`),
  ],
});

const meantByEnvironment = (name: string, env: Surroundings['env']): readonly string[] => {
  const wanted = `${PREFIX}${name}`;
  const near = Object.keys(env).filter(
    (key) => key.toLowerCase() === wanted.toLowerCase() || key === `TF_VAR_${name}` || key === `VAR_${name}`,
  );
  return near.map((key) => `${key} is set, which is not its name here: ${wanted}`);
};

interface Given {
  readonly type: Type;
  readonly assignment: Assignment;
}

/** A text that cannot be read as a value of the type. Words without quotes are what shells leave of texts. */
export const unreadable = (
  diagnostics: readonly Diagnostic[],
  given: Given,
): { why: string; help: readonly string[] } => {
  const unquoted = diagnostics.every(({ code }) => code === 'unknown-variable' || code === 'missing-operator');
  const [first] = diagnostics;
  const why =
    unquoted || first === undefined ? `it is no ${given.type.kind}: texts in it stand in quotes` : first.message;
  return { why, help: example(given) };
};

/** How a value of this type is given on a command line, when that is where it came from and it was a single text. */
export const shellHelp = ({ type, assignment, value }: Given & { readonly value: Value }): readonly string[] =>
  'text' in assignment.given && value.kind === 'string' ? example({ type, assignment }) : [];

const example = ({ type, assignment: { name, from } }: Given): readonly string[] => {
  const text = EXAMPLES[type.kind];
  if (text === undefined) return [];
  return [`in a shell: ${from.startsWith(PREFIX) ? `${from}='${text}'` : `--var '${name}=${text}'`}`];
};

const EXAMPLES: Readonly<Record<string, string>> = {
  number: '10',
  bool: 'true',
  list: '["a", "b"]',
  set: '["a", "b"]',
  tuple: '["a", "b"]',
  map: '{ a = "b" }',
  object: '{ a = "b" }',
};
