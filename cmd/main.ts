import type { Diagnostic } from '../src/model/diagnostic.ts';
import type { Called, CommandModule } from './command.ts';
import { type ExitCode, exit } from './exit.ts';
import type { Io } from './io.ts';
import { commandNames, commandOf, lineOf, overview } from './usage.ts';
import { version } from './version.ts';

/** The file of each command, loaded only when that command is called. */
const MODULES: Readonly<Record<string, () => Promise<{ readonly command: CommandModule }>>> = {
  apply: () => import('./commands/apply.ts'),
  console: () => import('./commands/console.ts'),
  destroy: () => import('./commands/destroy.ts'),
  dev: () => import('./commands/dev.ts'),
  drift: () => import('./commands/drift.ts'),
  explain: () => import('./commands/explain.ts'),
  fmt: () => import('./commands/fmt.ts'),
  ledger: () => import('./commands/ledger.ts'),
  policy: () => import('./commands/policy.ts'),
  plan: () => import('./commands/plan.ts'),
  unlock: () => import('./commands/unlock.ts'),
  show: () => import('./commands/show.ts'),
  validate: () => import('./commands/validate.ts'),
};

const HELP = new Set(['help', '--help', '-h']);
const VERSION = new Set(['version', '--version', '-V']);

/** Runs one command line. @returns the exit code; everything else went through `io`. */
export const main = async (argv: readonly string[], io: Io): Promise<ExitCode> => {
  const line = lineOf(argv);
  const { name, words } = commandOf(line.words);
  if (name === undefined || (HELP.has(name) && words.length === 0)) return print(io, overview(version));
  if (VERSION.has(name)) return print(io, version);
  // `help plan` and `plan --help` are the same question.
  const asked = HELP.has(name) ? { name: words[0] ?? '', words: ['--help'] } : { name, words };
  const load = Object.hasOwn(MODULES, asked.name) ? MODULES[asked.name] : undefined;
  if (load === undefined) return misused(io, words, await unknownCommand(asked.name));
  const { command } = await load();
  return await runCommand({ ...asked, rest: line.rest, module: command }, io);
};

const print = (io: Io, text: string): ExitCode => {
  io.out.write(`${text}\n`);
  return exit.fine;
};

const unknownCommand = async (name: string): Promise<Diagnostic> => {
  const { suggest } = await import('../src/model/suggest.ts');
  const meant = suggest(name, commandNames);
  const help = ['vaultseed alone lists the commands'];
  return {
    code: 'unknown-command',
    message: `there is no command "${name}"`,
    help: meant === undefined ? help : [`did you mean vaultseed ${meant}?`, ...help],
  };
};

/** A line that does not parse. Its words tell whether the message is shown as JSON and in colour. */
const misused = async (io: Io, words: readonly string[], diagnostic: Diagnostic): Promise<ExitCode> => {
  const { contextOf, fail } = await import('./context.ts');
  const flags = { json: words.includes('--json'), color: !words.includes('--no-color') };
  return fail(contextOf(io, flags), [diagnostic]);
};

const runCommand = async (called: Called, io: Io): Promise<ExitCode> => {
  const { parseCommand } = await import('./parse.ts');
  const parsed = parseCommand(called);
  if ('help' in parsed) return print(io, parsed.help.trimEnd());
  if ('problem' in parsed) return misused(io, called.words, parsed.problem);
  const [{ contextOf }, { guarded }] = await Promise.all([import('./context.ts'), import('./failure.ts')]);
  return guarded(contextOf(io, parsed.flags), parsed.job);
};
