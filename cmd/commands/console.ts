import { severityOf } from '../../src/model/diagnostic.ts';
import { plainValue, toldFunctions, writtenText } from '../../src/report/index.ts';
import type { LoadedSeed } from '../../src/seed/index.ts';
import { type Context, note, say, tell } from '../context.ts';
import { type ExitCode, exit } from '../exit.ts';
import { linesOf } from '../io.ts';
import type { CommandModule } from '../main.ts';
import { seedOptions } from '../options.ts';
import { withSeed } from '../session.ts';

/** One JSON line: the value, or what is wrong with the expression. */
const answerJson = (seed: LoadedSeed, text: string): string => {
  const found = seed.evaluateExpression(text);
  if (found.ok) return JSON.stringify(plainValue(found.value));
  const error = found.diagnostics.find((one) => severityOf(one) === 'error');
  return JSON.stringify({ error: { code: error?.code, summary: error?.message } });
};

/** The value as text on standard output, or what is wrong on standard error. */
const answer = (context: Context, seed: LoadedSeed, text: string): boolean => {
  const found = seed.evaluateExpression(text);
  tell(context, found.diagnostics);
  if (found.ok) say(context, writtenText(found.value));
  return found.ok;
};

/** Lines that are no expressions, unless the seed could mean something by them: none of these names anything. */
const WORDS: Readonly<Record<string, (context: Context) => Promise<void> | void>> = {
  help: (context) => note(context, HELP),
  '?': (context) => note(context, HELP),
  functions: async (context) => {
    const { standardFunctions } = await import('../../src/language/index.ts');
    say(context, toldFunctions(standardFunctions).text(context.style));
  },
};

const HELP = [
  'An expression, and Enter: var.region, local.teams, upper("a"), [for t in local.teams : upper(t)],',
  'policy.reader.name. What only a server knows is "known after apply".',
  'functions lists the functions; exit or Ctrl-D leaves.',
].join('\n');

const LEAVING = ['exit', 'quit'];

/** One line of somebody's: a word of the console, or an expression. @returns whether it was understood. */
const respond = async (context: Context, seed: LoadedSeed, line: string): Promise<boolean> => {
  const text = line.trim();
  const word = Object.hasOwn(WORDS, text) ? WORDS[text] : undefined;
  if (word === undefined) return text === '' || answer(context, seed, text);
  await word(context);
  return true;
};

/** Every line of standard input is an expression; empty lines are passed over, but for machines each line has its answer. */
const answerAll = async (context: Context, seed: LoadedSeed): Promise<ExitCode> => {
  let fine = true;
  for await (const text of linesOf(context.io.stdin)) {
    if (context.json) context.io.out.write(`${answerJson(seed, text)}\n`);
    else if (LEAVING.includes(text.trim())) break;
    else fine = (await respond(context, seed, text)) && fine;
  }
  return fine ? exit.fine : exit.failure;
};

const talk = async (context: Context, seed: LoadedSeed): Promise<ExitCode> => {
  const { createInterface } = await import('node:readline');
  note(context, `Expressions of ${seed.name}, one a line. help says more; exit or Ctrl-D leaves.`);
  const output = process.stderr;
  const lines = createInterface({ input: context.io.stdin, output, prompt: '> ' });
  lines.on('SIGINT', () => lines.close());
  lines.prompt();
  for await (const text of lines) {
    if (LEAVING.includes(text.trim())) break;
    await respond(context, seed, text);
    lines.prompt();
  }
  lines.close();
  return exit.fine;
};

export const command: CommandModule = {
  examples: ['vaultseed console', `echo 'upper("a")' | vaultseed console --json`],
  define: (line) => {
    line.description(
      'Evaluates expressions in the context of a seed, or of none: its variables, locals and functions. Needs no server; what only a server knows is "known after apply". With --json, one line of JSON for each line of standard input.',
    );
    const seed = seedOptions(line);
    return () => (context) =>
      withSeed(context, { ...seed(), mayBeEmpty: true }, async (opened) => {
        tell(context, opened.diagnostics);
        const interactive = context.io.stdin.isTTY === true && !context.json;
        return interactive ? talk(context, opened.seed) : answerAll(context, opened.seed);
      });
  },
};
