import { Command, CommanderError } from 'commander';
import type { Diagnostic } from '../src/model/diagnostic.ts';
import type { Called, Parsed } from './command.ts';
import type { OutputFlags } from './context.ts';
import { outputOptions } from './options.ts';

const TOKEN = /unknown option '--?token\b/;

const TOKEN_HELP = [
  'a token on the command line can be read by every user of the machine',
  'set BAO_TOKEN or VAULT_TOKEN, or log in with bao login or vault login',
];

/** What somebody gave an option may be a secret in the wrong place: it is not repeated. */
const withoutValues = (message: string): string =>
  message
    .replace(/^(option '[^']*') argument '.*' is invalid\. /s, '$1: ')
    .replace(/^(unknown option '[^'=]*)=.*?'(?=\n|$)/s, "$1'");

/** Options that people know from other tools, and what to do here instead. */
const HABITS: Readonly<Record<string, string>> = {
  '--out': 'plans are written by vaultseed plan --out FILE',
  '--allow': 'there is nothing to allow here: plan, apply and destroy may be refused',
  '--max-deletions': 'how many objects that left the seed may be deleted is a matter of plan and apply',
  '--refresh': 'there is no state that could be old: the server is looked at every time',
  '--refresh-only': 'vaultseed drift says what was changed on the server',
  '--state': 'there is no state: what is on the server is the state',
  '--lock': 'there is no state to lock',
  '--lock-timeout': 'there is no state to lock',
  '--destroy': 'vaultseed destroy shows what would be deleted, and asks',
  '--input': 'nothing is asked but for the approval, which --auto-approve gives',
  '--yes': 'the approval that is asked for is given by --auto-approve',
  '--force': 'the approval that is asked for is given by --auto-approve, what a plan refuses is allowed by --allow',
  '--replace': 'there is no way to have one object made anew: destroy --target ADDRESS, then apply',
};

const SHORT: Readonly<Record<string, string>> = { y: '--yes', f: '--force' };

const habitOf = (message: string): string | undefined => {
  const [, option = ''] = /^unknown option '--?([\w-]+)/.exec(message) ?? [];
  const long = SHORT[option] ?? `--${option}`;
  return Object.hasOwn(HABITS, long) ? HABITS[long] : undefined;
};

const ONE_SEED = 'one seed at a time: run it once for each folder';

const argumentsOf = ({ registeredArguments }: Command): readonly string[] =>
  registeredArguments.map((argument) => argument.name());

/** What commander says about a line, in the words of every other message. */
const problemOf = (error: CommanderError, name: string, takes: readonly string[]): Diagnostic => {
  const [first = '', ...rest] = withoutValues(error.message.replace(/^error: /, '')).split('\n');
  const meant = rest.map((line) => line.replace(/^\(Did you mean (.*)\?\)$/, 'did you mean $1?').trim());
  const oneSeed = first.startsWith('too many arguments') && takes.includes('SEED') ? [ONE_SEED] : [];
  const habit = habitOf(first);
  const other =
    habit === undefined ? [...oneSeed, ...meant, `vaultseed ${name} --help shows its options and arguments`] : [habit];
  const help = TOKEN.test(first) ? TOKEN_HELP : other;
  return { code: 'usage', message: first.replace(/\.$/, ''), help: help.filter((line) => line !== '') };
};

const nothingBehind = (name: string): Diagnostic => ({
  code: 'usage',
  message: `${name} takes nothing behind --`,
  help: [`vaultseed ${name} --help shows its options and arguments`],
});

/** Reads the words of one command. Nothing is done yet, and nothing printed. */
export const parseCommand = ({ name, module, words, rest }: Called): Parsed => {
  let help = '';
  const command = new Command(`vaultseed ${name}`)
    .exitOverride()
    .showSuggestionAfterError(true)
    .allowExcessArguments(false)
    .configureOutput({ writeOut: (text) => (help += text), writeErr: () => undefined, outputError: () => undefined })
    .configureHelp({ sortOptions: false, helpWidth: 80 })
    .addHelpText('before', `${module.examples.map((example) => `  $ ${example}`).join('\n')}\n`)
    .helpOption('-h, --help', 'this text');
  const jobOf = module.define(command);
  outputOptions(command);
  try {
    command.parse([...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? { help } : { problem: problemOf(error, name, argumentsOf(command)) };
  }
  if (rest.length > 0 && module.takesRest !== true) return { problem: nothingBehind(name) };
  return { job: jobOf(rest), flags: command.opts<OutputFlags>() };
};
